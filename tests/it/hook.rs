//! `upsafe hook` with real git: what it installs, what it leaves alone, what it stops.

use std::fs;

use crate::{
    fixtures::{SAFE, STRICT, lock, manifest, not_safe, safe},
    world::{BINARY, Run, World, is_there, run},
};

/// A repository of a safe package under a strict policy, with the hook.
fn guarded() -> World {
    let world = safe();
    world
        .write("upsafe.toml", STRICT)
        .write("README", "words\n");
    let world = world.repository();
    world.upsafe(&["hook", "install"]).exits(0).quietly();
    world
}

/// Stages the duplicate.
fn stage_a_duplicate(world: &World) {
    let bad = not_safe();
    for file in ["Cargo.toml", "Cargo.lock"] {
        world.write(file, bad.read(file));
    }
    world.git(&["add", "--all"]);
}

fn commit(world: &World) -> Run {
    world.try_git(&["commit", "--quiet", "--message=next"])
}

fn n_commits(world: &World) -> usize {
    world.git(&["rev-list", "HEAD"]).out.lines().count()
}

#[test]
fn a_commit_that_is_not_safe_is_stopped() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    stage_a_duplicate(&world);
    let refused = commit(&world);
    assert_ne!(refused.code, 0, "{refused:?}");
    let said = format!("{}{}", refused.out, refused.err);
    assert!(said.contains("deps/duplicate-version"), "{said}");
    assert_eq!(n_commits(&world), 1);
    // As the policy allows it, the same commit passes.
    world.write("upsafe.toml", STRICT.replace("\"error\"", "\"warning\""));
    world.git(&["add", "--all"]);
    assert_eq!(commit(&world).code, 0);
    assert_eq!(n_commits(&world), 2);
}

#[test]
fn a_commit_that_touches_no_manifest_is_not_judged() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    stage_a_duplicate(&world);
    world.git(&["commit", "--quiet", "--no-verify", "--message=unsafe"]);
    world
        .write("README", "other words\n")
        .write("src/Cargo.toml.txt", "no manifest\n");
    world.git(&["add", "--all"]);
    let passed = commit(&world);
    assert_eq!((passed.code, passed.out.as_str()), (0, ""), "{passed:?}");
    // The same unsafe state is judged again as soon as a lock changes.
    world.write("Cargo.lock", world.read("Cargo.lock") + "\n");
    world.git(&["add", "--all"]);
    assert_ne!(commit(&world).code, 0);
}

#[test]
fn a_commit_that_cannot_be_judged_is_stopped() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    world.write("Cargo.lock", "version = 4\n[[package]]\nname = 1\n");
    world.git(&["add", "--all"]);
    let refused = commit(&world);
    assert_ne!(refused.code, 0);
    assert!(
        format!("{}{}", refused.out, refused.err).contains("Cargo.lock:2:1: expected"),
        "{refused:?}"
    );
}

#[test]
fn without_the_program_a_commit_is_stopped_with_the_way_out() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    stage_a_duplicate(&world);
    let mut git = world.command("git");
    let path = git
        .get_envs()
        .find_map(|(name, value)| (name == "PATH").then_some(value?));
    let folders = std::env::split_paths(path.unwrap());
    let without = std::env::join_paths(folders.filter(|it| !it.join("upsafe").exists())).unwrap();
    git.args(["commit", "--quiet", "--message=next"])
        .env("PATH", without);
    let refused = run(&mut git);
    assert_ne!(refused.code, 0, "{refused:?}");
    refused
        .complains("`upsafe` is not on the PATH")
        .complains("git commit --no-verify");
    assert_eq!(n_commits(&world), 1);
}

#[test]
fn a_deleted_lock_is_a_change_of_it() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    world.git(&["rm", "--quiet", "Cargo.lock"]);
    assert_ne!(
        commit(&world).code,
        0,
        "a lock went away, and nobody looked"
    );
}

#[test]
fn what_is_staged_is_what_is_judged() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    stage_a_duplicate(&world);
    // The work tree is safe again, but the commit would not be.
    for (file, text) in SAFE {
        world.write(file, text);
    }
    let refused = commit(&world);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(refused.err.contains("`Cargo.lock`"), "{}", refused.err);
    assert!(
        refused.err.contains("git stash --keep-index"),
        "{}",
        refused.err
    );
}

#[test]
fn a_hook_of_somebody_else_stays() {
    if !is_there("git") {
        return;
    }
    let world = safe().repository();
    let hook = world.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    for theirs in ["#!/bin/sh\nexec make check\n", ""] {
        fs::write(&hook, theirs).unwrap();
        world
            .upsafe(&["hook", "install"])
            .exits(2)
            .complains("a hook of somebody else");
        world
            .upsafe(&["hook", "uninstall"])
            .exits(2)
            .complains("a hook of somebody else");
        assert_eq!(fs::read_to_string(&hook).unwrap(), theirs);
    }
    fs::write(&hook, b"\xff\xfe\x00binary").unwrap();
    world
        .upsafe(&["hook", "install"])
        .exits(2)
        .complains("a hook of somebody else");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_somebodys_hook_as_well() {
    if !is_there("git") {
        return;
    }
    let world = safe().repository();
    let hook = world.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    crate::world::link(&world.top().join("nowhere"), &hook);
    world.upsafe(&["hook", "install"]).exits(2);
    assert!(hook.is_symlink() && !world.top().join("nowhere").exists());
}

#[test]
fn installing_twice_is_installing_once() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    let hook = world.read(".git/hooks/pre-commit");
    world.upsafe(&["hook", "install"]).exits(0);
    assert_eq!(world.read(".git/hooks/pre-commit"), hook);
    world
        .upsafe(&["hook", "uninstall"])
        .exits(0)
        .says("removed");
    assert!(!world.path(".git/hooks/pre-commit").exists());
    world
        .upsafe(&["hook", "uninstall"])
        .exits(0)
        .says("no hook is installed");
    stage_a_duplicate(&world);
    assert_eq!(commit(&world).code, 0);
}

#[test]
fn the_folder_that_git_is_told_to_use_is_used() {
    if !is_there("git") {
        return;
    }
    for folder in ["hooks", "deep/er"] {
        let world = safe();
        world.write("upsafe.toml", STRICT);
        let world = world.repository();
        world.git(&["config", "core.hooksPath", folder]);
        world.upsafe(&["hook", "install"]).exits(0);
        assert!(world.path(folder).join("pre-commit").is_file());
        assert!(!world.path(".git/hooks/pre-commit").exists());
        stage_a_duplicate(&world);
        assert_ne!(commit(&world).code, 0);
    }
}

#[test]
fn it_is_installed_from_below_the_top() {
    if !is_there("git") {
        return;
    }
    for configured in [None, Some("hooks")] {
        let world = safe();
        world.write("src/lib.rs", "");
        let world = world.repository();
        if let Some(folder) = configured {
            world.git(&["config", "core.hooksPath", folder]);
        }
        let mut command = world.command(BINARY);
        run(command
            .current_dir(world.path("src"))
            .args(["hook", "install"]))
        .exits(0);
        let folder = configured.unwrap_or(".git/hooks");
        assert!(
            world.path(folder).join("pre-commit").is_file(),
            "{configured:?}"
        );
        world
            .upsafe(&["hook", "uninstall", "--path", "src"])
            .exits(0)
            .says("removed");
    }
}

#[test]
fn a_second_work_tree_is_guarded_too() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    world.git(&["worktree", "add", "--quiet", "../second"]);
    let second = world.top().join("second");
    let mut command = world.command(BINARY);
    run(command.current_dir(&second).args(["hook", "install"])).exits(0);
    fs::write(
        second.join("Cargo.toml"),
        manifest(&["leaf = \"0.2\"", "old = \"1\""]),
    )
    .unwrap();
    fs::write(second.join("Cargo.lock"), lock(&crate::fixtures::DUPLICATE)).unwrap();
    let mut command = world.command("git");
    let refused =
        run(command
            .current_dir(&second)
            .args(["commit", "--all", "--quiet", "--message=next"]));
    assert_ne!(refused.code, 0, "{refused:?}");
    let said = format!("{}{}", refused.out, refused.err);
    assert!(said.contains("deps/duplicate-version"), "{said}");
}

#[test]
fn a_framework_names_the_files_itself() {
    if !is_there("git") {
        return;
    }
    let world = not_safe().repository();
    world
        .upsafe(&["hook", "run", "README", "src/lib.rs"])
        .exits(0)
        .quietly();
    world
        .upsafe(&["hook", "run", "Cargo.lock"])
        .exits(1)
        .says("deps/duplicate-version");
    world
        .upsafe(&["hook", "run", "README", "Cargo.toml"])
        .exits(1);
}

#[test]
fn without_a_repository_there_is_no_hook() {
    if !is_there("git") {
        return;
    }
    let world = safe();
    world.upsafe(&["hook", "install"]).exits(2).complains("git");
    world.upsafe(&["hook", "run"]).exits(2).complains("git");
}

#[test]
fn a_repository_chooses_no_program_to_run() {
    if !is_there("git") {
        return;
    }
    let world = guarded();
    let trap = world.top().join("trap");
    let script = format!(
        "#!/bin/sh\ntouch {}\n",
        world.top().join("sprung").display()
    );
    fs::write(&trap, script).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let trap = trap.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "core.pager",
        "pager.diff",
    ] {
        world.git(&["config", key, trap]);
    }
    world.write(".gitattributes", "* diff=trap\n");
    stage_a_duplicate(&world);
    drop(fs::remove_file(world.top().join("sprung")));
    world.upsafe(&["hook", "run"]).exits(1);
    assert!(!world.top().join("sprung").exists());
}
