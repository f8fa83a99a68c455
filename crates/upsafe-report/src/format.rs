//! The list of formats, and the one way in: a report, a format and options give a string.

use std::{fmt, str::FromStr};

use upsafe_core::{Report, closest};

use crate::{github, json, junit, markdown, sarif, text};

/// A form in which a report can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// For a person at a terminal: at most a screen, in the look of rustc.
    Text,
    /// For programs: [`upsafe_core::wire`].
    Json,
    /// For code scanning: SARIF 2.1.0 (OASIS Standard, 2020).
    Sarif,
    /// For test dashboards: a suite for each gate, a case for each rule.
    Junit,
    /// For GitHub Actions: workflow commands, which become annotations.
    Github,
    /// For a comment on a pull request: GitHub Flavored Markdown.
    Markdown,
}

impl Format {
    /// Every format, in the order in which help texts list them.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Json,
        Self::Sarif,
        Self::Junit,
        Self::Github,
        Self::Markdown,
    ];

    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Markdown => "markdown",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| FormatError::new(text, Self::ALL.map(Self::name).to_vec()))
    }
}

/// A word that is no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found `{found}`{}", self.listed(), self.hint())]
pub struct FormatError {
    found: String,
    known: Vec<&'static str>,
}

impl FormatError {
    pub(crate) fn new(found: &str, known: Vec<&'static str>) -> Self {
        Self {
            found: found.to_owned(),
            known,
        }
    }

    fn listed(&self) -> String {
        let quoted: Vec<_> = self.known.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    }

    fn hint(&self) -> String {
        match closest(&self.found, self.known.iter().copied()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        }
    }
}

/// How to write a report. Nothing here is read from the environment: the binary decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Whether `text` may use ANSI colours. Other formats never do.
    pub color: bool,
    /// The terminal's width in columns, for `text`. Lines that must be longer are not broken.
    pub width: usize,
    /// Whether `text` shows every finding with its places and reasons, however long that gets.
    pub verbose: bool,
}

impl Default for Options {
    /// No colour, 120 columns, at most a screen.
    fn default() -> Self {
        Self {
            color: false,
            width: 120,
            verbose: false,
        }
    }
}

impl Options {
    /// These options with colours on or off.
    #[must_use]
    pub fn with_color(self, color: bool) -> Self {
        Self { color, ..self }
    }

    /// These options for a terminal of so many columns.
    #[must_use]
    pub fn with_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// These options with every finding in full, or at most a screen.
    #[must_use]
    pub fn with_verbose(self, verbose: bool) -> Self {
        Self { verbose, ..self }
    }
}

/// Writes a report in a format. Never fails; the verdict shown is [`Report::verdict`].
///
/// The output ends in a newline, depends on nothing but its arguments, and holds no control
/// character from the report's texts. Linear in the report and in the sources that it points into.
pub fn render(report: &Report, format: Format, options: &Options) -> String {
    match format {
        Format::Text => text::render(report, options),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Junit => junit::render(report),
        Format::Github => github::render(report),
        Format::Markdown => markdown::render(report),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_print_as_they_parse() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!(
            "sarf".parse::<Format>().unwrap_err().to_string(),
            "expected one of `text`, `json`, `sarif`, `junit`, `github`, `markdown`, found `sarf`; \
             did you mean `sarif`?"
        );
    }
}
