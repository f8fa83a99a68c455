//! Random worlds of Go modules, and a proxy folder that serves them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// A world: what can be required, and the main modules.
pub(super) struct Universe {
    /// The text of go.mod by path and version.
    pub(super) modules: BTreeMap<(String, String), String>,
    /// The text of go.mod by folder: main modules, and directories that replace modules.
    pub(super) folders: BTreeMap<String, String>,
    /// The go.work, if the main modules form a workspace.
    pub(super) go_work: Option<String>,
    /// What to ask `go get` for.
    pub(super) queries: Vec<String>,
}

/// What a world is to be like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One main module.
    Single,
    /// Several, in a go.work.
    Workspace,
}

const NAMES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
const GO_LINES: [&str; 9] = [
    "", "1.13", "1.16", "1.17", "1.20", "1.21", "1.21.0", "1.22.1", "1.23rc1",
];

/// Steele, Lea and Flood's SplitMix64.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

impl Universe {
    pub(super) fn random(random: &mut Random, shape: Shape) -> Self {
        let known = versions(random);
        let all: Vec<(String, String)> = known
            .iter()
            .flat_map(|(path, versions)| versions.iter().map(|v| (path.clone(), v.clone())))
            .collect();
        let mut universe = Self {
            modules: BTreeMap::new(),
            folders: BTreeMap::new(),
            go_work: None,
            queries: Vec::new(),
        };
        for (path, version) in &all {
            let mut text = format!("module {path}\n");
            go_lines(random, &mut text);
            requires(random, &all, path, 3, &mut text);
            // The newest version may take others back.
            if random.chance(15) {
                writeln!(text, "retract {}", random.pick(&known[path])).unwrap();
            }
            let key = (path.clone(), version.clone());
            universe.modules.insert(key, text);
        }
        // A main module may be published too.
        if random.chance(70) {
            let mut text = "module example.com/main0\n".to_owned();
            go_lines(random, &mut text);
            requires(random, &all, "", 2, &mut text);
            let key = ("example.com/main0".to_owned(), "v1.0.0".to_owned());
            universe.modules.insert(key, text);
        }
        let n_main = if shape == Shape::Workspace {
            1 + random.below(3)
        } else {
            1
        };
        let mut go_work = String::from("go 1.23.4\n");
        let mut replaced = Vec::new();
        for index in 0..n_main {
            let folder = format!("main{index}");
            let mut text = format!("module example.com/{folder}\n");
            go_lines(random, &mut text);
            requires(random, &all, "", 5, &mut text);
            if random.chance(30) {
                let (path, version) = random.pick(&all);
                writeln!(text, "exclude {path} {version}").unwrap();
            }
            if random.chance(40) {
                let line = replace(random, &all, &mut universe.folders, &mut replaced);
                text.push_str(&line);
            }
            if index > 0 && random.chance(40) {
                text.push_str("require example.com/main0 v1.0.0\n");
            }
            universe.folders.insert(folder.clone(), text);
            writeln!(go_work, "use ./{folder}").unwrap();
        }
        if shape == Shape::Workspace {
            if random.chance(30) {
                go_work.push_str(&replace(random, &all, &mut universe.folders, &mut replaced));
            }
            universe.go_work = Some(go_work);
        }
        for _ in 0..1 + random.below(2) {
            let (path, version) = random.pick(&all);
            let query = match random.below(12) {
                0 => "none",
                1 => "latest",
                2 => "upgrade",
                3 => "v1",
                4 => ">=v1.0.1",
                5 => "<v1.2.0",
                _ => version,
            };
            universe.queries.push(format!("{path}@{query}"));
        }
        // Only upwards: `go get go@1.16` in a graph that needs more can run forever.
        if random.chance(8) {
            universe.queries.push("go@1.24.2".to_owned());
        }
        universe
    }

    /// Writes the world: `proxy/`, the folders, and the go.work.
    pub(super) fn write(&self, root: &Path) {
        let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for ((path, version), text) in &self.modules {
            let folder = root.join("proxy").join(path).join("@v");
            std::fs::create_dir_all(&folder).unwrap();
            let file = |extension: &str| folder.join(format!("{version}.{extension}"));
            std::fs::write(file("mod"), text).unwrap();
            let info = format!("{{\"Version\":\"{version}\",\"Time\":\"2024-01-02T03:04:05Z\"}}");
            std::fs::write(file("info"), info).unwrap();
            let zip = std::fs::File::create(file("zip")).unwrap();
            let mut zip = zip::ZipWriter::new(zip);
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(format!("{path}@{version}/go.mod"), options)
                .unwrap();
            zip.write_all(text.as_bytes()).unwrap();
            zip.finish().unwrap();
            if !version.contains("-0.2024") {
                lists.entry(path).or_default().push(version);
            }
        }
        for (path, versions) in lists {
            let list = root.join("proxy").join(path).join("@v/list");
            std::fs::write(list, versions.join("\n") + "\n").unwrap();
        }
        for (folder, text) in &self.folders {
            std::fs::create_dir_all(root.join(folder)).unwrap();
            std::fs::write(root.join(folder).join("go.mod"), text).unwrap();
        }
        if let Some(text) = &self.go_work {
            std::fs::write(root.join("go.work"), text).unwrap();
        }
    }
}

fn versions(random: &mut Random) -> BTreeMap<String, Vec<String>> {
    let mut known = BTreeMap::new();
    for name in &NAMES[..4 + random.below(4)] {
        let path = format!("example.com/{name}");
        let mut versions = vec!["v1.0.0".to_owned()];
        for minor in 0..random.below(5) {
            versions.push(format!("v1.{minor}.1"));
        }
        if random.chance(20) {
            versions.push("v1.9.0-rc.1".to_owned());
        }
        if random.chance(15) {
            versions.push("v1.1.2-0.20240506070809-abcdefabcdef".to_owned());
        }
        if random.chance(20) {
            versions.push("v2.0.0+incompatible".to_owned());
        }
        if random.chance(15) {
            let path = format!("{path}/v2");
            known.insert(path, vec!["v2.0.0".to_owned(), "v2.1.0".to_owned()]);
        }
        known.insert(path, versions);
    }
    known
}

fn go_lines(random: &mut Random, text: &mut String) {
    let version = random.pick(&GO_LINES);
    if !version.is_empty() {
        writeln!(text, "go {version}").unwrap();
    }
    if random.chance(10) {
        text.push_str("toolchain go1.24.0\n");
    }
}

fn requires(
    random: &mut Random,
    all: &[(String, String)],
    of: &str,
    most: usize,
    text: &mut String,
) {
    let mut taken = Vec::new();
    for _ in 0..random.below(most + 1) {
        let (path, version) = random.pick(all);
        // A path twice is legal, if rare.
        if path == of || (taken.contains(path) && random.chance(90)) {
            continue;
        }
        taken.push(path.clone());
        let indirect = if random.chance(50) {
            " // indirect"
        } else {
            ""
        };
        writeln!(text, "require {path} {version}{indirect}").unwrap();
    }
}

fn replace(
    random: &mut Random,
    all: &[(String, String)],
    folders: &mut BTreeMap<String, String>,
    replaced: &mut Vec<String>,
) -> String {
    let (path, version) = random.pick(all);
    // Two replacements of one path would often contradict each other.
    if replaced.contains(path) {
        return String::new();
    }
    replaced.push(path.clone());
    let old = if random.chance(50) {
        version.as_str()
    } else {
        ""
    };
    if random.chance(40) {
        let folder = format!("local{}", replaced.len());
        let mut text = format!("module {path}\n");
        go_lines(random, &mut text);
        requires(random, all, path, 3, &mut text);
        folders.insert(folder.clone(), text);
        return format!("replace {path} {old} => ../{folder}\n");
    }
    let others: Vec<_> = all.iter().filter(|(other, _)| other == path).collect();
    let (new_path, new_version) = random.pick(&others);
    format!("replace {path} {old} => {new_path} {new_version}\n")
}
