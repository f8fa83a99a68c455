//! `[semver.api]`: how the public API of packages is told and compared.

use crate::{
    Glob, Name, RelativePath, Spanned, Text,
    table::{record, table, text},
};

text! {
    /// Where the snapshot of a package is: a path relative to the folder of `upsafe.toml` with
    /// `{name}` or `{dir}` in it once, such as `api/{name}.json` or `{dir}/api.json`.
    pub struct SnapshotPath,
    expected "a path with `{name}` or `{dir}` in it, such as `api/{name}.json`",
    pattern r"^(?!/)(?![A-Za-z]:)(?!(.*/)?\.\.(/|$))[^{}\\\x00-\x1f\x7f]*\{(name|dir)\}[^{}\\\x00-\x1f\x7f]*$",
    parse |text| {
        let named = text.split_once("{name}").or_else(|| text.split_once("{dir}"));
        let (before, after) = named?;
        let plain = |part: &str| !part.contains(['{', '}']);
        // With a word in the place of what is put in, it is a path like any other.
        let path = RelativePath::new(&format!("{before}x{after}"))?;
        let is_file = !path.as_str().is_empty() && !text.ends_with('/');
        (plain(before) && plain(after) && is_file).then(|| text.into())
    }
}

impl SnapshotPath {
    /// The path for a package.
    pub fn of(&self, name: &str, dir: &str) -> String {
        let path = self.as_str().replace("{name}", name).replace("{dir}", dir);
        // The package in the root has no folder of its own.
        let steps: Vec<&str> = path
            .split('/')
            .filter(|step| !matches!(*step, "" | "."))
            .collect();
        steps.join("/")
    }
}

table! {
    /// How the public API of packages is told and compared with that of the release before.
    pub struct SemverApi {
        /// Where the committed snapshot of each published Rust library is: `api/{name}.json`.
        /// Without it, APIs are compared only by `--deep`, which builds both sides.
        pub snapshot: Option<Spanned<SnapshotPath>> = None,
        /// Packages whose API is no promise, by name; `*` stands for any characters.
        pub exclude: Vec<Spanned<Glob>> = Vec::new(),
        /// Whether `--deep` asks `cargo-semver-checks` as well, where it is installed; the stricter
        /// answer holds.
        pub cross_check: bool = false,
        /// Packages that are built with other features than all that a stable compiler takes.
        pub features: Vec<Spanned<ApiFeatures>> = Vec::new(),
        /// Differences that a tool of another language told.
        pub diff: Vec<Spanned<ApiDiffFile>> = Vec::new(),
        /// Suspicions that somebody looked at.
        pub acknowledged: Vec<Spanned<AcknowledgedChange>> = Vec::new(),
    }
}

record! {
    /// With which features the API of a package is told.
    pub struct ApiFeatures {
        /// The package.
        pub package: Spanned<Name>,
        /// The features; `default` names the default ones. None if absent.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub features: Vec<Spanned<Name>>,
    }
}

record! {
    /// A difference that a tool of another language told, as `upsafe semver api import` writes it.
    pub struct ApiDiffFile {
        /// The package.
        pub package: Spanned<Name>,
        /// The file: the JSON with the key `api-diff`.
        pub file: Spanned<RelativePath>,
    }
}

record! {
    /// A suspicion that somebody looked at: it asks for no more than a patch.
    pub struct AcknowledgedChange {
        /// The package.
        pub package: Spanned<Name>,
        /// The path of the item; `*` stands for any characters.
        pub item: Spanned<Glob>,
        /// Why it breaks nobody.
        pub reason: Spanned<Text>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_has_a_path_of_its_own_for_each_package() {
        let path = |text: &str| SnapshotPath::new(text);
        for good in ["api/{name}.json", "{dir}/api.json", "{name}"] {
            assert!(path(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "api.json",
            "/{name}",
            "../{name}",
            "{name}/",
            "{name}{dir}",
            "{x}",
            "a\\{name}",
        ] {
            assert!(path(bad).is_none(), "{bad}");
        }
        let of = |text: &str, dir: &str| path(text).unwrap().of("one", dir);
        assert_eq!(of("api/{name}.json", "crates/one"), "api/one.json");
        assert_eq!(of("{dir}/api.json", "crates/one"), "crates/one/api.json");
        assert_eq!(of("{dir}/api.json", ""), "api.json");
    }
}
