//! `[levels]`: which setting a rule has, layer over layer.

use upsafe_core::{RuleMeta, Setting, Status, closest};

use crate::{
    Edition, Problem, Spanned,
    read::{Node, Read, Reader, one_of, shown},
};

/// The settings of rules, by rule id or `gate/*`.
///
/// A later layer (a flag) wins over an earlier one (the file); within a layer the id of a rule
/// wins over its gate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    file: Vec<LevelEntry>,
    flags: Vec<LevelEntry>,
}

/// One line of `[levels]`, or one flag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelEntry {
    /// The rule's id, or `gate/*`.
    pub rules: Spanned<String>,
    /// What it is set to.
    pub setting: Spanned<Setting>,
}

impl Levels {
    /// The lines of the file, in the order of their keys.
    pub fn entries(&self) -> &[LevelEntry] {
        &self.file
    }

    /// Sets a rule or `gate/*` above all that was set before, as a flag does.
    ///
    /// # Errors
    /// If `rules` names neither one of the `known` rules nor all rules of one of their gates.
    pub fn set(&mut self, rules: &str, setting: Setting, known: &[&str]) -> Result<(), Problem> {
        check_rules(rules, 0..rules.len(), known)?;
        self.flags.push(LevelEntry {
            rules: Spanned::unplaced(rules.to_owned()),
            setting: Spanned::unplaced(setting),
        });
        Ok(())
    }

    /// Whether a layer names the rule or its gate.
    pub fn names(&self, rule: &RuleMeta) -> bool {
        let gate = format!("{}/*", rule.gate());
        let mut entries = self.flags.iter().chain(&self.file);
        entries.any(|entry| *entry.rules == rule.id || *entry.rules == gate)
    }

    /// The setting of a rule: of the last layer that names it or its gate, else the edition's.
    ///
    /// A rule in preview is off unless a layer names it by its id.
    pub fn of(&self, rule: &RuleMeta, edition: Edition) -> Setting {
        let preview = rule.status == Status::Preview;
        for layer in [&self.flags, &self.file] {
            let named = |name: &str| {
                let mut found = layer.iter().rev().filter(|entry| *entry.rules == name);
                found.next().map(|entry| *entry.setting)
            };
            let gate = || named(&format!("{}/*", rule.gate())).filter(|_| !preview);
            if let Some(setting) = named(rule.id).or_else(gate) {
                return setting;
            }
        }
        match preview {
            true => Setting::Off,
            false => edition.level(rule.id, rule.level),
        }
    }
}

impl Read for Levels {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let toml::de::DeValue::Table(entries) = node.get_ref() else {
            return reader.wrong_type(node, "a table");
        };
        let mut levels = Self::default();
        for (key, value) in entries {
            if let Err(problem) = check_rules(key.get_ref(), key.span(), reader.rules) {
                reader.problems.push(problem);
            }
            if let Some(setting) = Setting::read(value, reader) {
                levels.file.push(LevelEntry {
                    rules: Spanned::new(key.get_ref().to_string(), key.span()),
                    setting: Spanned::new(setting, value.span()),
                });
            }
        }
        Some(levels)
    }
}

impl Read for Setting {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let expected = one_of(Self::NAMES);
        let text = reader.string(node, &expected)?;
        let setting = text.parse().ok();
        if setting.is_none() {
            // The words that other tools have for the same.
            let near = match text {
                "allow" | "ignore" | "none" => Some("off"),
                "note" | "hint" => Some("info"),
                "warn" => Some("warning"),
                "deny" | "forbid" | "fail" => Some("error"),
                _ => closest(text, Self::NAMES),
            };
            let problem = Problem::new(node.span(), format!("found {}", shown(text)));
            reader
                .problems
                .push(problem.expected(expected).did_you_mean(near));
        }
        setting
    }
}

/// Checks that `text` is the id of a known rule.
pub(crate) fn check_rule(
    text: &str,
    span: upsafe_core::Span,
    known: &[&str],
) -> Result<(), Problem> {
    if known.contains(&text) {
        return Ok(());
    }
    let name = |id: &str| id.split_once('/').map(|(_, name)| name.to_owned());
    // A rule is often named without its gate.
    let near = known
        .iter()
        .copied()
        .find(|id| name(id).as_deref() == Some(text))
        .or_else(|| closest(text, known.iter().copied()));
    Err(Problem::new(span, format!("unknown rule {}", shown(text)))
        .expected("the id of a rule as `upsafe rules` lists them")
        .did_you_mean(near))
}

fn check_rules(text: &str, span: upsafe_core::Span, known: &[&str]) -> Result<(), Problem> {
    let Some(gate) = text.strip_suffix("/*") else {
        return check_rule(text, span, known);
    };
    let mut gates: Vec<&str> = known
        .iter()
        .filter_map(|id| id.split_once('/'))
        .map(|(gate, _)| gate)
        .collect();
    gates.sort_unstable();
    gates.dedup();
    if gates.contains(&gate) {
        return Ok(());
    }
    let near = closest(gate, gates.iter().copied()).map(|gate| format!("{gate}/*"));
    Err(Problem::new(span, format!("unknown gate {}", shown(gate)))
        .expected(one_of(gates))
        .did_you_mean(near))
}
