//! The build list and the plan against a live `go` command.
//!
//! The worlds are made up and served from a folder, so no network is needed. Where there is no `go`
//! command the tests say so and pass. Settings, from the environment:
//!
//! - `UPSAFE_GO_CASES`: how many worlds per test (default 12), `UPSAFE_GO_SEED`: where to begin.
//! - `UPSAFE_GO_MODULES`: a folder of real modules. Each go.mod and go.work below it is copied and
//!   compared with the module cache that the `go` command uses.
//!
//! `UPSAFE_GO_MODULES=DIR cargo test -p upsafe-deps --test it go_differential -- --nocapture`

mod real;
mod universe;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use upsafe_deps::ecosystem::go::plan::{PlanError, plan};
use upsafe_deps::ecosystem::go::{DownloadFolder, Selected, Workspace, build_list, read_file};

use universe::{Random, Shape, Universe};

/// Paths and versions, without main modules, `go` and `toolchain`.
type List = BTreeMap<String, String>;

/// A `go` command with an environment of its own.
struct Go {
    root: PathBuf,
    module_cache: Option<PathBuf>,
    proxy: Option<String>,
}

impl Go {
    /// The answer of a command in `folder`, or what it said on standard error.
    fn run(&self, folder: &Path, work: &str, args: &[&str]) -> Result<String, String> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the reference is an outside tool"
        )]
        let mut command = Command::new("go");
        command.current_dir(folder).args(args);
        command.env("GOTOOLCHAIN", "local").env("GOWORK", work);
        command.env("GOFLAGS", "-modcacherw").env("GOENV", "off");
        if let Some(cache) = &self.module_cache {
            command.env("GOMODCACHE", cache);
        }
        if let Some(proxy) = &self.proxy {
            command.env("GOPROXY", proxy).env("GOSUMDB", "off");
            command.env("GOPATH", self.root.join("gopath"));
        }
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match output.status.success() {
            true => Ok(text(&output.stdout)),
            false => Err(text(&output.stderr)),
        }
    }
}

fn is_there() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the reference is an outside tool"
    )]
    let found = Command::new("go").arg("version").output();
    if found.is_err() {
        println!("skipped: there is no `go` command");
    }
    found.is_ok()
}

fn setting(name: &str, default: u64) -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "how many cases is for the one who runs it"
    )]
    let value = std::env::var(name).ok();
    value.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What `go list -m all` printed: `path version`, perhaps with ` => replacement`.
fn listed(text: &str) -> List {
    let words = text.lines().map(|line| line.split_whitespace());
    let modules = words.filter_map(|mut words| {
        let (path, version) = (words.next()?, words.next()?);
        (version != "=>").then(|| (path.to_owned(), version.to_owned()))
    });
    modules.collect()
}

fn ours(list: &[Selected]) -> List {
    let modules = list.iter().filter(|selected| {
        let version = selected.module.version.as_ref();
        !selected.module.path.is_toolchain() && version.is_some_and(|version| !version.is_main())
    });
    let module = |selected: &Selected| {
        let version = selected.module.version.as_ref().map(ToString::to_string);
        (
            selected.module.path.to_string(),
            version.unwrap_or_default(),
        )
    };
    modules.map(module).collect()
}

/// Runs `check` on a number of worlds; it answers whether `go` had an answer.
fn worlds(shape: Shape, check: impl Fn(&Universe, &Path, &Go) -> bool) {
    if !is_there() {
        return;
    }
    let seed = setting("UPSAFE_GO_SEED", 1);
    let mut n_answered = 0;
    let n_worlds = setting("UPSAFE_GO_CASES", 12);
    for case in seed..seed + n_worlds {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let universe = Universe::random(&mut Random(case), shape);
        universe.write(root);
        let go = Go {
            root: root.to_owned(),
            module_cache: Some(root.join("cache")),
            proxy: Some(format!("file://{}", root.join("proxy").display())),
        };
        println!("world {case}");
        n_answered += u64::from(check(&universe, root, &go));
    }
    println!("{n_answered} of {n_worlds} worlds had an answer, all the same");
    assert!(n_answered * 2 > n_worlds, "too few worlds have an answer");
}

#[test]
fn build_lists_of_made_up_modules() {
    worlds(Shape::Single, |universe, root, go| {
        let main = root.join("main0");
        let source = DownloadFolder::new(root.join("proxy"));
        let workspace = Workspace::load_module(&main.join("go.mod"), &read_file).unwrap();
        let found = build_list(&workspace, &source);
        // Without a `go` line, `go list -mod=mod` would write its own version into the file.
        if !universe.folders["main0"].contains("\ngo ") {
            return false;
        }
        match go.run(&main, "off", &["list", "-mod=mod", "-m", "all"]) {
            Ok(text) => {
                assert_eq!(ours(&found.unwrap().modules), listed(&text));
                true
            }
            Err(message) => {
                assert!(found.is_err(), "go says: {message}");
                false
            }
        }
    });
}

#[test]
fn build_lists_of_made_up_workspaces() {
    worlds(Shape::Workspace, |_, root, go| {
        let source = DownloadFolder::new(root.join("proxy"));
        let found = Workspace::load_work(&root.join("go.work"), &read_file)
            .map_err(|error| error.to_string())
            .and_then(|workspace| {
                build_list(&workspace, &source).map_err(|error| error.to_string())
            });
        match go.run(&root.join("main0"), "", &["list", "-m", "all"]) {
            Ok(text) => {
                assert_eq!(ours(&found.unwrap().modules), listed(&text));
                true
            }
            Err(message) => {
                assert!(found.is_err(), "go says: {message}");
                false
            }
        }
    });
}

#[test]
fn plans_for_made_up_modules() {
    worlds(Shape::Single, |universe, root, go| {
        let main = root.join("main0");
        if !universe.folders["main0"].contains("\ngo ") {
            return false;
        }
        let source = DownloadFolder::new(root.join("proxy"));
        let workspace = Workspace::load_module(&main.join("go.mod"), &read_file).unwrap();
        let found = plan(&workspace, &source, &universe.queries);
        println!("go get {:?}", universe.queries);
        let mut args = vec!["get"];
        args.extend(universe.queries.iter().map(String::as_str));
        match go.run(&main, "off", &args) {
            Ok(_) => {
                let text = go.run(&main, "off", &["list", "-mod=mod", "-m", "all"]);
                assert_eq!(ours(&found.unwrap().after), listed(&text.unwrap()));
                true
            }
            Err(message) => {
                let error = found.map(|plan| ours(&plan.after));
                assert!(error.is_err(), "go says: {message}\nwe say: {error:?}");
                matches!(error, Err(PlanError::Blocked(_)))
            }
        }
    });
}
