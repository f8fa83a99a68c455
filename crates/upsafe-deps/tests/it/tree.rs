//! A directory of files that a test writes as one text.

use std::{fs, path::PathBuf};

/// A temporary directory with files in it; gone when dropped.
pub(crate) struct Tree {
    directory: tempfile::TempDir,
}

impl Tree {
    /// Writes files from a text in which a line `-- PATH` starts each.
    pub(crate) fn new(text: &str) -> Self {
        let tree = Self {
            directory: tempfile::tempdir().unwrap(),
        };
        let text = format!("\n{text}");
        for file in text.split("\n-- ").skip(1) {
            let (path, content) = file.split_once('\n').unwrap_or((file, ""));
            tree.write(path.trim(), format!("{content}\n"));
        }
        tree
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }
}
