//! A breaking release whose changelog does not say so.

use upsafe_config::BumpPart;
use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed, policy::need};

upsafe_core::rule!(Semver, "semver/unmarked-break", "unmarked_break.md",
    level: Warning, since: "0.1.0",
    summary: "the changelog does not say that a release breaks", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let (Some(base), Some(changelog)) = (package.base_release_tag(), &package.changelog) else {
            continue;
        };
        let of_version = changelog.sections.iter().find(|section| {
            section
                .version
                .as_deref()
                .is_some_and(|told| proposed.has_precedence_of(told))
        });
        let Some(section) = of_version.filter(|section| section.has_text && !section.tells_break)
        else {
            continue;
        };
        let class = |text: &str| package.scheme.class(text).ok();
        let by_number = class(&base.release.text) != class(&proposed.text);
        let needs = need(package, evidence.settings);
        let by_need = needs.part() == Some(BumpPart::Major);
        if !by_number && !by_need {
            continue;
        }
        let (name, text, path) = (&package.declared.name, &proposed.text, &changelog.path);
        let message =
            format!("`{name}` {text} may break its users, but `{path}` does not say what");
        let finding = sink.report(package.subject(), message);
        finding.at(
            section.place.clone(),
            "no title says `Breaking` or `Removed`",
        );
        match by_need {
            true => {
                for reason in needs
                    .reasons
                    .iter()
                    .filter(|one| one.part == BumpPart::Major)
                    .take(5)
                {
                    finding.because(reason.text.clone());
                }
            }
            false => {
                finding.because(format!(
                    "its number says that it is not compatible with {}",
                    base.release.text
                ));
            }
        }
        finding.help("add a title `Breaking changes` with what users have to do");
    }
}
