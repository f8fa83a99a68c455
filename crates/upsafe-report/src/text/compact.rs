//! Many findings on one screen: a header for each rule, below it one line for each finding.
//!
//! A line holds the message, the one reason that decides, and the first help. What decides is the
//! first reason in words, or else the last path (rules put the version that is held back last).
//! Message and command are never cut to the room there is; reasons give way first.

use annotate_snippets::renderer::Style;
use upsafe_core::{Because, Finding, Level, Report, Sources, count};

use crate::{clean, place};

/// The most characters of a message, and of a command: beyond any that a rule writes.
const MESSAGE_MAX: usize = 240;
/// The least room worth giving to a reason or a help that must be cut.
const ROOM_MIN: usize = 24;

/// How lines are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The characters in a row of the screen.
    pub(super) width: usize,
    /// The rows that a line may take.
    pub(super) rows: usize,
    pub(super) color: bool,
}

impl Look {
    /// The characters of a line behind what stands before it.
    fn room(self, before: usize) -> usize {
        (self.width * self.rows).saturating_sub(before)
    }
}

/// One rule's findings at one level.
#[derive(Debug)]
pub(super) struct Group<'r> {
    level: Level,
    rule: &'r str,
    summary: &'static str,
    findings: Vec<&'r Finding>,
}

impl<'r> Group<'r> {
    /// How many findings it holds.
    pub(super) fn len(&self) -> usize {
        self.findings.len()
    }

    /// The rule's id.
    pub(super) fn rule(&self) -> &'r str {
        self.rule
    }

    /// How many lines it takes: a lone finding shares the line of its header.
    pub(super) fn height(&self) -> usize {
        match self.findings.len() {
            0 | 1 => self.findings.len(),
            n => n + 1,
        }
    }

    /// The lines of the first `n` findings.
    pub(super) fn lines(&self, n: usize, sources: &Sources, look: Look) -> Vec<String> {
        if let [only] = *self.findings {
            let head = format!("{}: ", self.head(look));
            let bare = self.level.name().len() + self.rule.chars().count() + 4;
            return vec![head + &line(only, sources, look.room(bare))];
        }
        let about = match self.summary {
            "" => String::new(),
            summary => format!(": {summary}"),
        };
        let head = format!(
            "{}: {}{about}",
            self.head(look),
            count(self.len(), "finding")
        );
        let rows = self.findings.iter().take(n);
        let rows = rows.map(|finding| format!("  {}", line(finding, sources, look.room(2))));
        std::iter::once(head).chain(rows).collect()
    }

    fn head(&self, look: Look) -> String {
        let style = if look.color {
            style(self.level)
        } else {
            Style::new()
        };
        let rule = clean::line(self.rule);
        format!("{style}{}[{rule}]{style:#}", self.level)
    }
}

/// The colour of a level, as in the full form.
pub(super) fn style(level: Level) -> Style {
    use annotate_snippets::renderer::{
        DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_WARNING_STYLE,
    };
    match level {
        Level::Error => DEFAULT_ERROR_STYLE,
        Level::Warning => DEFAULT_WARNING_STYLE,
        Level::Info => DEFAULT_INFO_STYLE,
    }
}

/// The findings of one level by rule, in the report's order.
pub(super) fn groups(report: &Report, level: Level) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.level == level)
    {
        let rule = finding.rule.as_str();
        match groups.iter_mut().find(|group| group.rule == rule) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group {
                level,
                rule,
                summary: report.rule(rule).map_or("", |meta| meta.summary),
                findings: vec![finding],
            }),
        }
    }
    groups
}

/// What is wrong, why, and what helps, in about `width` characters.
fn line(finding: &Finding, sources: &Sources, width: usize) -> String {
    let mut line = clean::short(&finding.message, MESSAGE_MAX).into_owned();
    let room = |line: &str| width.saturating_sub(line.chars().count());
    let help = finding.help.first().map(|help| {
        let whole = clean::line(&help.to_string()).into_owned();
        let least = match &help.command {
            Some(command) => format!("`{}`", clean::short(command, MESSAGE_MAX)),
            None => clean::short(&whole, ROOM_MIN.max(room(&line).saturating_sub(8))).into_owned(),
        };
        (whole, least)
    });
    let reserved = help
        .as_ref()
        .map_or(0, |(_, least)| least.chars().count() + 8);
    if let Some(reason) = reason(finding, room(&line).saturating_sub(reserved)) {
        line.push_str(&reason);
    } else if let Some(label) = finding.labels.first() {
        let place = place::text(label, sources);
        if room(&line) >= reserved + place.chars().count() + 3 {
            line = format!("{line} ({place})");
        }
    }
    if let Some((whole, least)) = help {
        let fits = room(&line) >= whole.chars().count() + 8;
        line = format!("{line}; help: {}", if fits { whole } else { least });
    }
    line
}

/// The reason that decides with what joins it to the message, in at most `room` characters;
/// nothing where that says too little.
fn reason(finding: &Finding, room: usize) -> Option<String> {
    let is_note = |because: &&Because| matches!(because, Because::Note(_));
    let because = finding
        .because
        .iter()
        .find(is_note)
        .or(finding.because.last())?;
    let whole = format!(": {}", clean::line(&because.to_string()));
    let fits = |text: &str| text.chars().count() <= room;
    if fits(&whole) {
        return Some(whole);
    }
    if let Because::Path(steps) = because {
        // The last step is the subject, the one before it is who holds it there.
        let tail = |kept: usize| format!(": ... -> {}", steps[steps.len() - kept..].join(" -> "));
        let holder = steps.iter().nth_back(1).map(|step| format!(" via {step}"));
        return (2..steps.len())
            .rev()
            .map(tail)
            .chain(holder)
            .map(|text| clean::line(&text).into_owned())
            .find(|text| fits(text));
    }
    (room >= ROOM_MIN).then(|| clean::short(&whole, room).into_owned())
}
