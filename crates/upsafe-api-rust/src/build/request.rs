//! What to build.

use std::path::PathBuf;

/// Which features the API is built with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Features {
    /// Every feature but those that the stable compiler refuses or the author marked as no promise:
    /// names that begin with `unstable`, `nightly`, `bench`, `specialization`, `no_std` or `_`, and
    /// what only the build of the standard library turns on.
    #[default]
    Stable,
    /// Every feature.
    All,
    /// The default features.
    Default,
    /// No default features.
    None,
    /// These, without the default ones.
    These(Vec<String>),
}

/// A package whose API is asked for.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    pub(super) manifest: PathBuf,
    pub(super) package: Option<String>,
    pub(super) target_dir: Option<PathBuf>,
    pub(super) features: Features,
    pub(super) locked: bool,
    pub(super) offline: bool,
    pub(super) cargo: PathBuf,
    pub(super) toolchain: Option<String>,
    pub(super) target: Option<String>,
    pub(super) folder: Option<PathBuf>,
}

impl BuildRequest {
    /// The package of a `Cargo.toml`, built where cargo builds it: what was built before is used.
    #[must_use]
    pub fn new(manifest: impl Into<PathBuf>) -> Self {
        BuildRequest {
            manifest: manifest.into(),
            package: None,
            target_dir: None,
            features: Features::default(),
            locked: false,
            offline: false,
            cargo: PathBuf::from("cargo"),
            toolchain: None,
            target: None,
            folder: None,
        }
    }

    /// The folder to run cargo in, which decides the toolchain and cargo's configuration. Without it,
    /// the working directory; the manifest's path has to be absolute with it.
    #[must_use]
    pub fn run_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Another directory to build in, which may be kept between runs.
    ///
    /// Requests of different sources may share a directory one after the other, not at a time.
    #[must_use]
    pub fn target_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.target_dir = Some(directory.into());
        self
    }

    /// One package of a workspace, by name.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = Some(name.into());
        self
    }

    /// The features.
    #[must_use]
    pub fn features(mut self, features: Features) -> Self {
        self.features = features;
        self
    }

    /// `Cargo.lock` must be there and need no change.
    #[must_use]
    pub fn locked(mut self) -> Self {
        self.locked = true;
        self
    }

    /// The network is not used.
    #[must_use]
    pub fn offline(mut self) -> Self {
        self.offline = true;
        self
    }

    /// The `cargo` to run: a path, or a name that the system looks up.
    #[must_use]
    pub fn cargo(mut self, program: impl Into<PathBuf>) -> Self {
        self.cargo = program.into();
        self
    }

    /// The toolchain, as rustup names it: `1.95.0`. Without it, the directory's own.
    #[must_use]
    pub fn toolchain(mut self, name: impl Into<String>) -> Self {
        self.toolchain = Some(name.into());
        self
    }

    /// The platform: `x86_64-unknown-linux-gnu`. Without it, the host.
    #[must_use]
    pub fn target(mut self, triple: impl Into<String>) -> Self {
        self.target = Some(triple.into());
        self
    }
}
