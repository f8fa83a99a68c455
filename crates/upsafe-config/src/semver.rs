//! `[semver]`: what the gate `semver` looks at and what it demands of a version number.

use std::num::NonZeroU32;

use crate::{
    Glob, Name, RelativePath, SemverApi, Spanned, VersionMatrix,
    table::{record, table, text, words},
};

words! {
    /// What a break means before 1.0.0.
    pub enum ZeroPolicy, expected "`breaking-minor` or `free`" {
        /// As Cargo and npm have it: `0.y` breaks with `y`, `0.0.z` with every version; what is
        /// added raises the patch.
        BreakingMinor = "breaking-minor",
        /// As the specification has it: before 1.0.0 anything may change at any time.
        Free = "free",
    }
}

words! {
    /// A part of a version.
    pub enum BumpPart, expected "`patch`, `minor` or `major`" {
        /// The third number.
        Patch = "patch",
        /// The second number.
        Minor = "minor",
        /// The first number.
        Major = "major",
    }
}

words! {
    /// How the versions of a group of packages go together.
    pub enum GroupKind, expected "`lock-step` or `independent`" {
        /// All have the same version, always.
        LockStep = "lock-step",
        /// Each has its own.
        Independent = "independent",
    }
}

text! {
    /// The name of a release tag with `{version}` exactly once, and `{name}` or `{dir}` at most
    /// once before it, such as `v{version}` or `{name}-v{version}`.
    pub struct TagTemplate,
    expected "a tag's name with `{version}` in it, such as `v{version}` or `{name}-v{version}`",
    pattern r"^(?!-)[^{}\s\x00-\x1f\x7f]*(\{(name|dir)\}[^{}\s\x00-\x1f\x7f]*)?\{version\}[^{}\s\x00-\x1f\x7f]*$",
    parse |text| {
        let (before, after) = text.split_once("{version}")?;
        let plain = |part: &str| {
            !part.contains(|c: char| c.is_whitespace() || c.is_ascii_control() || matches!(c, '{' | '}'))
        };
        let named = before.split_once("{name}").or_else(|| before.split_once("{dir}"));
        let before_is_plain = match named {
            Some((first, second)) => plain(first) && plain(second),
            None => plain(before),
        };
        (before_is_plain && plain(after) && !text.starts_with('-')).then(|| text.into())
    }
}

table! {
    /// What the gate `semver` looks at and what it demands.
    pub struct Semver {
        /// The manifests to judge: `Cargo.toml`, `package.json`, `pyproject.toml`, `go.mod`,
        /// `pom.xml`. Without any, those that stand beside this file, with their members.
        pub roots: Vec<Spanned<RelativePath>> = Vec::new(),
        /// Packages that are not judged, by name; `*` stands for any characters.
        pub exclude: Vec<Spanned<Glob>> = Vec::new(),
        /// What a break means before 1.0.0.
        pub zero: ZeroPolicy = ZeroPolicy::BreakingMinor,
        /// Versions that a first release may have.
        pub first_versions: Vec<Spanned<Name>> = first_versions(),
        /// Names of pre-releases in their order, the lowest first.
        pub channels: Vec<Spanned<Name>> = channels(),
        /// What a raised toolchain (`rust-version`, `go`, `engines`, `requires-python`) asks of the
        /// version.
        pub toolchain_bump: BumpPart = BumpPart::Minor,
        /// What a raised or added requirement asks of the version; nothing if absent, `minor` for
        /// Go.
        pub requirement_bump: Option<BumpPart> = None,
        /// Packages that a published one may pin exactly beside those of its own group; `*` stands
        /// for any characters.
        pub exact_pins: Vec<Spanned<Glob>> = Vec::new(),
        /// Packages that may be required without an upper bound; `*` stands for any characters.
        pub open_ranges: Vec<Spanned<Glob>> = Vec::new(),
        /// The changelog: a path for all packages, or `{dir}/CHANGELOG.md` for one in each
        /// package's folder. If absent, the nearest `CHANGELOG.md`.
        pub changelog: Option<Spanned<Name>> = None,
        /// Branches that releases are made from; `*` stands for any characters. Any if absent.
        pub branches: Option<Vec<Spanned<Glob>>> = None,
        /// Branches of lines that only get fixes: a release from one raises the patch alone.
        pub maintenance_branches: Vec<Spanned<Glob>> = Vec::new(),
        /// What holds for release tags.
        pub tags: SemverTags = SemverTags::default(),
        /// How the public API of packages is told and compared with that of the release before.
        pub api: SemverApi = SemverApi::default(),
        /// Schemas of what packages store: where one changed, the release has to say so.
        pub stored: Vec<Spanned<StoredSchema>> = Vec::new(),
        /// Which version of a component goes with which versions of others.
        pub matrix: VersionMatrix = VersionMatrix::default(),
        /// Packages whose versions go together, first match first. Without any, packages that
        /// inherit their version are in lock-step and others are independent.
        pub group: Vec<Spanned<SemverGroup>> = Vec::new(),
    }
}

fn names(list: &[&str]) -> Vec<Spanned<Name>> {
    let of = |text: &&str| Name::new(text).expect("the literals are plain names");
    list.iter().map(of).map(Spanned::unplaced).collect()
}

fn first_versions() -> Vec<Spanned<Name>> {
    names(&["0.1.0", "1.0.0"])
}

fn channels() -> Vec<Spanned<Name>> {
    names(&["alpha", "beta", "rc"])
}

table! {
    /// What holds for release tags.
    pub struct SemverTags {
        /// How a release is tagged: `v{version}`, `{name}-v{version}`, `{dir}/v{version}`. If
        /// absent, `{name}-v{version}` and `{name}@{version}` where such tags are there, else
        /// `v{version}`.
        pub template: Option<Spanned<TagTemplate>> = None,
        /// How many of a package's newest tags are judged; 20 if absent.
        pub judged: Option<Spanned<NonZeroU32>> = None,
        /// Whether a release tag must be annotated.
        pub annotated: bool = true,
        /// Whether a release tag must be signed by an allowed signer.
        pub signed: bool = false,
        /// Who may sign with an SSH key: a file as `ssh-keygen` has it, committed.
        pub allowed_signers: Option<Spanned<RelativePath>> = None,
        /// Who may sign with an OpenPGP key: their public keys in one file, committed.
        pub keyring: Option<Spanned<RelativePath>> = None,
    }
}

record! {
    /// A schema of what releases of a package store and read again.
    pub struct StoredSchema {
        /// The package.
        pub package: Spanned<Name>,
        /// The contract among `[[schema.contract]]`; it is compared with the release before,
        /// whatever its own baseline is.
        pub contract: Spanned<Name>,
    }
}

record! {
    /// Packages whose versions go together.
    pub struct SemverGroup {
        /// What findings call it.
        pub name: Spanned<Name>,
        /// The packages; `*` stands for any characters.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub packages: Vec<Spanned<Glob>>,
        /// How their versions go together.
        pub kind: Spanned<GroupKind>,
        /// How a release of one of them is tagged; as in `[semver.tags]` if absent.
        pub template: Option<Spanned<TagTemplate>>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_name_the_version_once() {
        for good in [
            "v{version}",
            "{version}",
            "{name}-v{version}",
            "{dir}/v{version}",
            "r/{name}@{version}-ga",
        ] {
            assert!(TagTemplate::new(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "v",
            "{version}{version}",
            "-{version}",
            "{version}-{name}",
            "{name}{dir}{version}",
            "v {version}",
            "{x}{version}",
        ] {
            assert!(TagTemplate::new(bad).is_none(), "{bad}");
        }
    }
}
