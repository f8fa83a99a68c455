//! A version that was released with other contents.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/reused-version", "reused_version.md",
    level: Error, since: "0.1.0",
    summary: "a released version has other contents now", check);

/// How many files are told.
const SHOWN: usize = 5;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        let (Some(tag), Some(changed)) = (package.own_tag(), &package.changed_since_own) else {
            continue;
        };
        // Where packages share tags, another rule tells.
        if !tag.named.has_precedence_of(&tag.release.text) {
            continue;
        }
        let name = &package.declared.name;
        let files = match changed {
            Ok(files) if files.is_empty() => continue,
            Ok(files) => files,
            Err(reason) => {
                sink.limit(format!(
                    "`{name}` was not compared with `{}`: {reason}",
                    tag.name
                ));
                continue;
            }
        };
        let (version, n) = (&tag.release.text, upsafe_core::count(files.len(), "file"));
        let message = format!(
            "`{name}` {version} is released as `{}`, but {n} differ now",
            tag.name
        );
        let message = message.replace("1 file differ", "1 file differs");
        let finding = sink.report(package.subject(), message);
        finding.at(
            package.version_place(),
            format!("the version of `{}`", tag.name),
        );
        for file in files.iter().take(SHOWN) {
            finding.because(format!("`{file}` is not what it is there"));
        }
        if files.len() > SHOWN {
            finding.because(format!("and {} more", files.len() - SHOWN));
        }
        finding.help("give it a version of its own: `upsafe semver next`");
    }
}
