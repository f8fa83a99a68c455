//! A file of the tree names another version of the component than the manifest.

use upsafe_core::{Sink, Subject};

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/matrix-version-differs", "matrix_version_differs.md",
    level: Error, since: "0.1.0",
    summary: "files of the tree name different versions of it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let own = evidence.matrix.and_then(|matrix| matrix.own.as_ref());
    let Some(own) = own else {
        return;
    };
    let (name, version) = (&own.component, &own.version);
    for stray in &own.strays {
        let message = format!(
            "`{}` says that `{name}` is {}, and it is {version}",
            stray.path, stray.text
        );
        sink.report(Subject::file(&stray.path), message)
            .class(name.clone())
            .at(stray.place.clone(), format!("{version} is expected"))
            .at_if(own.place.as_ref(), "the version")
            .help(format!("write {version} here"));
    }
}
