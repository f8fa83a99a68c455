//! Crates made on the fly.

use std::{fs, path::Path, sync::Mutex};

use tempfile::TempDir;
use upsafe_api_rust::{Api, BuildError, BuildRequest, build};

/// One build at a time: tests run beside each other, and the target directory is shared.
static BUILDS: Mutex<()> = Mutex::new(());

/// A folder with a package.
pub(crate) struct Package(TempDir);

impl Package {
    /// A package `fixture` of a library's source.
    pub(crate) fn new(source: &str) -> Self {
        Self::with("", source)
    }

    /// With more lines in the manifest.
    pub(crate) fn with(manifest: &str, source: &str) -> Self {
        let package = Package(tempfile::tempdir().expect("a temporary folder"));
        let head = "[package]\nname = \"fixture\"\nversion = \"1.0.0\"\nedition = \"2021\"\n";
        package.file("Cargo.toml", &format!("{head}\n[workspace]\n{manifest}"));
        package.file("src/lib.rs", source);
        package
    }

    pub(crate) fn file(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn request(&self) -> BuildRequest {
        let target = self.0.path().join("target");
        BuildRequest::new(self.0.path().join("Cargo.toml"))
            .target_dir(target)
            .offline()
    }

    pub(crate) fn try_api(&self) -> Result<Api, BuildError> {
        let _one = BUILDS
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        build(&self.request())
    }

    #[track_caller]
    pub(crate) fn api(&self) -> Api {
        self.try_api()
            .unwrap_or_else(|error| panic!("the fixture builds: {error}"))
    }
}
