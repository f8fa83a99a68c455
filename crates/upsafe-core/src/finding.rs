//! A finding: what is unsafe, where, why, and how to mend it.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::{Fingerprint, Level, Place, RuleMeta, Subject};

/// The id of a rule, `gate/name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Cow<'static, str>);

impl RuleId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The gate's name: what stands before the slash.
    pub fn gate(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(gate, _)| gate)
    }
}

impl From<&'static RuleMeta> for RuleId {
    fn from(meta: &'static RuleMeta) -> Self {
        Self(Cow::Borrowed(meta.id))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One thing that is unsafe about the upgrade. Only a [`crate::Sink`] makes one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that reports it.
    pub rule: RuleId,
    /// What other tools call the rule, or the changes behind the finding, as `tool:NAME`.
    pub aliases: Vec<&'static str>,
    /// Its weight, given by the sink.
    pub level: Level,
    /// What it is about.
    pub subject: Subject,
    /// Tells two findings of one rule about one subject apart; part of the fingerprint.
    pub class: String,
    /// How many units (copies, edges) it stands for: what a waiver's maximum counts.
    pub copies: usize,
    /// What is wrong: one line that stands alone, names in backticks.
    pub message: String,
    /// Where; the first is primary.
    pub labels: Vec<Label>,
    /// Why, in order.
    pub because: Vec<Because>,
    /// How to mend it, best first.
    pub help: Vec<Help>,
    /// Whom it breaks, where the rule judges that.
    pub breaks: Vec<Audience>,
    /// A document that shows it.
    pub witness: Option<serde_json::Value>,
}

impl Finding {
    pub(crate) fn new(
        meta: &'static RuleMeta,
        level: Level,
        subject: Subject,
        message: String,
    ) -> Self {
        Self {
            rule: RuleId::from(meta),
            aliases: meta.aliases.to_vec(),
            level,
            subject,
            class: String::new(),
            copies: 1,
            message,
            labels: Vec::new(),
            because: Vec::new(),
            help: Vec::new(),
            breaks: Vec::new(),
            witness: None,
        }
    }

    /// Adds what other tools call what is behind it, as `tool:NAME`; each name once.
    pub fn aliases(&mut self, names: impl IntoIterator<Item = &'static str>) -> &mut Self {
        for name in names {
            if !self.aliases.contains(&name) {
                self.aliases.push(name);
            }
        }
        self
    }

    /// Adds a label at a place.
    pub fn at(&mut self, place: Place, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label {
            place,
            side: Side::New,
            text: text.into(),
        });
        self
    }

    /// Adds a label at a place, if there is one.
    pub fn at_if(&mut self, place: Option<&Place>, text: impl Into<String>) -> &mut Self {
        match place {
            Some(place) => self.at(place.clone(), text),
            None => self,
        }
    }

    /// Adds a label at a place in the old input.
    pub fn at_old(&mut self, place: Place, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label {
            place,
            side: Side::Old,
            text: text.into(),
        });
        self
    }

    /// Adds a reason in words.
    pub fn because(&mut self, note: impl Into<String>) -> &mut Self {
        self.because.push(Because::Note(note.into()));
        self
    }

    /// Adds a chain of requirements as a reason, from the root to the subject.
    pub fn because_path<S: Into<String>>(
        &mut self,
        steps: impl IntoIterator<Item = S>,
    ) -> &mut Self {
        self.because
            .push(Because::Path(steps.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds help in words.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(Help {
            text: text.into(),
            command: None,
        });
        self
    }

    /// Adds help with the command to run.
    pub fn help_command(
        &mut self,
        command: impl Into<String>,
        text: impl Into<String>,
    ) -> &mut Self {
        self.help.push(Help {
            text: text.into(),
            command: Some(command.into()),
        });
        self
    }

    /// Sets what tells this finding from others of the same rule and subject.
    pub fn class(&mut self, class: impl Into<String>) -> &mut Self {
        self.class = class.into();
        self
    }

    /// Sets how many units it stands for.
    pub fn copies(&mut self, copies: usize) -> &mut Self {
        self.copies = copies;
        self
    }

    /// Says whom it breaks.
    pub fn breaks(&mut self, audience: Audience) -> &mut Self {
        self.breaks.push(audience);
        self
    }

    /// Gives the document that shows it.
    pub fn witness(&mut self, document: serde_json::Value) -> &mut Self {
        self.witness = Some(document);
        self
    }

    /// The finding's identity across runs: rule, subject and class; no place, no text.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of([self.rule.as_str(), self.subject.as_str(), &self.class])
    }
}

/// A place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// Where.
    pub place: Place,
    /// In which of two inputs that are compared.
    pub side: Side,
    /// What is to be seen, short.
    pub text: String,
}

impl Label {
    /// A label in the only input, or in the one after the upgrade.
    #[must_use]
    pub fn new(place: Place, text: impl Into<String>) -> Self {
        Self {
            place,
            side: Side::New,
            text: text.into(),
        }
    }
}

/// Which of two compared inputs a place is in. Complete: there are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// The input before the upgrade.
    Old,
    /// The input after it, or the only one.
    New,
}

/// Why something is so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// In words.
    Note(String),
    /// A chain of requirements, from the root to the subject.
    Path(Vec<String>),
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(note) => f.write_str(note),
            Self::Path(steps) => f.write_str(&steps.join(" -> ")),
        }
    }
}

/// How to mend something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Help {
    /// What it does.
    pub text: String,
    /// The command to run, if one does it.
    pub command: Option<String>,
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.command {
            Some(command) if self.text.is_empty() => write!(f, "`{command}`"),
            Some(command) => write!(f, "`{command}` {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Whom an incompatibility breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Audience {
    /// Those who read what was written.
    Readers,
    /// Those who write what will be read.
    Writers,
}
