//! A raised toolchain in a version that does not say so.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
    policy::oldest_raised,
};

upsafe_core::rule!(Semver, "semver/toolchain-raised", "toolchain_raised.md",
    level: Error, since: "0.1.0",
    summary: "the oldest toolchain was raised in a release that is too small for it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let part = evidence.settings.toolchain_bump;
    for (package, proposed) in proposed(evidence) {
        let Some(base) = &package.at_base else {
            continue;
        };
        let (Some((old, new)), Some(tag)) = (
            oldest_raised(base, &package.declared),
            package.compared_tag(),
        ) else {
            continue;
        };
        let (name, key) = (&package.declared.name, new.key);
        let (from, to) = (&old.text.value, &new.text.value);
        let message = format!(
            "`{name}` {} raises `{key}` from `{from}` to `{to}`",
            proposed.text
        );
        let reason = match too_low(package, &proposed, part) {
            _ if package.is_maintenance => "the branch is one that only gets fixes".to_owned(),
            Some(needed) => format!("by the policy that asks for {needed} at least"),
            None => continue,
        };
        sink.report(package.subject(), message)
            .at_if(new.text.place.as_ref(), format!("`{from}` in `{}`", tag.name))
            .because(reason)
            .because("whoever stays on the old toolchain gets it as an automatic update, and it does not build")
            .help(format!("take it back, or raise the {part}; `toolchain-bump` in `[semver]` is the policy"));
    }
}
