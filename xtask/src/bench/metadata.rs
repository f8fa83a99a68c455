//! `cargo xtask bench metadata`: a folder of YAML objects, beside PyYAML with jsonschema, and a real
//! etcd, beside a plain read.

use std::{
    ffi::OsString,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use lexopt::prelude::{Long, ValueExt};

use super::{
    etcd,
    measure::{Cost, measure},
    table::{Contender, bar, table},
    tools,
};
use crate::{
    Outcome,
    process::{self, cargo, program, root},
    say,
};

/// How many times less time than Python is wanted.
const TIMES_LESS: f64 = 20.0;
/// The most memory of ours, in MiB, however many objects there are.
const MOST_MEMORY: f64 = 64.0;
/// How many objects there are.
const N_OBJECTS: usize = 100_000;
/// Every so many objects one is refused.
const BAD: usize = 1000;
/// Python looks at one object of so many: all of them take it a quarter of an hour.
const EVERY: usize = 10;

/// What is installed, every version pinned.
const PINNED: [&str; 7] = [
    "attrs==26.1.0",
    "jsonschema==4.26.0",
    "jsonschema-specifications==2025.9.1",
    "pyyaml==6.0.3",
    "referencing==0.37.0",
    "rpds-py==2026.9.1",
    "typing-extensions==4.16.0",
];

const SCHEMA: &str = r#"{
  "type": "object",
  "required": ["apiVersion", "kind", "metadata", "spec", "status"],
  "properties": {
    "apiVersion": {"const": "example.com/v1"},
    "kind": {"const": "Topic"},
    "metadata": {"type": "object", "required": ["name"], "properties": {
      "name": {"type": "string", "pattern": "^[a-z0-9-]+$"}, "namespace": {"type": "string"},
      "labels": {"type": "object", "additionalProperties": {"type": "string"}}}},
    "spec": {"type": "object", "required": ["partitions", "replicas"], "properties": {
      "partitions": {"type": "integer", "minimum": 1}, "replicas": {"type": "integer", "minimum": 1},
      "compression": {"enum": ["none", "gzip", "lz4", "zstd"]},
      "assigned": {"type": "array", "items": {"type": "object", "required": ["id", "nodes"], "properties": {
        "id": {"type": "integer"}, "nodes": {"type": "array", "items": {"type": "integer"}}}}}}},
    "status": {"type": "object", "properties": {
      "state": {"enum": ["init", "ready", "failed"]}, "reason": {"type": "string"},
      "conditions": {"type": "array", "items": {"type": "object", "required": ["type"], "properties": {
        "type": {"type": "string"}, "status": {"type": "string"}, "message": {"type": "string"}}}}}}
  }
}
"#;

pub(super) fn run(args: &[OsString]) -> Outcome {
    let n_objects = parse(args)?;
    let upsafe = tools::upsafe()?;
    let example = ["--package", "upsafe-metadata", "--example", "read_etcd"];
    process::run(cargo().args(["build", "--release"]).args(example))?;
    let python = install()?;
    let (folder, schema) = write(n_objects)?;
    let ours = |folder: &Path| {
        let mut command = program(&upsafe.to_string_lossy());
        command.args(["metadata", "verify", "--format", "json-schema", "--source"]);
        command
            .arg(format!("dir:{}", folder.display()))
            .arg("--schema")
            .arg(&schema);
        command
    };
    let theirs = |which: &str| {
        let mut command = program(&python.to_string_lossy());
        command
            .arg("xtask/src/bench/metadata.py")
            .arg(which)
            .arg(&folder)
            .arg(&schema)
            .arg(EVERY.to_string());
        command
    };
    let contender = |name, command: Command| Contender {
        name,
        command,
        input: None,
    };
    let contenders = [
        contender("upsafe metadata verify", ours(&folder)),
        contender("PyYAML 6.0.3 with libyaml, jsonschema 4.26.0", theirs("c")),
        contender("PyYAML 6.0.3, jsonschema 4.26.0", theirs("default")),
    ];
    // Once unmeasured, so that nobody pays for files that were never read.
    measure(&contenders[0].command, None)?;
    let costs: Vec<Cost> = contenders
        .iter()
        .map(|contender| measure(&contender.command, None))
        .collect::<Result<_, _>>()?;
    say(&format!(
        "\n{n_objects} objects of about 1 KiB, of which Python reads one of {EVERY}\n\n{}\n",
        table(&contenders, &costs)
    ));
    let all = EVERY as f64;
    let times = |cost: &Cost| {
        let (wall, cpu) = (cost.wall * all, cost.cpu * all);
        (wall / costs[0].wall, cpu / costs[0].cpu)
    };
    let (wall, cpu) = times(&costs[2]);
    let mut bars = vec![bar(
        &format!(
            "{wall:.1} times less time ({cpu:.1} times less CPU) an object than {}, {TIMES_LESS} are wanted",
            contenders[2].name
        ),
        wall >= TIMES_LESS,
    )];
    let (wall, cpu) = times(&costs[1]);
    say(&format!(
        "no bar: {wall:.1} times less time ({cpu:.1} times less CPU) an object than {}\n",
        contenders[1].name
    ));
    let memory = costs[0].memory;
    bars.push(bar(
        &format!("{memory:.1} MiB, at most {MOST_MEMORY} are wanted"),
        memory <= MOST_MEMORY,
    ));
    bars.extend(etcd::run(n_objects)?);
    for (line, _) in &bars {
        say(line);
    }
    match bars.iter().all(|(_, holds)| *holds) {
        true => Ok(()),
        false => Err("a bar was missed".to_owned()),
    }
}

fn install() -> Result<PathBuf, String> {
    let folder = root().join("target/bench/venv-metadata");
    let python = folder.join("bin/python");
    let list = folder.join("pinned.txt");
    let pinned = PINNED.join("\n");
    if fs::read_to_string(&list).ok().as_ref() != Some(&pinned) {
        process::run(
            program("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        let mut pip = program(&python.to_string_lossy());
        process::run(
            pip.args(["-m", "pip", "install", "--quiet", "--no-deps"])
                .args(PINNED),
        )?;
        fs::write(&list, pinned).map_err(|error| format!("{}: {error}", list.display()))?;
    }
    Ok(python)
}

/// The objects, in folders of a thousand, and their schema.
fn write(n_objects: usize) -> Result<(PathBuf, PathBuf), String> {
    let base = root().join("target/bench");
    let folder = base.join(format!("objects-{n_objects}"));
    let schema = base.join("objects.schema.json");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    fs::write(&schema, SCHEMA).map_err(failed)?;
    for n in 0..n_objects {
        let below = folder.join(format!("ns-{:04}", n / 1000));
        if n % 1000 == 0 {
            fs::create_dir_all(&below).map_err(failed)?;
        }
        let path = below.join(format!("topic-{n}.yaml"));
        if !path.exists() {
            fs::write(&path, object(n)).map_err(failed)?;
        }
    }
    Ok((folder, schema))
}

fn object(n: usize) -> String {
    let compression = if n % BAD == BAD / 2 {
        "brotli"
    } else {
        ["none", "gzip", "lz4", "zstd"][n % 4]
    };
    let mut text = format!(
        "apiVersion: example.com/v1\nkind: Topic\nmetadata:\n  name: topic-{n}\n  namespace: ns-{}\n  labels:\n    app: orders\n    team: team-{}\nspec:\n  partitions: 6\n  replicas: 3\n  compression: {compression}\n  assigned:\n",
        n / 1000,
        n % 17
    );
    for id in 0..6 {
        // Writing into a text cannot fail.
        let _written = write!(
            text,
            "  - id: {id}\n    nodes:\n    - {}\n    - {}\n    - {}\n",
            5000 + id,
            5001 + id,
            5002 + n % 9
        );
    }
    text.push_str("status:\n  state: ready\n  reason: ''\n  conditions:\n");
    for kind in ["Scheduled", "Ready", "Balanced", "Durable"] {
        let _written = write!(
            text,
            "  - type: {kind}\n    status: 'True'\n    message: \"the topic is {kind} since its creation\"\n"
        );
    }
    text
}

fn parse(args: &[OsString]) -> Result<usize, String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let mut n_objects = N_OBJECTS;
    let usage = |error: lexopt::Error| format!("{error}\n{}", super::command::USAGE);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("objects") => {
                n_objects = parser
                    .value()
                    .and_then(|value| value.parse())
                    .map_err(usage)?
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(n_objects)
}
