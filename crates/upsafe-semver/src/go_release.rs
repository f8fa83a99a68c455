//! Whether a Go module may be released as a version, and as which: the answers of gorelease.
//!
//! The order of the questions is that of `golang.org/x/exp/cmd/gorelease`, so that both say the same
//! of the same module. The comparison of the API is given; who made it does not matter.

use std::cmp::Ordering;

use upsafe_version::go::{
    self,
    path::{check_path, split_path_version},
};

/// What is known of a module and its base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoModule {
    /// The path of the module to release.
    pub path: String,
    /// Its folder in the repository; empty for the root.
    pub dir: String,
    /// The version it is compared with; none for a first release.
    pub base: Option<String>,
    /// The path of the base, where it is another module.
    pub base_path: Option<String>,
    /// Every version of the module that is there.
    pub existing: Vec<String>,
    /// What happened to its API: one a package, or one for all of them.
    pub api: Vec<GoApi>,
    /// Whether a requirement was added or raised by a minor, or the `go` directive raised.
    pub requirements_changed: bool,
    /// The highest version of itself that its dependencies require.
    pub required_by_others: Option<String>,
}

/// What happened to the API of a package. Where it could not be compared in whole, what was seen to
/// change does not count: a definition that failed before looks changed once it works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoApi {
    /// Something was added.
    pub has_compatible: bool,
    /// Something was changed or removed.
    pub has_incompatible: bool,
    /// The base could not be compared in whole.
    pub base_failed: bool,
    /// The release could not be compared in whole.
    pub release_failed: bool,
}

/// Why a version is refused, or none can be named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A version is none, or not in its full form.
    #[error("expected a version as `v1.2.3`, found `{0}`")]
    NoVersion(String),
    /// The path of the module is none.
    #[error("expected the path of a module, found `{0}`")]
    NoPath(String),
    /// The version is not above the base.
    #[error("expected a version above the base {base}, found {version}")]
    NotAbove {
        /// The version.
        version: String,
        /// The base.
        base: String,
    },
    /// A package could not be compared.
    #[error("a package could not be compared")]
    Unknown,
    /// The path has the suffix of another major.
    #[error("the path ends with `{suffix}`, which is for {suffix} only")]
    OtherMajor {
        /// The suffix of the path.
        suffix: String,
    },
    /// From v2 on, a path ends with the major.
    #[error("the path has to end with `/{0}` for this version")]
    NoMajor(String),
    /// It is there.
    #[error("{0} is there already")]
    Exists(String),
    /// A break within a major.
    #[error("there are incompatible changes")]
    Incompatible,
    /// An addition without a raised minor.
    #[error("there are additions, but the minor of the base {0} is not raised")]
    Addition(String),
    /// A dependency requires a higher version of the module.
    #[error("a dependency requires {0} of the module itself")]
    RequiredHigher(String),
    /// The base is another module.
    #[error("the base is another module")]
    OtherModule,
    /// A newer version of the major is there.
    #[error("the base is not the newest version of its major, which is {0}")]
    NotNewest(String),
    /// Build metadata is no part of a release.
    #[error("a release has no build metadata, found `{0}`")]
    Build(String),
}

/// The version of a first release: `v0.1.0`, or `vN.0.0` where the path ends with `/vN`.
pub fn first_version(path: &str) -> String {
    match split_path_version(path) {
        Ok((_, major)) if !major.is_empty() => {
            format!("{}.0.0", major.trim_start_matches(['/', '.']))
        }
        _ => "v0.1.0".to_owned(),
    }
}

/// The name of the tag of a version: the folder without a last `vN` stands before it.
pub fn tag_of(dir: &str, version: &str) -> String {
    let is_major = |step: &str| {
        let digits = step.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let prefix = match dir.rsplit_once('/') {
        Some((above, last)) if is_major(last) => above,
        None if is_major(dir) => "",
        _ => dir,
    };
    match prefix.is_empty() {
        true => version.to_owned(),
        false => format!("{prefix}/{version}"),
    }
}

/// Whether `version` is honest for the module.
///
/// # Errors
/// With the first thing that speaks against it.
pub fn judge(module: &GoModule, version: &str) -> Result<(), Refusal> {
    let parsed = canonical(version)?;
    if !parsed.build().is_empty() {
        return Err(Refusal::Build(version.to_owned()));
    }
    let base = module.base.as_deref().map(canonical).transpose()?;
    let same_module = module.is_same_module();
    if let Some(base) = base.as_ref().filter(|_| same_module)
        && parsed.cmp_precedence(base) != Ordering::Greater
    {
        return Err(Refusal::NotAbove {
            version: version.to_owned(),
            base: base.as_str().to_owned(),
        });
    }
    if module.api.iter().any(|api| api.release_failed) {
        return Err(Refusal::Unknown);
    }
    let major = parsed.major();
    match module.suffix()? {
        "" if matches!(major, "v0" | "v1") => {}
        "" => return Err(Refusal::NoMajor(major.to_owned())),
        suffix if suffix.trim_start_matches(['/', '.']) == major => {}
        suffix => {
            let suffix = suffix.to_owned();
            return Err(Refusal::OtherMajor { suffix });
        }
    }
    for existing in &module.existing {
        if go::compare(existing, version) == Ordering::Equal {
            return Err(Refusal::Exists(existing.clone()));
        }
    }
    let Some(base) = base.filter(|base| same_module && base.major() != "v0") else {
        return Ok(());
    };
    if module.breaks() && base.major() == major {
        return Err(Refusal::Incompatible);
    }
    if module.adds() && base.major_minor() == parsed.major_minor() {
        return Err(Refusal::Addition(base.as_str().to_owned()));
    }
    match &module.required_by_others {
        Some(higher) if go::compare(higher, version) == Ordering::Greater => {
            Err(Refusal::RequiredHigher(higher.clone()))
        }
        _ => Ok(()),
    }
}

/// The lowest honest version of the module.
///
/// # Errors
/// Where none can be named, and why.
pub fn suggest(module: &GoModule) -> Result<String, Refusal> {
    let suffix = module.suffix()?;
    if !module.is_same_module() {
        return Err(Refusal::OtherModule);
    }
    if !module.api.iter().all(GoApi::is_whole) {
        return Err(Refusal::Unknown);
    }
    let Some(base) = &module.base else {
        return Ok(match suffix {
            "" => "v0.1.0".to_owned(),
            suffix => format!("{}.0.0", suffix.trim_start_matches(['/', '.'])),
        });
    };
    let base = canonical(base)?;
    if let Some(higher) = &module.required_by_others
        && go::compare(higher, base.as_str()) == Ordering::Greater
    {
        return Err(Refusal::RequiredHigher(higher.clone()));
    }
    let is_zero = base.major() == "v0";
    let breaks = module.breaks();
    if breaks && !base.is_prerelease() && !is_zero {
        return Err(Refusal::Incompatible);
    }
    let of_major = module
        .existing
        .iter()
        .filter(|one| major_of(one) == base.major());
    let newest = of_major.max_by(|a, b| go::compare(a, b));
    if let Some(newest) = newest
        && go::compare(newest, base.as_str()) != Ordering::Equal
    {
        return Err(Refusal::NotNewest(newest.clone()));
    }
    let [major, minor, patch] = base.numbers();
    if base.is_prerelease() {
        return Ok(format!("v{major}.{minor}.{patch}"));
    }
    let raises_minor = module.adds() || (breaks && is_zero) || module.requirements_changed;
    let part = match raises_minor {
        true => upsafe_version::Part::Minor,
        false => upsafe_version::Part::Patch,
    };
    Ok(base.bump(part).as_str().to_owned())
}

fn canonical(version: &str) -> Result<go::Version, Refusal> {
    let parsed = go::Version::parse(version)
        .ok()
        .filter(|one| one.is_canonical() || !one.build().is_empty());
    parsed.ok_or_else(|| Refusal::NoVersion(version.to_owned()))
}

fn major_of(version: &str) -> String {
    go::Version::parse(version).map_or_else(|_| String::new(), |one| one.major().to_owned())
}

impl GoModule {
    /// A module of which nothing else is known.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            ..Self::default()
        }
    }

    fn is_same_module(&self) -> bool {
        self.base_path
            .as_ref()
            .is_none_or(|base| *base == self.path)
    }

    fn breaks(&self) -> bool {
        let mut whole = self.api.iter().filter(|api| api.is_whole());
        whole.any(|api| api.has_incompatible)
    }

    fn adds(&self) -> bool {
        let mut whole = self.api.iter().filter(|api| api.is_whole());
        whole.any(|api| api.has_compatible)
    }

    fn suffix(&self) -> Result<&str, Refusal> {
        let split = check_path(&self.path).and_then(|()| split_path_version(&self.path));
        let (_, suffix) = split.map_err(|_| Refusal::NoPath(self.path.clone()))?;
        Ok(suffix)
    }
}

impl GoApi {
    fn is_whole(&self) -> bool {
        !self.base_failed && !self.release_failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(path: &str, base: Option<&str>) -> GoModule {
        GoModule {
            path: path.to_owned(),
            base: base.map(str::to_owned),
            api: vec![GoApi::default()],
            ..GoModule::default()
        }
    }

    fn told(result: Result<String, Refusal>) -> String {
        result.unwrap_or_else(|refusal| refusal.to_string())
    }

    #[test]
    fn the_lowest_version_is_named() {
        let check = |module: &GoModule, expected: &str| {
            assert_eq!(told(suggest(module)), expected, "{module:?}");
        };
        check(&module("e.org/m", None), "v0.1.0");
        check(&module("e.org/m/v3", None), "v3.0.0");
        check(&module("e.org/m", Some("v1.2.3")), "v1.2.4");
        check(&module("e.org/m", Some("v1.3.0-rc.1")), "v1.3.0");
        let mut changed = module("e.org/m", Some("v1.2.9"));
        changed.api[0].has_compatible = true;
        check(&changed, "v1.3.0");
        changed.api[0].has_incompatible = true;
        check(&changed, "there are incompatible changes");
        changed.base = Some("v0.2.9".to_owned());
        check(&changed, "v0.3.0");
        changed.existing = vec!["v0.2.10".to_owned(), "v0.2.9".to_owned()];
        check(
            &changed,
            "the base is not the newest version of its major, which is v0.2.10",
        );
        let mut raised = module("e.org/m", Some("v1.2.3"));
        raised.requirements_changed = true;
        check(&raised, "v1.3.0");
        raised.api[0].base_failed = true;
        check(&raised, "a package could not be compared");
    }

    #[test]
    fn a_version_is_judged() {
        let check = |module: &GoModule, version: &str, expected: &str| {
            let found = judge(module, version).map(|()| "fine".to_owned());
            assert_eq!(told(found), expected, "{version} {module:?}");
        };
        let plain = module("e.org/m", Some("v1.2.3"));
        check(&plain, "v1.2.4", "fine");
        check(
            &plain,
            "v1.2.3",
            "expected a version above the base v1.2.3, found v1.2.3",
        );
        check(
            &plain,
            "v2.0.0",
            "the path has to end with `/v2` for this version",
        );
        check(
            &plain,
            "v1.3",
            "expected a version as `v1.2.3`, found `v1.3`",
        );
        check(
            &plain,
            "v1.3.0+b",
            "a release has no build metadata, found `v1.3.0+b`",
        );
        let mut second = module("e.org/m/v2", Some("v1.2.3"));
        second.api[0].has_incompatible = true;
        check(&second, "v2.0.0", "fine");
        check(
            &second,
            "v3.0.0",
            "the path ends with `/v2`, which is for /v2 only",
        );
        let mut added = plain;
        added.api[0].has_compatible = true;
        check(
            &added,
            "v1.2.4",
            "there are additions, but the minor of the base v1.2.3 is not raised",
        );
        check(&added, "v1.3.0", "fine");
        added.required_by_others = Some("v1.9.0".to_owned());
        check(
            &added,
            "v1.3.0",
            "a dependency requires v1.9.0 of the module itself",
        );
    }

    #[test]
    fn a_break_counts_where_its_package_could_be_compared() {
        let mut fixed = module("e.org/m", Some("v1.2.3"));
        fixed.api[0].base_failed = true;
        fixed.api[0].has_incompatible = true;
        let judged = |module: &GoModule| told(judge(module, "v1.2.4").map(|()| String::new()));
        assert_eq!(judged(&fixed), "");
        fixed.api.push(GoApi {
            has_incompatible: true,
            ..GoApi::default()
        });
        assert_eq!(judged(&fixed), "there are incompatible changes");
        assert_eq!(told(suggest(&fixed)), "a package could not be compared");
    }

    #[test]
    fn tags_of_nested_modules_have_their_folder() {
        assert_eq!(tag_of("nest/v2", "v2.0.1"), "nest/v2.0.1");
        assert_eq!(tag_of("", "v2.0.1"), "v2.0.1");
        assert_eq!(tag_of("v2", "v2.0.1"), "v2.0.1");
    }
}
