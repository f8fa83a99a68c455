//! A small workspace from its first release on: every step passes the gate, and mistakes do not.

use crate::support::{Repo, judge, told};

const POLICY: &str = "edition = \"2026\"\n\n[semver]\n";

/// The workspace at a version; `core` is used by `app`.
fn at(repo: &Repo, version: &str, source: &str) {
    let minor = version.rsplit_once('.').unwrap().0;
    repo.write(
        "Cargo.toml",
        &format!(
            "[workspace]\nmembers = [\"crates/*\"]\n\n[workspace.package]\nversion = \"{version}\"\nrust-version = \"1.85\"\n\n\
             [workspace.dependencies]\ncore = {{ path = \"crates/core\", version = \"{minor}\" }}\n"
        ),
    );
    repo.write(
        "crates/core/Cargo.toml",
        "[package]\nname = \"core\"\nversion.workspace = true\nrust-version.workspace = true\n",
    );
    repo.write(
        "crates/app/Cargo.toml",
        "[package]\nname = \"app\"\nversion.workspace = true\nrust-version.workspace = true\n\n[dependencies]\ncore.workspace = true\n",
    );
    repo.write("crates/core/src/lib.rs", source);
    repo.write(
        "Cargo.lock",
        &format!(
            "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"{version}\"\ndependencies = [\"core\"]\n\n\
             [[package]]\nname = \"core\"\nversion = \"{version}\"\n"
        ),
    );
}

fn changelog(repo: &Repo, versions: &[&str]) {
    let mut text = "# Changelog\n\n## [Unreleased]\n".to_owned();
    for version in versions {
        text += &format!("\n## [{version}] - 2026-01-02\n\n### Breaking changes\n\n- something\n");
    }
    repo.write("CHANGELOG.md", &text);
}

#[test]
fn a_history_of_honest_releases_passes() {
    let repo = Repo::new();
    let releases = [
        "0.1.0",
        "0.1.1",
        "0.2.0-rc.1",
        "0.2.0-rc.2",
        "0.2.0",
        "1.0.0",
        "1.0.1",
        "1.1.0",
    ];
    let mut told_of: Vec<&str> = Vec::new();
    for (nth, version) in releases.into_iter().enumerate() {
        if !version.contains('-') {
            told_of.insert(0, version);
        }
        at(&repo, version, &format!("pub const N: u32 = {nth};\n"));
        if version.contains('-') {
            let text = repo.read("Cargo.toml");
            let minor = version.rsplit_once('.').unwrap().0;
            let old = format!("version = \"{minor}\" }}");
            repo.write(
                "Cargo.toml",
                &text.replace(&old, &format!("version = \"{version}\" }}")),
            );
        }
        changelog(&repo, &told_of);
        repo.commit(&format!("release {version}"));
        assert_eq!(
            told(&judge(repo.path(), POLICY)),
            (vec![], 0),
            "{version} before its tag"
        );
        repo.tag(&format!("v{version}"));
        assert_eq!(
            told(&judge(repo.path(), POLICY)),
            (vec![], 0),
            "{version} tagged"
        );
    }
    // The same after mistakes.
    let rules = |repo: &Repo| told(&judge(repo.path(), POLICY)).0;
    repo.write("crates/core/src/lib.rs", "pub const N: u32 = 99;\n")
        .commit("a change");
    assert_eq!(rules(&repo), ["semver/reused-version cargo:core"]);
    at(&repo, "1.3.0", "pub const N: u32 = 99;\n");
    changelog(&repo, &told_of);
    repo.commit("a number too far");
    let expected = [
        "semver/missing-changelog cargo:app",
        "semver/skipped-version cargo:app",
        "semver/skipped-version cargo:core",
    ];
    assert_eq!(rules(&repo), expected);
    at(&repo, "1.0.2", "pub const N: u32 = 99;\n");
    repo.commit("back");
    let found = rules(&repo);
    assert!(
        found.contains(&"semver/version-goes-back cargo:core".to_owned()),
        "{found:?}"
    );
}

#[test]
fn two_runs_say_the_same() {
    let repo = Repo::new();
    at(&repo, "0.1.0", "// a\n");
    repo.commit("one").tag("v0.1.0");
    at(&repo, "0.3.0", "// b\n");
    repo.commit("two");
    let run = || {
        let report = judge(repo.path(), POLICY);
        let options = upsafe_report::Options::default().with_verbose(true);
        upsafe_report::render(&report, upsafe_report::Format::Json, &options)
    };
    let first = run();
    assert_eq!(first, run());
    assert!(!first.contains(&*repo.path().to_string_lossy()));
}
