//! `[[waivers]]`: findings that somebody vouches for, with a reason and an end.

use std::num::NonZeroU32;

use upsafe_core::{Date, Finding};

use crate::{
    Glob, Problem, Spanned, Text,
    levels::check_rule,
    read::{Node, Read, Reader},
    table::record,
};

record! {
    /// Findings of one rule that do not count, because somebody vouches for them.
    ///
    /// A waiver that matches nothing, has expired or is exceeded is a finding itself.
    pub struct Waiver {
        /// The id of the rule, such as `deps/duplicate-version`. Findings of the gate `config`
        /// cannot be waived.
        pub rule: Spanned<WaivedRule>,
        /// The subject of the findings; `*` stands for any characters, as in `cargo:windows-*`.
        /// To turn a rule off altogether, use `[levels]`.
        pub subject: Spanned<Glob>,
        /// Why these findings do not count.
        pub reason: Spanned<Text>,
        /// The last day on which the waiver holds.
        #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateText>"))]
        pub until: Option<Spanned<Date>>,
        /// Who answers for it.
        pub owner: Option<Spanned<Text>>,
        /// How many copies the findings may stand for together; more bring them all back.
        pub max_copies: Option<Spanned<NonZeroU32>>,
    }
}

impl Waiver {
    /// Whether the waiver names this finding, expired or not.
    pub fn matches(&self, finding: &Finding) -> bool {
        self.rule.as_str() == finding.rule.as_str()
            && self.subject.matches(finding.subject.as_str())
    }

    /// Whether its last day is over.
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.as_ref().is_some_and(|until| **until < today)
    }
}

/// The id of a rule whose findings may be waived.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct WaivedRule(String);

impl WaivedRule {
    /// The rule's id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Read for WaivedRule {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.string(node, "the id of a rule as `upsafe rules` lists them")?;
        let checked = match text.starts_with("config/") {
            true => Err(Problem::new(
                node.span(),
                "findings of the gate `config` cannot be waived",
            )
            .expected("the id of a rule of another gate")),
            false => check_rule(text, node.span(), reader.rules),
        };
        match checked {
            Ok(()) => Some(Self(text.to_owned())),
            Err(problem) => {
                reader.problems.push(problem);
                None
            }
        }
    }
}

/// Notes waivers that say the same as an earlier one.
pub(crate) fn check_duplicates(waivers: &[Spanned<Waiver>], reader: &mut Reader<'_>) {
    let mut seen = std::collections::BTreeMap::new();
    for waiver in waivers {
        let key = (waiver.rule.as_str(), waiver.subject.as_str());
        if let Some(first) = seen.get(&key) {
            let message = format!("a second waiver of `{}` for `{}`", key.0, key.1);
            let problem = Problem::new(waiver.subject.span(), message)
                .expected("one waiver for each rule and subject")
                .related(Clone::clone(first), "the first one is");
            reader.problems.push(problem);
        } else {
            seen.insert(key, waiver.subject.span());
        }
    }
}
