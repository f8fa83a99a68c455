//! Work trees that tests start from.

use crate::world::World;

pub(crate) const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A package with nothing to find fault with.
pub(crate) const SAFE: [(&str, &str); 2] = [
    (
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
    ),
    (
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\n",
    ),
];

/// The levels under which two versions of one package are an error, and nothing else is.
pub(crate) const STRICT: &str = "\
edition = \"2026\"

[levels]
\"deps/*\" = \"off\"
\"deps/duplicate-version\" = \"error\"
";

/// A workspace that is safe.
pub(crate) fn safe() -> World {
    World::with(&SAFE)
}

/// A workspace in which `leaf` is built twice, which its policy refuses.
pub(crate) fn not_safe() -> World {
    let world = World::with(&[("upsafe.toml", STRICT)]);
    world.write("Cargo.toml", manifest(&["leaf = \"0.2\"", "old = \"1\""]));
    world.write("Cargo.lock", lock(&DUPLICATE));
    world.write("src/lib.rs", "");
    world
}

/// A workspace whose lock stops in the middle.
pub(crate) fn cannot_tell() -> World {
    let world = safe();
    world.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"ap");
    world
}

/// `leaf` 0.1.0, which `old` keeps, beside 0.2.0.
pub(crate) const DUPLICATE: [(&str, &str, &[&str]); 4] = [
    ("app", "1.0.0", &["leaf 0.2.0", "old"]),
    ("leaf", "0.1.0", &[]),
    ("leaf", "0.2.0", &[]),
    ("old", "1.4.0", &["leaf 0.1.0"]),
];

/// The manifest of `app` with these lines under `[dependencies]`.
pub(crate) fn manifest(dependencies: &[&str]) -> String {
    let package = SAFE[0].1;
    format!("{package}\n[dependencies]\n{}\n", dependencies.join("\n"))
}

/// A lock of `app`, which is here, and of packages from crates.io: name, version, dependencies.
pub(crate) fn lock(packages: &[(&str, &str, &[&str])]) -> String {
    let mut text = "version = 4\n".to_owned();
    for (name, version, dependencies) in packages {
        text += &format!("\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        if *name != "app" {
            let digest = checksum(name, version);
            text += &format!("source = \"{CRATES_IO}\"\nchecksum = \"{digest}\"\n");
        }
        if !dependencies.is_empty() {
            text += "dependencies = [\n";
            for dependency in *dependencies {
                text += &format!(" \"{dependency}\",\n");
            }
            text += "]\n";
        }
    }
    text
}

/// 64 digits that depend on name and version.
pub(crate) fn checksum(name: &str, version: &str) -> String {
    let bytes = name.bytes().chain(version.bytes()).cycle();
    bytes.take(32).map(|byte| format!("{byte:02x}")).collect()
}

/// A Go module that requires two others, one of which raises the other.
pub(crate) fn go() -> World {
    let world = World::with(&[
        (
            "go.mod",
            "module example.com/app\n\ngo 1.16\n\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.1.0\n)\n",
        ),
        ("go.sum", ""),
    ]);
    world.module("example.com/a", "v1.0.0", &["example.com/b v1.2.0"]);
    world.module("example.com/b", "v1.1.0", &[]);
    world.module("example.com/b", "v1.2.0", &[]);
    world
}

impl World {
    /// Puts the go.mod of a module version into the module cache, `go 1.16` and these requirements.
    pub(crate) fn module(&self, path: &str, version: &str, requires: &[&str]) {
        let folder = self
            .top()
            .join("modules/cache/download")
            .join(path)
            .join("@v");
        let lines: String = requires.iter().map(|r| format!("require {r}\n")).collect();
        let text = format!("module {path}\n\ngo 1.16\n\n{lines}");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{version}.mod")), text).unwrap();
        let info = format!("{{\"Version\":\"{version}\",\"Time\":\"2024-01-01T00:00:00Z\"}}");
        std::fs::write(folder.join(format!("{version}.info")), info).unwrap();
    }
}

/// A release in the local index: its version, and the names and requirements of its dependencies.
pub(crate) type Release<'r> = (&'r str, &'r [(&'r str, &'r str)]);

impl World {
    /// Puts a package with these releases into cargo's index cache.
    pub(crate) fn index(&self, name: &str, releases: &[Release<'_>]) {
        let mut bytes = b"\x03\x02\x00\x00\x00etag: x\0".to_vec();
        for (version, dependencies) in releases {
            let dependencies: Vec<_> = dependencies
                .iter()
                .map(|(name, requirement)| {
                    serde_json::json!({
                        "name": name, "req": requirement, "features": [], "optional": false,
                        "default_features": true, "target": null, "kind": "normal",
                    })
                })
                .collect();
            let release = serde_json::json!({
                "name": name, "vers": version, "deps": dependencies, "features": {},
                "cksum": checksum(name, version), "yanked": false,
            });
            bytes.extend(format!("{version}\0{release}\0").into_bytes());
        }
        let file = self.index_file(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    /// Where cargo's index cache keeps a package of four letters or more, or of three.
    pub(crate) fn index_file(&self, name: &str) -> std::path::PathBuf {
        let cache = "home/.cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache";
        let folder = match name.len() {
            3 => format!("3/{}", &name[..1]),
            _ => format!("{}/{}", &name[..2], &name[2..4]),
        };
        self.top().join(cache).join(folder).join(name)
    }

    /// What the index knows of the packages of [`not_safe`].
    pub(crate) fn known(self) -> Self {
        self.index("leaf", &[("0.1.0", &[]), ("0.2.0", &[]), ("0.2.5", &[])]);
        let old: &[Release<'_>] = &[
            ("1.0.0", &[("leaf", "^0.1")]),
            ("1.4.0", &[("leaf", "^0.1")]),
            ("1.5.0", &[("leaf", "^0.2")]),
        ];
        self.index("old", old);
        self
    }
}
