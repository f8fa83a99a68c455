//! The kinds of files that are read, and how a user comes to have them read.

use crate::{
    fixtures::{STRICT, go, not_safe, safe},
    world::World,
};

/// A file that is read.
pub(crate) struct Kind {
    /// The file, below the folder of the world.
    pub(crate) file: &'static str,
    /// What complaints call it.
    pub(crate) called: &'static str,
    /// The world in which it is good.
    pub(crate) world: fn() -> World,
    /// What reads it.
    pub(crate) args: &'static [&'static str],
    /// Where it is cut off.
    pub(crate) cut: &'static [u8],
    /// What becomes of it when it is spoiled.
    pub(crate) need: Need,
}

/// How much depends on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing can be told without it: exit code 2.
    Must,
    /// What it would have told stays open, and the report says so; it is never passed over.
    Open,
}

pub(crate) const KINDS: [Kind; 15] = [
    Kind {
        file: "work/Cargo.lock",
        called: "Cargo.lock",
        world: not_safe,
        args: &["check"],
        cut: b"name = \"le",
        need: Need::Must,
    },
    Kind {
        file: "work/Cargo.toml",
        called: "Cargo.toml",
        world: not_safe,
        args: &["check"],
        cut: b"name = \"ap",
        need: Need::Must,
    },
    Kind {
        file: "work/inner/Cargo.toml",
        called: "inner/Cargo.toml",
        world: with_member,
        args: &["check"],
        cut: b"name = \"inn",
        need: Need::Must,
    },
    Kind {
        file: "work/.cargo/config.toml",
        called: "config.toml",
        world: with_cargo_config,
        args: &["check"],
        cut: b"replace-with = \"mir",
        need: Need::Must,
    },
    Kind {
        file: "work/upsafe.toml",
        called: "upsafe.toml",
        world: not_safe,
        args: &["check"],
        cut: b"edition = \"20",
        need: Need::Must,
    },
    Kind {
        file: "work/upsafe.baseline.json",
        called: "upsafe.baseline.json",
        world: with_baseline,
        args: &["check"],
        cut: b"\"findings\": ",
        need: Need::Must,
    },
    Kind {
        file: "work/old.lock",
        called: "old.lock",
        world: with_old_lock,
        args: &["deps", "diff", "old.lock", "Cargo.lock"],
        cut: b"name = \"le",
        need: Need::Must,
    },
    Kind {
        file: "work/table.txt",
        called: "table.txt",
        world: with_table,
        args: &[
            "deps",
            "mvs",
            "--graph",
            "table.txt",
            "--op",
            "build",
            "--target",
            "A",
        ],
        cut: b"A: B1\nB1",
        need: Need::Must,
    },
    Kind {
        file: "work/go.mod",
        called: "go.mod",
        world: go,
        args: &["check"],
        cut: b"example.com/a v1",
        need: Need::Must,
    },
    Kind {
        file: "work/go.work",
        called: "go.work",
        world: with_go_work,
        args: &["check"],
        cut: b"use (\n\t",
        need: Need::Must,
    },
    Kind {
        file: "work/graph.txt",
        called: "graph.txt",
        world: with_go_graph,
        args: &["check", "--go-graph", "graph.txt"],
        cut: b"example.com/app example.com/a@v1.0.0\nexample",
        need: Need::Open,
    },
    Kind {
        file: "work/go.sum",
        called: "go.sum",
        world: with_go_sum,
        args: &["check"],
        cut: b"h1:AAAA",
        need: Need::Open,
    },
    Kind {
        file: "work/vendor/modules.txt",
        called: "modules.txt",
        world: with_vendor,
        args: &["check"],
        cut: b"# example.com/a",
        need: Need::Open,
    },
    Kind {
        file: "modules/cache/download/example.com/a/@v/v1.0.0.mod",
        called: "example.com/a",
        world: go,
        args: &["check"],
        cut: b"require example.com/b",
        need: Need::Open,
    },
    Kind {
        file: "home/.cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/le/af/leaf",
        called: "leaf",
        world: with_index,
        args: &["check"],
        cut: b"0.1.0",
        need: Need::Open,
    },
];

fn with_member() -> World {
    let world = World::new();
    world.write("Cargo.toml", "[workspace]\nmembers = [\"inner\"]\n");
    world.write(
        "inner/Cargo.toml",
        "[package]\nname = \"inner\"\nversion = \"1.0.0\"\n",
    );
    world.write(
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"inner\"\nversion = \"1.0.0\"\n",
    );
    world
}

fn with_cargo_config() -> World {
    let world = safe();
    let text = "[source.crates-io]\nreplace-with = \"mirror\"\n\n[source.mirror]\nregistry = \"sparse+https://r.example/\"\n";
    world.write(".cargo/config.toml", text);
    world
}

fn with_baseline() -> World {
    let world = safe();
    world.upsafe(&["baseline", "write"]).exits(0);
    world
}

fn with_old_lock() -> World {
    let world = not_safe();
    world.write("old.lock", world.read("Cargo.lock"));
    world
}

fn with_table() -> World {
    World::with(&[("table.txt", "A: B1\nB1: C1\nB2: C2\n")])
}

fn with_go_work() -> World {
    let world = go();
    world.write("go.work", "go 1.18\n\nuse (\n\t.\n\t./tool\n)\n");
    world.write("tool/go.mod", "module example.com/tool\n\ngo 1.16\n");
    world
}

fn with_go_graph() -> World {
    let world = go();
    let text = "example.com/app example.com/a@v1.0.0\nexample.com/app example.com/b@v1.1.0\n";
    world.write("graph.txt", text);
    world
}

fn with_go_sum() -> World {
    let world = go();
    let hash = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let mut text = String::new();
    for module in [
        "example.com/a v1.0.0",
        "example.com/b v1.1.0",
        "example.com/b v1.2.0",
    ] {
        text += &format!("{module} {hash}\n{module}/go.mod {hash}\n");
    }
    world.write("go.sum", text);
    world
}

fn with_vendor() -> World {
    let world = go();
    let text = "# example.com/a v1.0.0\n## explicit\nexample.com/a\n# example.com/b v1.2.0\n## explicit\nexample.com/b\n";
    world.write("vendor/modules.txt", text);
    world
}

fn with_index() -> World {
    let world = not_safe().known();
    world.write(
        "upsafe.toml",
        STRICT
            .replace("\"off\"", "\"warning\"")
            .replace("\"error\"", "\"warning\""),
    );
    world
}
