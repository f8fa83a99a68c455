//! `upsafe semver api`: snapshots of public APIs, and what changed between two of them.

use std::{fmt::Write as _, fs, io::IsTerminal, path::Path};

use serde::Serialize;
use upsafe::{
    Request, Workspace,
    api::{Network, SnapshotAnswer, SnapshotState, check_snapshots, import_diff, write_snapshots},
    api_rust::{Api as PublicApi, ApiDiff, Bump, Facts, RULES, Verdict, diff, read, read_apidiff},
    config::Config,
    core::{Sources, count},
    load_semver,
    semver::Loaded,
};

use crate::{
    api_args::{Api, Diff, Import, Snapshots},
    args::{ListFormat, Where},
    commands::check,
    environment,
    failure::{Failure, of_workspace},
    output::{print, print_json},
    semver_args::PartArg,
};

pub(super) fn run(args: &Api) -> Result<u8, Failure> {
    match args {
        Api::Write(args) => snapshots(args, Task::Write),
        Api::Check(args) => snapshots(args, Task::Check),
        Api::Diff(args) => difference(args),
        Api::Import(args) => import(args),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Write,
    Check,
}

struct World {
    workspace: Workspace,
    config: Config,
    loaded: Loaded,
}

fn load(place: &Where) -> Result<World, Failure> {
    let workspace = check::discover(place)?;
    let config = workspace.load_config().map_err(of_workspace)?;
    let mut sources = Sources::new();
    let (environment, request) = (environment::read(), Request::default());
    let loaded = load_semver(&workspace, &config, &environment, &request, &mut sources);
    let loaded = loaded.map_err(|error| Failure::load(error, &sources))?;
    Ok(World {
        workspace,
        config,
        loaded,
    })
}

#[derive(Serialize)]
struct Shown<'a> {
    package: &'a str,
    path: &'a str,
    state: &'static str,
    reasons: &'a [String],
}

fn snapshots(args: &Snapshots, task: Task) -> Result<u8, Failure> {
    let world = load(&args.place)?;
    let api = world.config.semver.as_ref().map(|semver| &semver.api);
    if api.is_none_or(|api| api.snapshot.is_none()) {
        return Err(
            Failure::new("no `snapshot` in `[semver.api]` says where snapshots are")
                .with_hint("`snapshot = \"api/{name}.json\"` in upsafe.toml"),
        );
    }
    let packages = &world.loaded.packages;
    let is_known = |name: &&String| packages.iter().any(|one| one.declared.name == **name);
    if let Some(unknown) = args.packages.iter().find(|name| !is_known(name)) {
        return Err(Failure::new(format_args!(
            "there is no package `{unknown}`"
        )));
    }
    let network = match args.offline {
        true => Network::Never,
        false => Network::WhereNeeded,
    };
    let ask = match task {
        Task::Write => write_snapshots,
        Task::Check => check_snapshots,
    };
    let is_watched = std::io::stderr().is_terminal();
    let mut started = |name: &str| {
        if is_watched {
            let line = format!("building the API of `{name}`\n");
            drop(std::io::Write::write_all(
                &mut std::io::stderr(),
                line.as_bytes(),
            ));
        }
    };
    let answers = ask(
        &world.workspace,
        &world.config,
        &world.loaded,
        &args.packages,
        network,
        &mut started,
    );
    if answers.is_empty() {
        return Err(Failure::new("there is no published Rust library here")
            .with_hint("`roots` in `[semver]` says where manifests are"));
    }
    match args.output {
        ListFormat::Json => print_json(&answers.iter().map(shown).collect::<Vec<_>>())?,
        ListFormat::Text => print(&answers.iter().map(line).collect::<String>())?,
    }
    let any = |is: fn(&SnapshotState) -> bool| answers.iter().any(|one| is(&one.state));
    Ok(match () {
        () if any(|state| matches!(state, SnapshotState::Stale(_))) => 1,
        () if any(|state| matches!(state, SnapshotState::Unknown(_))) => 2,
        () => 0,
    })
}

fn shown(answer: &SnapshotAnswer) -> Shown<'_> {
    let (state, reasons): (_, &[String]) = match &answer.state {
        SnapshotState::Current => ("current", &[]),
        SnapshotState::Written => ("written", &[]),
        SnapshotState::Stale(reasons) => ("stale", reasons),
        SnapshotState::Unknown(reason) => ("unknown", std::slice::from_ref(reason)),
        _ => ("unknown", &[]),
    };
    Shown {
        package: &answer.package,
        path: &answer.path,
        state,
        reasons,
    }
}

/// How many reasons are told of one snapshot.
const SHOWN: usize = 10;

fn line(answer: &SnapshotAnswer) -> String {
    let Shown {
        package,
        path,
        state,
        reasons,
    } = shown(answer);
    let state = match state {
        "unknown" => "cannot tell",
        state => state,
    };
    let mut text = format!("{package}: {path} {state}\n");
    for reason in reasons.iter().take(SHOWN) {
        writeln!(text, "  {reason}").expect("a String can always be written");
    }
    if reasons.len() > SHOWN {
        let more = reasons.len() - SHOWN;
        writeln!(text, "  and {more} more").expect("a String can always be written");
    }
    text
}

fn difference(args: &Diff) -> Result<u8, Failure> {
    let told = match args.files.as_slice() {
        [old, new] => {
            let (old, new) = (read_api(old)?, read_api(new)?);
            ApiDiff::of_diff(&new.krate.package, &diff(&old, &new))
        }
        [one] => read_difference(one, args.subject.as_deref())?,
        _ => return Err(Failure::new("expected two APIs, or one difference")),
    };
    match args.output {
        ListFormat::Json => print(&told.to_json())?,
        ListFormat::Text => print(&text(&told, args.verbose))?,
    }
    let most = args.at_most.map(|part| match part {
        PartArg::Patch => Bump::Patch,
        PartArg::Minor => Bump::Minor,
        PartArg::Major => Bump::Major,
    });
    Ok(u8::from(
        most.is_some_and(|most| told.required_bump() > most),
    ))
}

fn import(args: &Import) -> Result<u8, Failure> {
    let world = load(&args.place)?;
    let told = read_difference(&args.file, Some(&args.package))?;
    let (workspace, config, loaded) = (&world.workspace, &world.config, &world.loaded);
    let imported = import_diff(workspace, config, loaded, &args.package, told)?;
    let (path, base) = (imported.path, imported.base);
    print(&format!("{}: {path} written, since {base}\n", args.package))?;
    Ok(0)
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("`{shown}` cannot be read: {error}")))
}

/// What a JSON text is, by the key that only it has.
fn has_key(text: &str, key: &str) -> bool {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    value.is_ok_and(|value| value.get(key).is_some())
}

fn read_api(path: &Path) -> Result<PublicApi, Failure> {
    let (text, shown) = (text_of(path)?, path.display());
    if has_key(&text, "format_version") {
        let api = read(&text, &Facts::default());
        return api.map_err(|error| Failure::new(format_args!("{shown}: {error}")));
    }
    let api = PublicApi::from_snapshot(&text);
    api.map_err(|error| {
        Failure::new(format_args!("{shown}: {error}"))
            .with_hint("two files are APIs: snapshots or rustdoc JSON")
    })
}

fn read_difference(path: &Path, subject: Option<&str>) -> Result<ApiDiff, Failure> {
    let (text, shown) = (text_of(path)?, path.display());
    if text.trim_start().starts_with('{') {
        let told = ApiDiff::from_json(&text);
        return told.map_err(|error| {
            Failure::new(format_args!("{shown}: {error}")).with_hint(
                "one file is a difference: JSON with the key `api-diff`, or apidiff's text",
            )
        });
    }
    let Some(subject) = subject else {
        return Err(
            Failure::new(format_args!("`{shown}` does not say what was compared"))
                .with_hint("`--subject` names the Go module or package"),
        );
    };
    read_apidiff(subject, &text).map_err(|error| Failure::new(format_args!("{shown}: {error}")))
}

fn text(told: &ApiDiff, verbose: bool) -> String {
    let mut text = String::new();
    let mut hidden = 0;
    for change in &told.changes {
        if change.verdict == Verdict::None && !verbose {
            hidden += 1;
            continue;
        }
        let rule = RULES.iter().find(|rule| rule.id == change.rule);
        let rule = rule.map_or(String::new(), |rule| format!("\n  {}", rule.summary));
        writeln!(text, "{change}{rule}").expect("a String can always be written");
    }
    for one in &told.exposed {
        let version = one.after.as_deref().unwrap_or("of an unknown version");
        let items = one.items.first().map_or("", String::as_str);
        writeln!(text, "exposed: {} {version}, at `{items}`", one.name)
            .expect("a String can always be written");
    }
    for limit in &told.limits {
        writeln!(text, "limit: {limit}").expect("a String can always be written");
    }
    let n = told.changes.len() - hidden;
    let more = match hidden {
        0 => String::new(),
        hidden => format!(", and {hidden} that nobody can tell"),
    };
    let (changes, bump) = (count(n, "change"), told.required_bump());
    writeln!(text, "{}: {changes}{more}: a {bump} release", told.subject)
        .expect("a String can always be written");
    text
}
