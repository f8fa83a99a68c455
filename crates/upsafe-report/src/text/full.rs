//! One finding in the look of rustc: the message, the lines it is about, why, and what helps.

use annotate_snippets::{AnnotationKind, Group, Level as Weight, Origin, Renderer, Snippet};
use upsafe_core::{Finding, Label, Level, Sources};

use super::{MESSAGE_MAX, excerpt, excerpt::Excerpt};
use crate::{clean, words};

/// The finding as lines, without a final newline.
pub(super) fn finding(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let title = weight(finding.level)
        .primary_title(clean::short(&finding.message, MESSAGE_MAX))
        .id(clean::line(finding.rule.as_str()));
    let mut group = Group::with_title(title);
    for part in excerpt::excerpts(&finding.labels, sources) {
        group = add_excerpt(group, part);
    }
    for reason in &finding.because {
        group = note(group, &reason.to_string());
    }
    if !finding.breaks.is_empty() {
        group = note(group, &words::breaks(&finding.breaks));
    }
    if let Some(witness) = &finding.witness {
        group = note(group, &format!("a document that shows it: {witness}"));
    }
    let mut groups = vec![group];
    for help in &finding.help {
        let text = clean::short(&help.to_string(), MESSAGE_MAX).into_owned();
        groups.push(Group::with_title(Weight::HELP.secondary_title(text)));
    }
    renderer.render(&groups)
}

/// An error of the run itself, which no rule reports.
pub(super) fn trouble(message: &str, reason: &str, renderer: &Renderer) -> String {
    let title = Weight::ERROR.primary_title(clean::short(message, MESSAGE_MAX));
    renderer.render(&[note(Group::with_title(title), reason)])
}

/// An input that cannot be used: what is wrong, where, and what helps.
pub(super) fn error(
    message: &str,
    labels: &[Label],
    help: Option<&str>,
    sources: &Sources,
    renderer: &Renderer,
) -> String {
    let title = Weight::ERROR.primary_title(clean::short(message, MESSAGE_MAX));
    let group = excerpt::excerpts(labels, sources)
        .into_iter()
        .fold(Group::with_title(title), add_excerpt);
    let help = help.map(|help| {
        let text = clean::short(help, MESSAGE_MAX).into_owned();
        Group::with_title(Weight::HELP.secondary_title(text))
    });
    let groups: Vec<_> = std::iter::once(group).chain(help).collect();
    renderer.render(&groups)
}

fn weight(level: Level) -> Weight<'static> {
    match level {
        Level::Error => Weight::ERROR,
        Level::Warning => Weight::WARNING,
        Level::Info => Weight::INFO,
    }
}

fn note<'a>(group: Group<'a>, text: &str) -> Group<'a> {
    group.element(Weight::NOTE.message(clean::short(text, MESSAGE_MAX).into_owned()))
}

fn add_excerpt<'a>(group: Group<'a>, part: Excerpt) -> Group<'a> {
    if part.text.is_empty() {
        let mut origin = Origin::path(part.path);
        if let Some(line) = part.line {
            origin = origin.line(line);
        }
        if let Some(column) = part.column {
            origin = origin.char_column(column);
        }
        return part
            .marks
            .iter()
            .fold(group.element(origin), |group, mark| note(group, &mark.text));
    }
    let marks = part.marks.into_iter().map(|mark| {
        let kind = if mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let label = (!mark.text.is_empty()).then_some(mark.text);
        kind.span(mark.span).label(label)
    });
    group.element(
        Snippet::source(part.text)
            .path(part.path)
            .line_start(part.line.unwrap_or(1))
            .annotations(marks),
    )
}
