//! A rule: static data and one pure function.

use std::fmt;

use crate::{Gate, Level, Sink};

/// What is known of a rule without running it. One text serves `explain`, the book and SARIF.
#[derive(Debug)]
pub struct RuleMeta {
    /// `gate/name` in kebab-case, stable for ever.
    pub id: &'static str,
    /// One line for listings: what it finds, lower case, no full stop.
    pub summary: &'static str,
    /// The rule's page, Markdown. Its example is executed by the tests.
    pub docs: &'static str,
    /// The level where neither edition nor configuration says otherwise.
    pub level: Level,
    /// The first version of `upsafe` that has the rule.
    pub since: &'static str,
    /// Where the rule stands in its life.
    pub status: Status,
    /// What other tools call the same thing, as `tool:NAME`.
    pub aliases: &'static [&'static str],
}

impl RuleMeta {
    /// The gate's name: what stands before the slash.
    pub fn gate(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(gate, _)| gate)
    }

    /// The rule's name within its gate: what stands behind the slash.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, name)| name)
    }
}

/// Where a rule stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// May change or go in a minor version; off unless asked for by name.
    Preview,
    /// Changes only with an edition.
    Stable,
    /// Still runs; another rule takes its place.
    Deprecated {
        /// The rule to use.
        instead: &'static str,
    },
}

/// A rule of gate `G`: its data and its check.
pub struct Rule<G: Gate> {
    /// What is known without running it.
    pub meta: &'static RuleMeta,
    /// Looks at the evidence and reports; does no I/O, cannot fail.
    pub check: for<'e> fn(&G::Evidence<'e>, &mut Sink<'_>),
}

impl<G: Gate> fmt::Debug for Rule<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("meta", self.meta)
            .finish_non_exhaustive()
    }
}

/// Declares the rule of this file as `RULE`: its gate, id, page, default level and check.
///
/// ```ignore
/// upsafe_core::rule!(Deps, "deps/duplicate-version", "duplicate_version.md",
///     level: Error, since: "0.1.0",
///     summary: "one package is built in several versions", check);
/// ```
#[macro_export]
macro_rules! rule {
    (@aliases) => { &[] };
    (@aliases $aliases:expr) => { $aliases };
    ($gate:ty, $id:literal, $page:literal, level: $level:ident, since: $since:literal,
     $(aliases: $aliases:expr,)? summary: $summary:literal, $check:path $(,)?) => {
        pub(crate) static RULE: $crate::Rule<$gate> = $crate::Rule {
            meta: &$crate::RuleMeta {
                id: $id,
                summary: $summary,
                docs: include_str!($page),
                level: $crate::Level::$level,
                since: $since,
                status: $crate::Status::Stable,
                aliases: $crate::rule!(@aliases $($aliases)?),
            },
            check: $check,
        };
    };
}

/// Declares a gate's rule modules and lists them as `RULES`, their file names as `MODULES`.
#[macro_export]
macro_rules! rules {
    ($gate:ty: $($name:ident),+ $(,)?) => {
        $(mod $name;)+
        /// Every rule of the gate, in the order of its list.
        pub(crate) static RULES: &[&$crate::Rule<$gate>] = &[$(&$name::RULE),+];
        /// The file stems of [`RULES`]; a test holds them against the directory.
        #[cfg(test)]
        pub(crate) const MODULES: &[&str] = &[$(stringify!($name)),+];
    };
}
