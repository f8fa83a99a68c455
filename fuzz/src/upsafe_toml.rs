//! upsafe.toml: every mistake has its place, and what is read is what holds.

use std::sync::LazyLock;

use upsafe::config::Config;

use crate::promise;

static RULES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| upsafe::rules().iter().map(|rule| rule.id).collect());

/// Loads a configuration.
pub fn run(data: &[u8]) {
    let config = match Config::load(data, "upsafe.toml", &RULES) {
        Ok(config) => config,
        Err(error) => {
            assert!(!error.problems().is_empty());
            for problem in error.problems() {
                promise::talk(&problem);
                promise::span(error.text(), &problem.span);
                for (span, _) in &problem.related {
                    promise::span(error.text(), span);
                }
            }
            let starts = error.problems().iter().map(|problem| problem.span.start);
            assert!(starts.is_sorted(), "{error}");
            let shown = error.to_string();
            assert!(
                shown.lines().all(|line| line.starts_with("upsafe.toml:")),
                "{shown}"
            );
            return;
        }
    };
    let text = promise::text(data).expect("what is loaded is text");
    let again = Config::load(format!("{text}\n# a comment\n"), "upsafe.toml", &RULES);
    let again = again.expect("a comment at the end changes nothing");
    for rule in upsafe::rules() {
        assert_eq!(config.setting(rule), again.setting(rule));
    }
    for waiver in &config.waivers {
        promise::span(text, &waiver.span());
        let subject = waiver.subject.to_string();
        if !subject.contains(['*', '?', '\\', '[', '{']) {
            assert!(waiver.subject.matches(&subject), "{subject}");
        }
    }
    for note in config.notes() {
        promise::message(&note);
    }
}
