//! `upsafe semver`: which version is honest, and what has to change for it.

#[cfg(feature = "api")]
mod api;
mod batch;
mod next;
mod path;
mod suggest;

use upsafe::{
    Request, Workspace,
    config::{Config, Semver as Settings},
    core::Sources,
    load_semver_suggestion,
    semver::Loaded,
};

use crate::{
    args::{Global, Where},
    commands::check,
    environment,
    failure::{Failure, of_workspace},
    semver_args::Semver,
};

pub(crate) fn run(args: &Semver, global: &Global) -> Result<u8, Failure> {
    match args {
        Semver::Check(args) => check::run_only("semver", args, global),
        Semver::Suggest {
            packages,
            place,
            deep,
            output,
        } => suggest::run(packages, place, *deep, *output),
        Semver::Next(args) => next::run(args),
        Semver::Path(args) => path::run(args),
        #[cfg(feature = "api")]
        Semver::Api(args) => api::run(args),
        Semver::Batch => batch::run(),
    }
}

/// Everything that suggestions are made of.
struct World {
    workspace: Workspace,
    settings: Settings,
    loaded: Loaded,
    sources: Sources,
}

fn load(place: &Where, deep: bool) -> Result<World, Failure> {
    let workspace = check::discover(place)?;
    let config: Config = workspace.load_config().map_err(of_workspace)?;
    let mut sources = Sources::new();
    let request = Request {
        deep,
        ..Request::default()
    };
    let environment = environment::read();
    let loaded = load_semver_suggestion(&workspace, &config, &environment, &request, &mut sources);
    let loaded = loaded.map_err(|error| Failure::load(error, &sources))?;
    Ok(World {
        settings: config.semver.unwrap_or_default(),
        workspace,
        loaded,
        sources,
    })
}
