//! The next versions: suggested, planned, and written with every byte else kept.

use std::collections::BTreeMap;

use upsafe_config::BumpPart;
use upsafe_core::Date;
use upsafe_semver::{
    ApiChange, ApiVerdict, ApiVerdicts, Certainty,
    next::{Plan, Wish, apply, plan, preview},
    suggest_all,
};

use crate::support::{Repo, judge, newest, told};

const INDEPENDENT: &str = "[semver.tags]\ntemplate = \"{name}-v{version}\"\n";

/// Two packages with their own versions; `app` uses `core`. Comments and spaces are odd on purpose.
fn workspace() -> Repo {
    let repo = Repo::new();
    repo.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"app\", \"core\"]\nresolver = \"3\"\n",
    );
    repo.write(
        "app/Cargo.toml",
        "[package]\nname    = 'app'   # the program\nversion = '0.4.0' # ours\n\n[dependencies]\n\
         core = { version = \"0.2.1\" , path = \"../core\" } # keep\n",
    );
    repo.write(
        "core/Cargo.toml",
        "[package]\nname = \"core\"\nversion=\"0.2.1\"\n",
    );
    repo.write(
        "Cargo.lock",
        "# made by cargo\nversion = 4\n\n[[package]]\nname = \"app\"\nversion = \"0.4.0\"\ndependencies = [\n \"core\",\n]\n\n\
         [[package]]\nname = \"core\"\nversion = \"0.2.1\"\n",
    );
    repo.write(
        "core/CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n- new: `parse`\n\n## [0.2.1] - 2025-01-01\n\n- x\n",
    );
    repo.write(
        "app/CHANGELOG.md",
        "# Changelog\n\n## Unreleased\n\n## 0.4.0 (2025-01-01)\n\n- x\n",
    );
    repo.write("core/src/lib.rs", "// a\n")
        .write("app/src/main.rs", "// a\n");
    repo.commit("one").tag("core-v0.2.1").tag("app-v0.4.0");
    repo.write("core/src/lib.rs", "// b\n").commit("two");
    repo
}

fn api(package: &str, part: BumpPart) -> BTreeMap<String, ApiVerdicts> {
    let change = ApiChange {
        part,
        certainty: Certainty::Proved,
        text: "`core::parse` is gone".to_owned(),
    };
    let verdicts = ApiVerdicts {
        since_release: ApiVerdict::of([change]),
        ..ApiVerdicts::default()
    };
    BTreeMap::from([(package.to_owned(), verdicts)])
}

fn suggested(repo: &Repo, policy: &str, api: &BTreeMap<String, ApiVerdicts>) -> Vec<String> {
    let (loaded, settings, _) = newest(repo.path(), policy, api);
    let told = suggest_all(&loaded, &settings).into_iter().map(|one| {
        let version = match one.unknown.is_empty() {
            true => one.version.unwrap_or_else(|| "nothing".to_owned()),
            false => format!("unknown: {}", one.unknown.join("; ")),
        };
        format!("{} {version}: {}", one.name, one.why.join("; "))
    });
    told.collect()
}

fn moves(plan: &Plan) -> Vec<String> {
    let told = plan.moves.iter();
    told.map(|one| format!("{} {} {}", one.name, one.from, one.to))
        .collect()
}

#[test]
fn the_lowest_honest_version_is_told_with_its_reasons() {
    let repo = workspace();
    let none = BTreeMap::new();
    assert_eq!(
        suggested(&repo, INDEPENDENT, &none),
        [
            "app nothing: nothing of it changed since `app-v0.4.0`",
            "core 0.2.2: patch: `core/src/lib.rs` changed",
        ]
    );
    assert_eq!(
        suggested(&repo, INDEPENDENT, &api("core", BumpPart::Major))[1],
        "core 0.3.0: minor: `core::parse` is gone"
    );
    let verdicts = ApiVerdicts {
        since_release: ApiVerdict::Unknown {
            reason: "no rustdoc".to_owned(),
        },
        ..ApiVerdicts::default()
    };
    let unknown = BTreeMap::from([("core".to_owned(), verdicts)]);
    assert_eq!(
        suggested(&repo, INDEPENDENT, &unknown)[1],
        "core unknown: the public API was not compared: no rustdoc: "
    );
}

#[test]
fn packages_in_lock_step_get_the_highest() {
    let repo = workspace();
    let policy = format!(
        "{INDEPENDENT}[[semver.group]]\nname = \"all\"\npackages = [\"app\", \"core\"]\nkind = \"lock-step\"\n"
    );
    let found = suggested(&repo, &policy, &BTreeMap::new());
    assert!(
        found.iter().all(|one| one.contains(" 0.2.2: ")),
        "{found:?}"
    );
}

#[test]
fn a_break_is_written_into_every_file_and_nothing_else_changes() {
    let repo = workspace();
    let api = api("core", BumpPart::Major);
    let (loaded, settings, sources) = newest(repo.path(), INDEPENDENT, &api);
    let today = Date::new(2026, 2, 3).unwrap();
    let plan = plan(&loaded, &settings, &sources, &Wish::Lowest, &[], today);
    assert_eq!(moves(&plan), ["app 0.4.0 0.4.1", "core 0.2.1 0.3.0"]);
    assert_eq!(
        plan.left,
        ["write in `app/CHANGELOG.md` what changed in 0.4.1"]
    );
    let texts = preview(&plan.edits, &sources).unwrap();
    let before: BTreeMap<String, String> = texts
        .keys()
        .map(|path| (path.clone(), repo.read(path)))
        .collect();
    let written = apply(repo.path(), &plan.edits, &sources).unwrap();
    assert_eq!(
        written,
        [
            "Cargo.lock",
            "app/Cargo.toml",
            "core/CHANGELOG.md",
            "core/Cargo.toml"
        ]
    );
    let expected = |path: &str, changes: &[(&str, &str)]| {
        let mut text = before[path].clone();
        for (old, new) in changes {
            assert!(text.contains(old), "{path}: {old}");
            text = text.replace(old, new);
        }
        assert_eq!(repo.read(path), text, "{path}");
    };
    expected(
        "app/Cargo.toml",
        &[("'0.4.0'", "'0.4.1'"), ("\"0.2.1\"", "\"0.3.0\"")],
    );
    expected("core/Cargo.toml", &[("\"0.2.1\"", "\"0.3.0\"")]);
    expected(
        "Cargo.lock",
        &[("\"0.4.0\"", "\"0.4.1\""), ("\"0.2.1\"", "\"0.3.0\"")],
    );
    expected(
        "core/CHANGELOG.md",
        &[(
            "## [Unreleased]\n",
            "## [Unreleased]\n\n## [0.3.0] - 2026-02-03\n",
        )],
    );
    // What was planned is what the gate asks for, but for what only a person can write.
    repo.write(
        "app/CHANGELOG.md",
        "## 0.4.1 - 2026-02-03\n\n- core 0.3\n\n## 0.4.0 - 2025-01-01\n\n- x\n",
    );
    repo.write(
        "core/CHANGELOG.md",
        &repo
            .read("core/CHANGELOG.md")
            .replace("- new", "### Breaking\n\n- new"),
    );
    repo.commit("release");
    assert_eq!(told(&judge(repo.path(), INDEPENDENT)), (vec![], 0));
    let (loaded, settings, sources) = newest(repo.path(), INDEPENDENT, &api);
    let again = self::plan(&loaded, &settings, &sources, &Wish::Lowest, &[], today);
    assert_eq!(moves(&again), Vec::<String>::new());
    assert!(again.edits.is_empty(), "{:?}", again.edits);
}

#[test]
fn a_version_or_a_part_can_be_asked_for() {
    let repo = workspace();
    let (loaded, settings, sources) = newest(repo.path(), INDEPENDENT, &BTreeMap::new());
    let today = Date::new(2026, 2, 3).unwrap();
    let wished = |wish: Wish, packages: &[&str]| {
        let packages: Vec<String> = packages.iter().map(|name| (*name).to_owned()).collect();
        plan(&loaded, &settings, &sources, &wish, &packages, today)
    };
    let bumped = wished(Wish::Bump(BumpPart::Minor), &["app"]);
    assert_eq!(moves(&bumped), ["app 0.4.0 0.5.0"]);
    assert_eq!(
        moves(&wished(Wish::Version("1.0.0".to_owned()), &[])),
        ["app 0.4.0 1.0.0", "core 0.2.1 1.0.0"]
    );
    // A fix of `core` reaches `app` without a release of it.
    assert_eq!(
        moves(&wished(Wish::Bump(BumpPart::Patch), &["core"])),
        ["core 0.2.1 0.2.2"]
    );
    assert_eq!(
        wished(Wish::Version("1.0".to_owned()), &["core"])
            .unknown
            .len(),
        1
    );
    assert_eq!(
        wished(Wish::Lowest, &["cor"]).unknown,
        ["there is no package `cor`; the packages are: app, core"]
    );
    assert_eq!(
        wished(Wish::Version("0.3.0".to_owned()), &["app"]).unknown,
        ["`app` is at 0.4.0, and 0.3.0 is below that"]
    );
}

#[test]
fn a_file_that_changed_meanwhile_stops_everything() {
    let repo = workspace();
    let (loaded, settings, sources) = newest(repo.path(), INDEPENDENT, &BTreeMap::new());
    let today = Date::new(2026, 2, 3).unwrap();
    let plan = plan(
        &loaded,
        &settings,
        &sources,
        &Wish::Bump(BumpPart::Major),
        &[],
        today,
    );
    let lock = repo.read("Cargo.lock");
    repo.write(
        "core/Cargo.toml",
        "[package]\nname = \"core\"\nversion = \"9.9.9\"\n",
    );
    let error = apply(repo.path(), &plan.edits, &sources)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "core/Cargo.toml: the file has changed since it was read"
    );
    assert_eq!(repo.read("Cargo.lock"), lock);
    let stray = std::fs::read_dir(repo.path()).unwrap();
    let stray = stray.filter(|one| {
        let name = one.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".upsafe")
    });
    assert_eq!(stray.count(), 0);
}

#[test]
fn other_ecosystems_are_written_too() {
    let repo = Repo::new();
    repo.write(
        "package.json",
        "{\n\t\"version\" : \"1.0.0\", \"name\": \"web\"\n}\n",
    );
    repo.write(
        "package-lock.json",
        "{\"name\": \"web\", \"version\": \"1.0.0\", \"packages\": {\"\": {\"name\": \"web\", \"version\": \"1.0.0\"}}}\n",
    );
    repo.write(
        "pyproject.toml",
        "[project]\nname = \"py\"\nversion = \"1.0.0\"\n",
    );
    repo.write("pom.xml", "<project>\n  <groupId>g</groupId><artifactId>a</artifactId>\n  <version> 1.0.0 </version>\n</project>\n");
    repo.commit("one").tag("v1.0.0");
    let (loaded, settings, sources) = newest(repo.path(), "", &BTreeMap::new());
    let today = Date::new(2026, 2, 3).unwrap();
    let plan = plan(
        &loaded,
        &settings,
        &sources,
        &Wish::Version("1.1.0".to_owned()),
        &[],
        today,
    );
    apply(repo.path(), &plan.edits, &sources).unwrap();
    assert_eq!(
        repo.read("package.json"),
        "{\n\t\"version\" : \"1.1.0\", \"name\": \"web\"\n}\n"
    );
    assert_eq!(repo.read("package-lock.json").matches("1.1.0").count(), 2);
    assert_eq!(
        repo.read("pyproject.toml"),
        "[project]\nname = \"py\"\nversion = \"1.1.0\"\n"
    );
    assert!(repo.read("pom.xml").contains("<version> 1.1.0 </version>"));
}

#[test]
fn what_cannot_be_released_from_here_is_told() {
    let repo = Repo::new();
    repo.write("go.mod", "module e.org/m\n\ngo 1.22\n")
        .write("a.go", "package m\n");
    repo.commit("one").tag("v1.2.3");
    repo.write("a.go", "package m\n\n").commit("two");
    let none = BTreeMap::new();
    assert_eq!(
        suggested(&repo, "", &none),
        ["e.org/m v1.2.4: patch: `a.go` changed"]
    );
    let found = suggested(&repo, "", &api("e.org/m", BumpPart::Major));
    assert!(
        found[0].starts_with("e.org/m unknown: what changed asks for v2.0.0"),
        "{found:?}"
    );
    let fixes = "[semver]\nmaintenance-branches = [\"main\"]\n";
    let found = suggested(&repo, fixes, &api("e.org/m", BumpPart::Minor));
    assert!(
        found[0].starts_with("e.org/m unknown: the branch only gets fixes"),
        "{found:?}"
    );
    let repo = Repo::new();
    repo.write(
        "pyproject.toml",
        "[project]\nname = \"py\"\nversion = \"1!2.0\"\n",
    );
    repo.commit("one").tag("v1!2.0");
    repo.write("a.py", "\n").commit("two");
    let found = suggested(&repo, "", &none);
    assert!(
        found[0].starts_with("py unknown: `1!2.0` has more than three numbers"),
        "{found:?}"
    );
}

#[test]
fn a_candidate_is_finished_and_a_first_release_begins() {
    let repo = Repo::new();
    let none = BTreeMap::new();
    let at = |version: &str| format!("[package]\nname = \"one\"\nversion = \"{version}\"\n");
    repo.write("Cargo.toml", &at("0.1.0")).commit("one");
    assert_eq!(
        suggested(&repo, "", &none),
        ["one 0.1.0: it is the first release"]
    );
    repo.tag("v0.1.0");
    repo.write("Cargo.toml", &at("0.2.0-rc.1"))
        .write("a.rs", "\n")
        .commit("two")
        .tag("v0.2.0-rc.1");
    let found = suggested(&repo, "", &api("one", BumpPart::Major));
    assert_eq!(
        found,
        ["one 0.2.0: minor: `core::parse` is gone; it finishes the pre-release `0.2.0-rc.1`"]
    );
}
