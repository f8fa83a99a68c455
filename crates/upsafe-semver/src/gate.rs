//! The gate: its rules over what was loaded.

use upsafe_config::Config;
use upsafe_core::{Finding, Gate, GateRun, Report, Rule, count, run_rules};

use crate::{
    evidence::{Evidence, Package},
    load::Loaded,
    rules::{CANNOT_TELL, RULES},
};

/// The gate over version numbers.
#[derive(Clone, Copy, Debug)]
pub enum Semver {}

impl Gate for Semver {
    const NAME: &'static str = "semver";
    type Evidence<'e> = Evidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// How many packages get a note of their own.
const MAX_NOTES: usize = 20;

/// Runs every rule that `config` does not turn off. Does no I/O.
///
/// What could not be read makes the gate a failed one: what was found elsewhere stays.
pub fn check(loaded: &Loaded, config: &Config) -> (Vec<Finding>, GateRun) {
    let defaults = upsafe_config::Semver::default();
    let settings = config.semver.as_ref().unwrap_or(&defaults);
    let evidence = loaded.evidence(settings);
    let (findings, mut run) = run_rules::<Semver>(&evidence, |rule| config.setting(rule));
    run.notes = notes(&loaded.packages);
    if !loaded.troubles.is_empty() {
        let mut reasons = loaded.troubles.clone();
        reasons.dedup();
        run.fail(&reasons.join("; "));
    } else if loaded.packages.is_empty() && loaded.matrix.is_none() {
        run.fail("there is no package here; `roots` in `[semver]` says where they are");
    }
    (findings, run)
}

/// Makes what nobody could tell, and nobody vouches for, a reason not to tell.
///
/// Call it when exceptions are applied. A configuration that sets such a rule, or the gate, has
/// decided what it weighs.
pub fn settle(report: &mut Report, config: &Config) {
    let mut reasons = Vec::new();
    for rule in CANNOT_TELL {
        let meta = rule.meta;
        let of_rule = |finding: &&Finding| finding.rule.as_str() == meta.id;
        let n = report.findings.iter().filter(of_rule).count();
        if n == 0 || config.is_set(meta) {
            continue;
        }
        let found = count(n, "finding");
        reasons.push(format!(
            "{found} of `{0}`; `\"{0}\" = \"warning\"` in `[levels]` lets them pass",
            meta.id
        ));
        // Not knowing is no proof that something is wrong.
        for finding in &mut report.findings {
            if finding.rule.as_str() == meta.id {
                finding.level = upsafe_core::Level::Warning;
            }
        }
    }
    if reasons.is_empty() {
        return;
    }
    report.fail(Semver::NAME, &reasons.join("; "));
}

fn notes(packages: &[Package]) -> Vec<String> {
    let mut notes: Vec<String> = packages.iter().take(MAX_NOTES).map(note).collect();
    if packages.len() > MAX_NOTES {
        let more = count(packages.len() - MAX_NOTES, "more package");
        notes.push(format!("and {more}"));
    }
    notes
}

/// What a package was compared with.
fn note(package: &Package) -> String {
    let name = &package.declared.name;
    let version = package.declared.version.as_ref();
    let version = version.map_or("no version", |version| version.value.as_str());
    let base = match (package.base_tag(), package.own_tag()) {
        (_, Some(tag)) => format!("released as `{}`", tag.name),
        (Some(tag), None) => format!("compared with `{}`", tag.name),
        (None, None) => "no release before it".to_owned(),
    };
    let private = if package.is_published() {
        ""
    } else {
        ", not published"
    };
    format!(
        "`{name}` {version} ({}{private}): {base}",
        package.ecosystem
    )
}
