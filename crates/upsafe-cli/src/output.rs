//! Where reports go: formats on stdout or in files.

use std::{
    ffi::OsString,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    str::FromStr,
};

use upsafe::core::Report;
use upsafe_report::{Format, Options, render};

use crate::failure::Failure;

/// One `--output`: a format, on stdout or in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    format: Format,
    file: Option<PathBuf>,
}

impl Output {
    /// Whether people read it: many findings with one cause are one to them.
    #[cfg(feature = "metadata")]
    pub(crate) fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Text | Format::Markdown)
    }

    /// Text on stdout.
    pub(crate) fn text() -> Self {
        Self {
            format: Format::Text,
            file: None,
        }
    }
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("expected a file behind `=`".to_owned()),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = format
            .parse()
            .map_err(|error: <Format as FromStr>::Err| error.to_string())?;
        Ok(Self { format, file })
    }
}

/// Renders a report into every output. At most one may go to stdout.
pub(crate) fn write_report(
    report: &Report,
    outputs: &[Output],
    options: &Options,
) -> Result<(), Failure> {
    let on_stdout = outputs
        .iter()
        .filter(|output| output.file.is_none())
        .count();
    if on_stdout > 1 {
        return Err(
            Failure::new("expected at most one `--output` without a file").with_hint(
                "write the others to files: `--output text --output sarif=report.sarif`",
            ),
        );
    }
    for output in outputs {
        match &output.file {
            None => print(&render(report, output.format, options))?,
            Some(file) => {
                let plain = options.clone().with_color(false);
                write_file(file, &render(report, output.format, &plain))?;
            }
        }
    }
    Ok(())
}

/// Renders a report as [`write_report`] does; JSON gets `extra`, the lines of further members.
#[cfg(feature = "metadata")]
pub(crate) fn write_report_with(
    report: &Report,
    extra: &str,
    outputs: &[Output],
    options: &Options,
) -> Result<(), Failure> {
    for output in outputs
        .iter()
        .filter(|output| output.format == Format::Json)
    {
        let text = render(report, output.format, options);
        let text = match text.trim_end().strip_suffix('}') {
            Some(open) => format!("{},\n{extra}\n}}\n", open.trim_end()),
            None => text,
        };
        match &output.file {
            None => print(&text)?,
            Some(file) => write_file(file, &text)?,
        }
    }
    let others: Vec<Output> = outputs
        .iter()
        .filter(|output| output.format != Format::Json)
        .cloned()
        .collect();
    write_report(report, &others, options)
}

/// Prints data. A reader that went away (`| head`) is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format_args!(
            "stdout cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Prints a value as JSON with a line feed at its end.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    print(&text)
}

/// Writes a file whole or not at all: beside its place first, then renamed into it.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error: io::Error| {
        Failure::new(format_args!(
            "`{}` cannot be written: {error}",
            path.display()
        ))
    };
    let name = path.file_name().ok_or_else(|| {
        Failure::new(format_args!(
            "expected the path of a file, found `{}`",
            path.display()
        ))
    })?;
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(temporary);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // The rename did not happen, so nothing refers to the temporary file; losing the race to
        // remove it leaves at most a stray file.
        drop(fs::remove_file(&temporary));
        failure(error)
    })
}
