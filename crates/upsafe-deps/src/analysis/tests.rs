//! Floors, plans and triage over an index that is written as text.

use std::{fs, path::Path};

use upsafe_config::{Config, Tier};
use upsafe_core::Sources;

use crate::{
    CargoEvidence, Fix, GoRequirements, LoadRequest, Manifest,
    ecosystem::cargo::index::TableIndex,
    load_by,
    query::{Plan, duplicates, floor, floor_lock, plan},
};

/// A workspace of one package `app` that requires `requires`, a line of a manifest each, with a
/// lock of lines `name version [-> name [version], ...]`; `app` itself is its first line.
struct Case {
    cargo: CargoEvidence,
    index: TableIndex,
    sources: Sources,
}

fn case(index: &str, requires: &str, lock: &str) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let index = TableIndex::parse(index).unwrap();
    let (head, tail) = requires.split_once("\n[").unwrap_or((requires, ""));
    let tail = if tail.is_empty() {
        String::new()
    } else {
        format!("\n[{tail}")
    };
    let manifest = format!(
        "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
         rust-version = \"1.70\"\nresolver = \"2\"\n[dependencies]\n{head}{tail}\n"
    );
    write(folder.path(), "Cargo.toml", &manifest);
    write(folder.path(), "Cargo.lock", &lock_text(lock));
    let config = Config::default();
    let mut sources = Sources::new();
    let request = LoadRequest {
        root: folder.path(),
        manifests: &[Manifest::Cargo(folder.path().join("Cargo.toml"))],
        settings: &config.deps,
        tier: Tier::Fast,
        cargo_home: None,
        deep: false,
        kept: None,
        go: GoRequirements::Unknown,
    };
    let mut loaded = load_by(&request, Some(&index), &mut sources).unwrap();
    let cargo = loaded.cargo.remove(0);
    Case {
        cargo,
        index,
        sources,
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn lock_text(lines: &str) -> String {
    let mut text = String::from("version = 4\n");
    for (at, line) in lines.split("; ").enumerate() {
        let (package, requires) = line.split_once(" -> ").unwrap_or((line, ""));
        let (name, version) = package.split_once(' ').unwrap();
        text += &format!("\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        if at > 0 {
            text += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        }
        let requires: Vec<&str> = requires.split(", ").filter(|one| !one.is_empty()).collect();
        if !requires.is_empty() {
            text += &format!("dependencies = {requires:?}\n");
        }
    }
    text
}

/// The floor as `name version`, with ` < version` where the lock is above.
fn floor_of(case: &Case) -> String {
    let lines = floor(&case.cargo)
        .into_iter()
        .map(|line| match line.locked {
            Some(locked) if locked != line.floor => {
                format!("{} {} < {locked}", line.name, line.floor)
            }
            _ => format!("{} {}", line.name, line.floor),
        });
    let unmet = case.cargo.floor.unmet.iter();
    let unmet =
        unmet.map(|unmet| format!("{} wants {} {}", unmet.by, unmet.name, unmet.requirement));
    let unknown = case
        .cargo
        .floor
        .unknown
        .iter()
        .map(|name| format!("{name}?"));
    lines
        .chain(unmet)
        .chain(unknown)
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn the_floor_is_the_greatest_of_the_lowest() {
    let check = |index: &str, requires: &str, lock: &str, expected: &str| {
        assert_eq!(
            floor_of(&case(index, requires, lock)),
            expected,
            "{requires}"
        );
    };
    // Two requirements meet.
    check(
        "a 1.0.0\n  c ^1.2\nb 1.0.0\n  c ^1.1\nc 1.1.0\nc 1.2.0\nc 1.3.0\n",
        "a = \"1\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.0.0 -> c; b 1.0.0 -> c; c 1.3.0",
        "a 1.0.0; b 1.0.0; c 1.2.0 < 1.3.0",
    );
    // What is yanked, or was never published, is not selected.
    check(
        "a 1.0.0 yanked\na 1.0.2\na 1.1.0\n",
        "a = \"1.0.0\"",
        "app 1.0.0 -> a; a 1.1.0",
        "a 1.0.2 < 1.1.0",
    );
    // A version that is superseded requires nothing any more.
    check(
        "a 1.0.0\n  c ^1.9\na 1.1.0\n  c ^1.0\nb 1.0.0\n  a ^1.1\nc 1.0.0\nc 1.9.0\n",
        "a = \"1.0.0\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.1.0 -> c; b 1.0.0 -> a; c 1.9.0",
        "a 1.1.0; b 1.0.0; c 1.0.0 < 1.9.0",
    );
    // Incompatible lines are selected apart; a requirement that both meet counts for the lowest.
    check(
        "a 0.3.0\na 0.4.0\nb 1.0.0\n  a >=0.3, <0.5\n",
        "a = \"0.4\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 0.4.0; b 1.0.0 -> a",
        "a 0.3.0; a 0.4.0; b 1.0.0",
    );
    // A pre-release only where the requirement names one.
    check(
        "a 1.0.0-rc.1\na 1.0.0\nb 2.0.0-rc.1\nb 2.0.0\n",
        "a = \"1\"\nb = \"2.0.0-rc.1\"",
        "app 1.0.0 -> a, b; a 1.0.0; b 2.0.0",
        "a 1.0.0; b 2.0.0-rc.1 < 2.0.0",
    );
    // Where the index does not know, the lock stands.
    check(
        "b 1.0.0\n  c ^1\nc 1.0.0\nc 1.5.0\n",
        "a = \"1\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.2.0 -> c; b 1.0.0 -> c; c 1.5.0",
        "a 1.2.0; b 1.0.0; c 1.5.0; a?",
    );
}

#[test]
fn features_decide_what_is_on_the_floor() {
    let check = |index: &str, requires: &str, expected: &str| {
        assert_eq!(
            floor_of(&case(index, requires, "app 1.0.0")),
            expected,
            "{requires}"
        );
    };
    let index = "a 1.0.0\n  c ^1 optional\n  d ^1 optional\n  [default] std\n  [std]\n\
                 \u{20} [more] dep:c\n  [weak] d?/x\nc 1.0.0\nd 1.0.0\n  [x]\n";
    check(index, "a = \"1\"", "a 1.0.0");
    check(
        index,
        "a = { version = \"1\", features = [\"more\"] }",
        "a 1.0.0; c 1.0.0",
    );
    // For the lock cargo takes `d?/x` for `d/x`.
    check(
        index,
        "a = { version = \"1\", features = [\"weak\"] }",
        "a 1.0.0; d 1.0.0",
    );
    // Every feature of a member is on.
    check(
        "a 1.0.0\n  [f] b\n  b ^1 optional\nb 1.0.0\n",
        "a = { version = \"1\", optional = true }\n[features]\nx = [\"a/f\"]",
        "a 1.0.0; b 1.0.0",
    );
    // A version without the feature gives way to the next that has it.
    check(
        "a 1.0.0\na 1.1.0\n  [f]\na 1.2.0\n  [f]\n",
        "a = { version = \"1.0\", features = [\"f\"] }",
        "a 1.1.0",
    );
}

#[test]
fn upper_limits_lift_who_states_them() {
    let check = |index: &str, requires: &str, expected: &str| {
        assert_eq!(
            floor_of(&case(index, requires, "app 1.0.0")),
            expected,
            "{requires}"
        );
    };
    check(
        "a 1.0.0\n  c ~1.0\na 1.1.0\n  c ^1.0\nc 1.0.0\nc 1.2.0\n",
        "a = \"1\"\nc = \"1.2\"",
        "a 1.1.0; c 1.2.0",
    );
    check(
        "a 1.0.0\n  c =1.0.0\nc 1.0.0\nc 1.2.0\n",
        "a = \"1\"\nc = \"1.2\"",
        "a 1.0.0; c 1.2.0; a 1.0.0 wants c =1.0.0",
    );
    check("a 1.0.0\n", "a = \"2\"", "app 1.0.0 wants a 2");
}

#[test]
fn the_lock_at_the_floor_is_as_cargo_writes_it() {
    let case = case(
        "a 1.0.0 checksum=00\nb 1.0.0\n"
            .replace(" checksum=00", "")
            .as_str(),
        "a = \"1\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.0.0; b 1.0.0",
    );
    let text = floor_lock(&case.cargo, &case.sources);
    let sums: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("checksum"))
        .collect();
    let mut without = text.clone();
    for sum in &sums {
        without = without.replace(&format!("{sum}\n"), "");
    }
    assert_eq!(sums.len(), 2);
    assert_eq!(
        without,
        "# This file is automatically @generated by Cargo.\n\
         # It is not intended for manual editing.\n\
         version = 4\n\n\
         [[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\
         source = \"registry+https://github.com/rust-lang/crates.io-index\"\n\n\
         [[package]]\nname = \"app\"\nversion = \"1.0.0\"\ndependencies = [\n \"a\",\n \"b\",\n]\n\n\
         [[package]]\nname = \"b\"\nversion = \"1.0.0\"\n\
         source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
    );
}

/// A plan in words, a part each.
fn told(plan: &Plan) -> String {
    let mut parts: Vec<String> = Vec::new();
    let all = |title: &str, list: Vec<String>, parts: &mut Vec<String>| {
        if !list.is_empty() {
            parts.push(format!("{title} {}", list.join(", ")));
        }
    };
    let moves = plan
        .moves
        .iter()
        .map(|step| format!("{} {}>{}", step.name, step.from, step.to));
    all("moves", moves.collect(), &mut parts);
    let added = plan
        .added
        .iter()
        .map(|one| format!("{} {}", one.name, one.version));
    all("adds", added.collect(), &mut parts);
    let removed = plan
        .removed
        .iter()
        .map(|one| format!("{} {}", one.name, one.version));
    all("removes", removed.collect(), &mut parts);
    let edits = plan
        .edits
        .iter()
        .map(|one| format!("{} {} {}", one.member, one.name, one.requirement));
    all("edits", edits.collect(), &mut parts);
    let blocked = plan.blocked.iter().map(|one| {
        format!(
            "{} {} {} {:?}",
            one.by, one.name, one.requirement, one.effect
        )
    });
    all("blocked", blocked.collect(), &mut parts);
    if let Some(rust) = &plan.rust {
        parts.push(format!("rust {}>{}", rust.from, rust.to));
    }
    all("runs", plan.commands.clone(), &mut parts);
    parts.join("; ")
}

#[test]
fn a_plan_says_what_moves() {
    let check = |index: &str, requires: &str, lock: &str, wanted: &str, expected: &str| {
        let case = case(index, requires, lock);
        let (name, version) = wanted.split_once(' ').unwrap();
        let plan = plan(&case.cargo, &case.index, name, &version.parse().unwrap());
        let found = plan.map_or_else(|error| error.to_string(), |plan| told(&plan));
        assert_eq!(found, expected, "{wanted}");
    };
    let index = "a 1.0.0\n  b ^1.0\na 1.1.0 rust=1.80\n  b ^1.2\n  d ^1\nb 1.0.0\nb 1.2.0\n\
                 b 1.3.0\nd 1.0.0\nc 1.0.0\n  b ^1\nc 1.0.1\n  b =1.0.0\n";
    // What it requires moves to the newest, what it requires anew comes.
    check(
        index,
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.0.0 -> b; b 1.0.0",
        "a 1.1.0",
        "moves a 1.0.0>1.1.0, b 1.0.0>1.3.0; adds d 1.0.0; rust 1.70>1.80; \
         runs cargo update -p a --precise 1.1.0",
    );
    // A pin of another package forbids it.
    check(
        index,
        "a = \"1\"\nc = \"1\"",
        "app 1.0.0 -> a, c; a 1.0.0 -> b; b 1.0.0; c 1.0.1 -> b",
        "a 1.1.0",
        "moves a 1.0.0>1.1.0, b 1.0.0>1.3.0; adds d 1.0.0; \
         blocked c 1.0.1 b =1.0.0 Forbids; rust 1.70>1.80",
    );
    // The way back, and what goes.
    check(
        index,
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.1.0 -> b, d; b 1.3.0; d 1.0.0",
        "a 1.0.0",
        "moves a 1.1.0>1.0.0; removes d 1.0.0; runs cargo update -p a --precise 1.0.0",
    );
    // Another line: our requirement changes, who does not follow keeps the old one.
    check(
        "a 1.0.0\na 2.0.0\nb 1.0.0\n  a ^1\n",
        "a = \"1\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.0.0; b 1.0.0 -> a",
        "a 2.0.0",
        "adds a 2.0.0; edits app a 1; blocked b 1.0.0 a ^1 KeepsOld",
    );
    // What cargo does not move with it has to be moved before.
    check(
        "a 1.0.0\na 1.1.0\n  new ^1\nnew 1.0.0\n  c ^1.1\nb 1.0.0\n  c ^1\nc 1.0.0\nc 1.1.0\n",
        "a = \"1\"\nb = \"1\"",
        "app 1.0.0 -> a, b; a 1.0.0; b 1.0.0 -> c; c 1.0.0",
        "a 1.1.0",
        "moves a 1.0.0>1.1.0, c 1.0.0>1.1.0; adds new 1.0.0; \
         runs cargo update -p c --precise 1.1.0, cargo update -p a --precise 1.1.0",
    );
    // As cargo has it, build metadata need not be said; what is said must be right.
    check(
        "a 1.0.0\na 1.1.0+sys.7\n",
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.0.0",
        "a 1.1.0",
        "moves a 1.0.0>1.1.0+sys.7; runs cargo update -p a --precise 1.1.0+sys.7",
    );
    check(
        "a 1.0.0\na 1.1.0+sys.7\n",
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.0.0",
        "a 1.1.0+sys.8",
        "expected a published version of `a`, found 1.1.0+sys.8; the latest is 1.1.0+sys.7",
    );
    check(
        "a 1.0.0\n",
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.0.0",
        "a 1.0.9",
        "expected a published version of `a`, found 1.0.9; the latest is 1.0.0",
    );
    check(
        "a 1.0.0\n",
        "a = \"1\"",
        "app 1.0.0 -> a; a 1.0.0",
        "b 1.0.0",
        "expected a package of the lock, found `b`",
    );
}

/// The causes as `holder: copies: fix`.
fn causes_of(case: &Case) -> String {
    let graph = &case.cargo.graph;
    let causes = case.cargo.duplicates.causes.iter().map(|cause| {
        let copies: Vec<String> = cause
            .copies
            .iter()
            .map(|copy| graph.package(copy.package).to_string())
            .collect();
        let fix = match &cause.fix {
            Fix::Update { moves, brings } => {
                let moves: Vec<String> = moves
                    .iter()
                    .map(|step| format!("{} {}", step.name, step.to))
                    .collect();
                let brings = if brings.is_empty() {
                    String::new()
                } else {
                    format!(" brings {}", brings.join(", "))
                };
                format!("update {}{brings}", moves.join(", "))
            }
            Fix::Ours { edits, .. } => {
                let edits: Vec<String> = edits
                    .iter()
                    .map(|edit| {
                        format!(
                            "{} {} {}",
                            graph.package(edit.package).name,
                            edit.name,
                            edit.to
                        )
                    })
                    .collect();
                format!("edit {}", edits.join(", "))
            }
            Fix::Upstream {
                package, latest, ..
            } => format!("waits for {package} {latest}"),
            Fix::Stuck { reason, .. } => format!("stuck: {reason}"),
            other => format!("{other:?}"),
        };
        format!(
            "{}: {}: {fix}",
            graph.package(cause.holder),
            copies.join(", ")
        )
    });
    causes.collect::<Vec<_>>().join("; ")
}

#[test]
fn causes_say_what_it_takes() {
    let check = |index: &str, requires: &str, lock: &str, expected: &str| {
        let case = case(index, requires, lock);
        assert_eq!(causes_of(&case), expected, "{lock}");
        // Every name is in a cause, and every copy but one of each.
        let copies: usize = duplicates(&case.cargo)
            .iter()
            .map(|one| one.versions.len() - 1)
            .sum();
        let told = case
            .cargo
            .duplicates
            .causes
            .iter()
            .map(|cause| cause.copies.len());
        assert_eq!(told.sum::<usize>(), copies);
    };
    let two = "x 1.0.0\nx 2.0.0\n";
    let lock = "app 1.0.0 -> a, x 2.0.0; a 1.0.0 -> x 1.0.0; x 1.0.0; x 2.0.0";
    let ours = "a = \"1\"\nx = \"2\"";
    // The holder takes both already.
    check(
        &format!("{two}a 1.0.0\n  x >=1, <3\n"),
        ours,
        lock,
        "a 1.0.0: x 1.0.0: update x 2.0.0",
    );
    // It does in a compatible release, in an incompatible one, in none.
    check(
        &format!("{two}a 1.0.0\n  x ^1\na 1.1.0\n  x ^2\n"),
        ours,
        lock,
        "a 1.0.0: x 1.0.0: update a 1.1.0",
    );
    check(
        &format!("{two}a 1.0.0\n  x ^1\na 2.0.0\n  x ^2\n"),
        ours,
        lock,
        "a 1.0.0: x 1.0.0: edit app a 2.0.0",
    );
    check(
        &format!("{two}a 1.0.0\n  x ^1\na 2.0.0\n  x ^1\n"),
        ours,
        lock,
        "a 1.0.0: x 1.0.0: waits for a 2.0.0",
    );
    // The newest is no help, one before it is.
    check(
        &format!("{two}x 3.0.0\na 1.0.0\n  x ^1\na 1.1.0\n  x ^2\na 1.2.0\n  x ^3\n"),
        ours,
        lock,
        "a 1.0.0: x 1.0.0: update a 1.1.0",
    );
    // A pinned package moves with the one that pins it.
    check(
        &format!(
            "{two}b 1.0.0\n  a =1.0.0\nb 1.0.1\n  a =1.0.1\na 1.0.0\n  x ^1\na 1.0.1\n  x ^2\n"
        ),
        "b = \"1\"\nx = \"2\"",
        "app 1.0.0 -> b, x 2.0.0; a 1.0.0 -> x 1.0.0; b 1.0.0 -> a; x 1.0.0; x 2.0.0",
        "a 1.0.0: x 1.0.0: update b 1.0.1",
    );
    // Whom it waits for may be further up.
    check(
        &format!("{two}b 1.0.0\n  a ^1\nb 2.0.0\n  a ^1\na 1.0.0\n  x ^1\na 2.0.0\n  x ^2\n"),
        "b = \"1\"\nx = \"2\"",
        "app 1.0.0 -> b, x 2.0.0; a 1.0.0 -> x 1.0.0; b 1.0.0 -> a; x 1.0.0; x 2.0.0",
        "a 1.0.0: x 1.0.0: waits for b 2.0.0",
    );
    // What only an older copy brings goes with it.
    check(
        "x 1.0.0\n  y ^1\nx 2.0.0\n  y ^2\ny 1.0.0\ny 2.0.0\na 1.0.0\n  x ^1\n",
        ours,
        "app 1.0.0 -> a, x 2.0.0; a 1.0.0 -> x 1.0.0; x 1.0.0 -> y 1.0.0; x 2.0.0 -> y 2.0.0; \
         y 1.0.0; y 2.0.0",
        "a 1.0.0: x 1.0.0, y 1.0.0: waits for a 1.0.0",
    );
    // Of several holders the hardest counts, and an update names all.
    check(
        &format!("{two}a 1.0.0\n  x ^1\na 1.1.0\n  x ^2\nb 1.0.0\n  x ^1\n"),
        "a = \"1\"\nb = \"1\"\nx = \"2\"",
        "app 1.0.0 -> a, b, x 2.0.0; a 1.0.0 -> x 1.0.0; b 1.0.0 -> x 1.0.0; x 1.0.0; x 2.0.0",
        "b 1.0.0: x 1.0.0: waits for b 1.0.0",
    );
    check(
        &format!("{two}a 1.0.0\n  x ^1\na 1.1.0\n  x ^2\nb 1.0.0\n  x ^1\nb 1.1.0\n  x ^2\n"),
        "a = \"1\"\nb = \"1\"\nx = \"2\"",
        "app 1.0.0 -> a, b, x 2.0.0; a 1.0.0 -> x 1.0.0; b 1.0.0 -> x 1.0.0; x 1.0.0; x 2.0.0",
        "a 1.0.0: x 1.0.0: update a 1.1.0, b 1.1.0",
    );
    // What is won in one place may be lost in another.
    check(
        &format!("{two}z 1.0.0\nz 2.0.0\na 1.0.0\n  x ^1\na 1.1.0\n  x ^2\n  z ^2\n"),
        "a = \"1\"\nx = \"2\"\nz = \"1\"",
        "app 1.0.0 -> a, x 2.0.0, z; a 1.0.0 -> x 1.0.0; x 1.0.0; x 2.0.0; z 1.0.0",
        "a 1.0.0: x 1.0.0: update a 1.1.0 brings z 2.0.0",
    );
    // Our own requirement, nobody's, and nothing known.
    check(
        &format!("{two}a 1.0.0\n  x ^2\n"),
        "a = \"1\"\nx = \"1\"",
        "app 1.0.0 -> a, x 1.0.0; a 1.0.0 -> x 2.0.0; x 1.0.0; x 2.0.0",
        "app 1.0.0: x 1.0.0: edit app x 2.0.0",
    );
    check(
        two,
        "x = \"2\"",
        "app 1.0.0 -> x 2.0.0; x 1.0.0; x 2.0.0",
        "x 1.0.0: x 1.0.0: Nobody",
    );
    check(
        "",
        ours,
        lock,
        "a 1.0.0: x 1.0.0: Unknown { package: \"a\" }",
    );
}
