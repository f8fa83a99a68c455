//! Why a command could not do its work: exit code 2, with the reason on stderr.

use std::fmt;

use upsafe::{
    WorkspaceError,
    config::ConfigError,
    core::{Label, LoadError, Place, Sources, count, visible},
};
use upsafe_report::{Options, render_error};

/// Reasons to stop with exit code 2, each as it is shown after `error: `.
#[derive(Debug)]
pub(crate) struct Failure {
    problems: Vec<Problem>,
    /// What the places of the problems point into.
    sources: Sources,
}

#[derive(Debug)]
struct Problem {
    message: String,
    labels: Vec<Label>,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        let problem = Problem {
            message: message.to_string(),
            labels: Vec::new(),
            hint: None,
        };
        Self {
            problems: vec![problem],
            sources: Sources::new(),
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl fmt::Display) -> Self {
        if let Some(last) = self.problems.last_mut() {
            last.hint = Some(hint.to_string());
        }
        self
    }

    /// An input that cannot be read: its place is shown where its text is among `sources`.
    pub(crate) fn load(error: LoadError, sources: &Sources) -> Self {
        let source = sources.iter().find(|(_, s)| s.path() == error.path());
        let (Some(position), Some((_, source))) = (error.position(), source) else {
            return error.into();
        };
        let mut failure = Self::new(error.message());
        let id = failure.sources.add(source.path(), source.text());
        let offset = source.offset(position);
        failure.label(Place::new(id, offset..offset), "");
        failure
    }

    fn label(&mut self, place: Place, text: &str) {
        if let Some(last) = self.problems.last_mut() {
            last.labels.push(Label::new(place, text));
        }
    }

    /// The problems in one text without places: for a gate that stands as failed in a report.
    #[cfg(any(feature = "schema", feature = "metadata"))]
    pub(crate) fn reason(&self) -> String {
        let told = self.problems.iter().map(|problem| match &problem.hint {
            Some(hint) => format!("{}; {hint}", visible(&problem.message)),
            None => visible(&problem.message).into_owned(),
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// The problems as lines, each with the lines of its places.
    pub(crate) fn render(&self, options: &Options) -> String {
        let shown = self.problems.iter().map(|problem| {
            if problem.labels.is_empty() {
                return problem.line(options.color);
            }
            let (message, hint) = (visible(&problem.message), problem.hint.as_deref());
            render_error(&message, &problem.labels, hint, &self.sources, options)
        });
        shown.collect::<Vec<_>>().join("\n")
    }
}

impl Problem {
    fn line(&self, color: bool) -> String {
        let head = if color {
            "\u{1b}[1m\u{1b}[31merror\u{1b}[0m"
        } else {
            "error"
        };
        // Several lines stay lines; what else controls a terminal is shown.
        let lines: Vec<_> = self.message.split('\n').map(visible).collect();
        let message = lines.join("\n");
        match &self.hint {
            Some(hint) => format!("{head}: {message}\nhelp: {}\n", visible(hint)),
            None => format!("{head}: {message}\n"),
        }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !message.contains(&text) {
                message = format!("{message}: {text}");
            }
            cause = error.source();
        }
        Self::new(message)
    }
}

/// Why there is no configuration: every mistake at its place.
pub(crate) fn of_workspace(error: WorkspaceError) -> Failure {
    match error {
        WorkspaceError::Config(error) => of_config(&error),
        other => other.into(),
    }
}

/// Texts of one file that are not what they should be.
#[cfg(feature = "semver")]
pub(crate) fn of_places(
    source: &upsafe::core::Source,
    problems: impl IntoIterator<Item = (upsafe::core::Span, String)>,
) -> Failure {
    let mut sources = Sources::new();
    let id = sources.add(source.path(), source.text());
    let problems = problems.into_iter().map(|(span, message)| Problem {
        message,
        labels: vec![Label::new(Place::new(id, span), "")],
        hint: None,
    });
    Failure {
        problems: problems.collect(),
        sources,
    }
}

fn of_config(error: &ConfigError) -> Failure {
    let mut sources = Sources::new();
    let id = sources.add(error.path(), error.text());
    let problems = error.problems().iter().map(|problem| {
        let expected = problem.expected.as_ref();
        let expected = expected.map_or_else(String::new, |words| format!("expected {words}"));
        let first = Label::new(Place::new(id, problem.span.clone()), expected);
        let related = problem.related.iter();
        let related = related.map(|(span, text)| Label::new(Place::new(id, span.clone()), text));
        let hint = problem.did_you_mean.as_ref();
        Problem {
            message: problem.message.clone(),
            labels: std::iter::once(first).chain(related).collect(),
            hint: hint.map(|word| format!("did you mean `{word}`?")),
        }
    });
    let mut problems: Vec<_> = problems.collect();
    if error.unlisted() > 0 {
        let more = count(error.unlisted(), "further problem");
        problems.push(Problem {
            message: format!("{}: and {more}", error.path()),
            labels: Vec::new(),
            hint: None,
        });
    }
    Failure { problems, sources }
}
