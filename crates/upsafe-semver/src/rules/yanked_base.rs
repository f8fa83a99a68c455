//! A release before this one that was taken back.

use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/yanked-base", "yanked_base.md",
    level: Error, since: "0.1.0",
    summary: "the release that this one is compared with was yanked or retracted", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some(tag) = package.compared_tag() else {
            continue;
        };
        if !package.is_base_yanked {
            continue;
        }
        let (name, text) = (&package.declared.name, &proposed.text);
        let message = format!(
            "`{name}` {text} is compared with `{}`, which was yanked",
            tag.name
        );
        sink.report(package.subject(), message)
            .at(package.version_place(), "maybe honest, maybe not")
            .because(
                "who depends on this package has another release, and may miss what that one had",
            )
            .help(
                "compare with the release that users have, and waive this finding when it is done",
            );
    }
}
