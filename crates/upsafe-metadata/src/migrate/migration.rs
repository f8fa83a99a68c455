//! A migration: its name, its kinds and its steps, from `upsafe.toml` or from a file of its own.

use std::{fs, path::Path};

use super::{
    Digest, Inverse, Step,
    apply::{Ask, Refused, apply},
};
use crate::value::Value;

/// A migration.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    /// Its name in histories.
    pub id: String,
    /// The kinds that it is about; all of them where none is named.
    pub kinds: Vec<String>,
    /// What is done, in this order.
    pub steps: Vec<Step>,
}

/// A migration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("migration `{id}`: {message}")]
pub struct MigrationError {
    id: String,
    message: String,
}

impl MigrationError {
    pub(super) fn new(id: &str, message: impl ToString) -> Self {
        Self {
            id: id.to_owned(),
            message: message.to_string(),
        }
    }
}

impl Migration {
    /// Reads a migration of a configuration.
    ///
    /// # Errors
    /// Where a step lacks something.
    pub fn of_config(migration: &upsafe_config::Migration) -> Result<Self, MigrationError> {
        Self::new(migration.id.as_str(), &migration.kinds, &migration.step)
    }

    fn new(
        id: &str,
        kinds: &[upsafe_config::Spanned<upsafe_config::Name>],
        steps: &[upsafe_config::Spanned<upsafe_config::Step>],
    ) -> Result<Self, MigrationError> {
        let read = |(n, step): (usize, &upsafe_config::Spanned<upsafe_config::Step>)| {
            Step::of_config(step).map_err(|message| {
                MigrationError::new(id, format_args!("step {}: {message}", n + 1))
            })
        };
        if steps.is_empty() {
            return Err(MigrationError::new(id, "expected at least one `[[step]]`"));
        }
        Ok(Self {
            id: id.to_owned(),
            kinds: kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
            steps: steps
                .iter()
                .enumerate()
                .map(read)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Reads a folder of migrations, in the order of their names: `001-name.toml` and so on.
    ///
    /// # Errors
    /// Where the folder cannot be read, or a file is no migration.
    pub fn load_folder(folder: &Path) -> Result<Vec<Self>, MigrationError> {
        let shown = folder.display().to_string();
        let failed = |error: std::io::Error| MigrationError::new(&shown, error);
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                files.push(path);
            }
        }
        files.sort();
        let mut migrations = Vec::new();
        for path in files {
            let id = path
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            if !id.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(MigrationError::new(
                    &id,
                    "expected a name that begins with its number, as `001-name.toml`",
                ));
            }
            let text = fs::read(&path).map_err(failed)?;
            let file = upsafe_config::MigrationFile::load(text, &path.display().to_string())
                .map_err(|error| MigrationError::new(&id, error))?;
            migrations.push(Self::new(&id, &file.kinds, &file.step)?);
        }
        Ok(migrations)
    }

    /// Whether it is about objects of a kind.
    pub fn is_about(&self, kind: Option<&str>) -> bool {
        self.kinds.is_empty()
            || kind.is_some_and(|kind| self.kinds.iter().any(|known| known == kind))
    }

    /// A checksum of what it does.
    pub fn digest(&self) -> Digest {
        let steps: Vec<String> = self.steps.iter().map(|step| format!("{step:?}")).collect();
        Digest::of(format!("{:?}\n{}", self.kinds, steps.join("\n")).as_bytes())
    }

    /// Makes every step on an object.
    pub(super) fn apply(
        &self,
        kind: Option<&str>,
        value: &mut Value,
        ask: Ask<'_>,
    ) -> Result<(), Refused> {
        if !self.is_about(kind) {
            return Ok(());
        }
        self.steps.iter().try_for_each(|step| {
            apply(step, value, ask).map_err(|refused| format!("`{}`: {step}: {refused}", self.id))
        })
    }

    /// Makes every step that asks no program, as far as the object allows.
    pub(crate) fn apply_pure(&self, kind: Option<&str>, value: &mut Value) {
        let no_program = |_: &[String], _: &str| Err("not asked".to_owned());
        if self.is_about(kind) {
            for step in &self.steps {
                // A step that does not fit explains nothing, which is as good as none.
                drop(apply(step, value, &no_program));
            }
        }
    }

    /// Undoes every step, last first.
    pub(super) fn revert(
        &self,
        kind: Option<&str>,
        value: &mut Value,
        ask: Ask<'_>,
    ) -> Result<(), Refused> {
        if !self.is_about(kind) {
            return Ok(());
        }
        for step in self.steps.iter().rev() {
            match step.inverse() {
                Inverse::Step(back) => apply(&back, value, ask)?,
                Inverse::None(why) => {
                    return Err(format!("`{}`: {step}: not reversible: {why}", self.id));
                }
            }
        }
        Ok(())
    }

    /// The steps that cannot be undone, each with the reason.
    pub fn irreversible(&self) -> Vec<(&Step, &'static str)> {
        let lasting = |step| match Step::inverse(step) {
            Inverse::None(why) => Some((step, why)),
            Inverse::Step(_) => None,
        };
        self.steps.iter().filter_map(lasting).collect()
    }
}
