//! The contracts of `upsafe.toml`: found, followed where they moved, and compared.

use std::{collections::BTreeSet, path::Path};

use upsafe_config as config;
use upsafe_core::Sources;

use super::{
    Loaded,
    export::Reference,
    files,
    git::Repository,
    history::{Revision, Wanted, is_pattern, revisions},
    judge::{How, Raw, RawContract},
};
use crate::{
    any::{Format, Judge, Switches},
    budget::Budget,
    format::json_schema::Dialect,
    mode::Mode,
    semantics::{Defaults, Formats, Semantics, Writers},
};

/// What to load, and from where.
#[derive(Clone, Copy)]
pub struct LoadRequest<'r> {
    /// The folder of `upsafe.toml`, which paths are relative to.
    pub root: &'r Path,
    /// `[schema]` of the configuration.
    pub settings: &'r config::Schema,
    /// The history of the folder.
    pub repository: &'r dyn Repository,
}

/// Loads and compares every contract. What cannot be looked at is a trouble of its own.
pub fn load(request: &LoadRequest<'_>, sources: &mut Sources) -> Loaded {
    let mut loaded = Loaded::default();
    for contract in &request.settings.contract {
        if let Err(trouble) = load_one(request, contract, &mut loaded, sources) {
            let name = contract.name.as_str();
            loaded.troubles.push(format!("`{name}`: {trouble}"));
        }
    }
    loaded
}

/// A contract of the configuration with everything that holds for all its files.
struct Setting<'s> {
    request: &'s LoadRequest<'s>,
    contract: &'s config::Contract,
    mode: Mode,
    revisions: Vec<Revision>,
    references: Vec<Reference>,
}

fn load_one(
    request: &LoadRequest<'_>,
    contract: &config::Contract,
    loaded: &mut Loaded,
    sources: &mut Sources,
) -> Result<(), String> {
    let mode = contract
        .mode
        .as_ref()
        .and_then(|mode| Mode::from_name(mode.name()));
    let mode = mode.unwrap_or_default();
    let judge = Judge::from_name(contract.profile.as_ref().map(|name| name.as_str()));
    let judge = judge.map_err(|error| error.to_string())?;
    let format = format_of(request.root, contract)?;
    let path = contract.path.as_str();
    let wanted = Wanted {
        root: request.root,
        repository: request.repository,
        format,
        subject: contract.subject.as_ref().unwrap_or(&contract.name).as_str(),
        path,
        group: contract.group.as_ref().map(|group| group.as_str()),
    };
    let revisions = match mode {
        // Nobody is asked, so nothing is looked up.
        Mode::None => Vec::new(),
        _ => revisions(&contract.baseline.parsed(), &wanted)?,
    };
    let mut references = references(request.root, contract)?;
    if let (true, Format::JsonSchema, Some(newest)) =
        (references.is_empty(), format, revisions.last())
    {
        // Whoever registers it gives it the references that it has already.
        references = newest.references().to_vec();
    }
    let setting = Setting {
        request,
        contract,
        mode,
        revisions,
        references,
    };
    let how = How {
        format,
        mode,
        judge,
        dialect: dialect_of(contract),
        switches: switches(request.settings, contract),
    };
    let files = match is_pattern(path) {
        true => setting.of_pattern(path)?,
        false => vec![setting.of_path(path)?],
    };
    for file in files {
        match setting.raw(&file) {
            Ok(raw) => super::judge::judge(raw, how, loaded, sources),
            Err(trouble) => loaded.troubles.push(format!("`{}`: {trouble}", file.name)),
        }
    }
    Ok(())
}

/// One file of a contract: where it is, or where it was last.
struct ContractFile {
    name: String,
    /// None where it is gone.
    path: Option<String>,
    old_path: Option<String>,
}

impl Setting<'_> {
    fn is_there(&self, path: &str) -> bool {
        self.request.root.join(path).is_file()
    }

    /// The revisions in which a contract that is gone now must have been.
    fn recent(&self) -> &[Revision] {
        let n_recent = match self.revisions.last() {
            Some(newest) if newest.is_head => 2,
            _ => 1,
        };
        &self.revisions[self.revisions.len().saturating_sub(n_recent)..]
    }

    fn of_path(&self, path: &str) -> Result<ContractFile, String> {
        let name = self.contract.name.as_str().to_owned();
        if self.is_there(path) {
            return Ok(ContractFile {
                name,
                path: Some(path.to_owned()),
                old_path: None,
            });
        }
        for revision in self.recent().iter().rev() {
            if let Some(new) = revision.moved(path).filter(|new| self.is_there(new)) {
                return Ok(ContractFile {
                    name,
                    path: Some(new.to_owned()),
                    old_path: Some(path.to_owned()),
                });
            }
            if revision.find(path, self.request.repository)?.is_some() {
                return Ok(ContractFile {
                    name,
                    path: None,
                    old_path: Some(path.to_owned()),
                });
            }
        }
        Err(format!(
            "{path}: expected a file, found none, neither here nor in the baseline"
        ))
    }

    /// The files that match, and those that matched and are gone.
    fn of_pattern(&self, pattern: &str) -> Result<Vec<ContractFile>, String> {
        let glob = config::Glob::new(pattern).ok_or("expected a pattern with more than `*`")?;
        let matches = |path: &str| glob.matches(path);
        let paths = here(self.request.root, pattern)?;
        let name = self.contract.name.as_str();
        let named = |path: &str| format!("{name}:{path}");
        let mut all: Vec<ContractFile> = paths
            .iter()
            .map(|path| ContractFile {
                name: named(path),
                path: Some(path.clone()),
                old_path: None,
            })
            .collect();
        let mut seen = paths;
        for revision in self.recent() {
            for old in revision.paths(matches)? {
                if !seen.insert(old.clone()) {
                    continue;
                }
                match revision.moved(&old).filter(|new| self.is_there(new)) {
                    // Still a contract of the pattern: its own lookup follows it.
                    Some(new) if seen.contains(new) => {}
                    Some(new) => all.push(ContractFile {
                        name: named(&old),
                        path: Some(new.to_owned()),
                        old_path: Some(old),
                    }),
                    None => all.push(ContractFile {
                        name: named(&old),
                        path: None,
                        old_path: Some(old),
                    }),
                }
            }
        }
        match all.is_empty() {
            true => Err(format!(
                "expected a file that matches `{pattern}`, found none, neither here nor in the baseline"
            )),
            false => Ok(all),
        }
    }

    /// Reads a file and the versions that its mode asks about.
    fn raw(&self, file: &ContractFile) -> Result<RawContract, String> {
        let candidate = match &file.path {
            None => None,
            Some(path) => Some(Raw {
                label: "new".to_owned(),
                bytes: files::read(&self.request.root.join(path), path)
                    .map_err(|error| error.to_string())?,
                path: path.clone(),
                references: self.references.clone(),
            }),
        };
        let now = file.path.as_ref().or(file.old_path.as_ref());
        let now = now.map_or("", String::as_str);
        let mut versions = Vec::new();
        let mut moved_from = file.old_path.clone();
        for (nth, revision) in self.revisions.iter().enumerate().rev() {
            let Some(found) = revision.find(now, self.request.repository)? else {
                continue;
            };
            let same = candidate
                .as_ref()
                .is_some_and(|new| new.bytes == found.bytes);
            if !self.mode.is_transitive() && revision.is_head && same && nth > 0 {
                // This commit is the release: what came before it counts.
                continue;
            }
            if versions.is_empty() && found.references.is_none() && found.path != now {
                moved_from = moved_from.or_else(|| revision.was_at(&found.path, now));
            }
            versions.push(Raw {
                label: revision.label.clone(),
                path: found.path,
                bytes: found.bytes,
                references: found.references.unwrap_or_else(|| self.references.clone()),
            });
            if !self.mode.is_transitive() {
                break;
            }
        }
        versions.reverse();
        Ok(RawContract {
            name: file.name.clone(),
            baseline: self.contract.baseline.as_str().to_owned(),
            candidate,
            old_path: moved_from,
            versions,
        })
    }
}

/// The format that is configured; else what the name of the contract tells, or its files.
fn format_of(root: &Path, contract: &config::Contract) -> Result<Format, String> {
    if let Some(format) = &contract.format {
        return Format::from_name(format.name())
            .ok_or_else(|| format!("the format `{}` is not known here", format.name()));
    }
    let path = contract.path.as_str();
    if let Some(format) = Format::of_path(path) {
        return Ok(format);
    }
    let unclear = || {
        format!("{path}: neither its name nor its content tells the format, expected a `format`")
    };
    let paths = match is_pattern(path) {
        true => here(root, path)?,
        false => BTreeSet::from([path.to_owned()]),
    };
    let mut told = None;
    for path in &paths {
        let bytes = files::read(&root.join(path), path).map_err(|error| error.to_string())?;
        let format = Format::of_file(path, &bytes).ok_or_else(unclear)?;
        if told.is_some_and(|known| known != format) {
            return Err(unclear());
        }
        told = Some(format);
    }
    told.ok_or_else(unclear)
}

/// The files of the work tree that match a pattern.
fn here(root: &Path, pattern: &str) -> Result<BTreeSet<String>, String> {
    let glob = config::Glob::new(pattern).ok_or("expected a pattern with more than `*`")?;
    let fixed = pattern.split('*').next().unwrap_or_default();
    let folder = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let prefixed = |path: &str| match folder {
        "" => path.to_owned(),
        _ => format!("{folder}/{path}"),
    };
    let at = root.join(folder);
    if !at.is_dir() {
        return Ok(BTreeSet::new());
    }
    let shown = if folder.is_empty() { "." } else { folder };
    let found = files::below(&at, shown, |path| glob.matches(&prefixed(path)));
    let found = found.map_err(|error| error.to_string())?;
    Ok(found.iter().map(|path| prefixed(path)).collect())
}

/// The files that a contract uses; a JSON Schema refers to them by their paths from its folder.
fn references(root: &Path, contract: &config::Contract) -> Result<Vec<Reference>, String> {
    let folder = contract.path.as_str().rsplit_once('/');
    let folder = folder.map_or("", |(folder, _)| folder);
    let read = |path: &config::Spanned<config::RelativePath>| {
        let path = path.as_str();
        let bytes = files::read(&root.join(path), path).map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{path}: expected UTF-8 text"))?;
        let below = path.strip_prefix(folder);
        let below = below.and_then(|rest| rest.strip_prefix('/'));
        let name = below.filter(|_| !folder.is_empty()).unwrap_or(path);
        Ok(Reference {
            names: vec![name.to_owned()],
            text,
        })
    };
    contract.references.iter().map(read).collect()
}

fn dialect_of(contract: &config::Contract) -> Dialect {
    let named = contract.dialect.as_ref();
    named
        .and_then(|dialect| Dialect::from_name(dialect.name()))
        .unwrap_or_default()
}

fn switches(settings: &config::Schema, contract: &config::Contract) -> Switches {
    use config::{ContractDefaults, ContractFormats, ContractWriters};
    Switches {
        semantics: Semantics {
            writers: match contract.writers.as_deref() {
                Some(ContractWriters::Declared) => Writers::Declared,
                _ => Writers::Any,
            },
            defaults: match contract.defaults.as_deref() {
                Some(ContractDefaults::Filled) => Defaults::Filled,
                _ => Defaults::Ignored,
            },
            formats: match contract.formats.as_deref() {
                Some(ContractFormats::Assert) => Formats::Assert,
                _ => Formats::Annotate,
            },
        },
        budget: settings
            .steps
            .as_ref()
            .map_or_else(Budget::default, |steps| {
                Budget::steps(u64::from(steps.get()))
            }),
    }
}
