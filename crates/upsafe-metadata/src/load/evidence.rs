//! The one scan of each store, and the places of what it found.

use std::{collections::BTreeMap, fs, path::Path};

use upsafe_config::Metadata;
use upsafe_core::{SourceId, Sources};

use super::store::{OpenStore, StoreRequest, migrations};
use crate::{
    drift::drift,
    evidence::{DriftEvidence, Grain, StoreEvidence},
    source::{EtcdAccess, SourceSpec},
    survey::Survey,
    verify::verify,
};

/// So many files are kept for the places of findings.
const SHOWN_FILES: usize = 500;
/// Larger files are not kept.
const SHOWN_BYTES: u64 = 1 << 20;
/// How many threads judge.
const THREADS: usize = 2;

/// Everything that was scanned.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// The stores.
    pub stores: Vec<StoreEvidence>,
    /// The pairs of stores that must agree.
    pub drifts: Vec<DriftEvidence>,
    /// What could not be looked at, a line each: the verdict is then never "safe".
    pub troubles: Vec<String>,
}

/// Told now and then how many objects of a store were judged.
pub type Progress<'p> = &'p mut dyn FnMut(&str, usize);

/// Scans every store of a configuration. Writes nothing. `etcd` says who an etcd is asked as where
/// the configuration does not.
pub fn load(
    settings: &Metadata,
    root: &Path,
    etcd: &EtcdAccess,
    grain: Grain,
    sources: &mut Sources,
    progress: Progress<'_>,
) -> Loaded {
    let mut loaded = Loaded::default();
    let more = match migrations(settings) {
        Ok(more) => more,
        Err(error) => {
            loaded.troubles.push(error.to_string());
            Vec::new()
        }
    };
    for store in &settings.store {
        let name = store.name.as_str();
        let mut request = StoreRequest::of_config(store, root);
        request.etcd = request.etcd.or(etcd.clone());
        let scanned = request
            .open(&more)
            .map_err(|error| error.to_string())
            .and_then(|store| load_store(&store, grain, sources, progress));
        match scanned {
            Ok(evidence) => loaded.stores.push(evidence),
            Err(error) => loaded.troubles.push(format!("`{name}`: {error}")),
        }
    }
    for pair in &settings.drift {
        let open = |text: &str| {
            let spec = SourceSpec::parse(text).map_err(|error| error.to_string())?;
            spec.open(root, etcd).map_err(|error| error.to_string())
        };
        let ignored: Vec<String> = pair
            .ignore
            .iter()
            .map(|path| path.as_str().to_owned())
            .collect();
        let compared = open(pair.truth.as_str()).and_then(|truth| {
            let copy = open(pair.copy.as_str())?;
            drift(&*truth, &*copy, &ignored).map_err(|error| error.to_string())
        });
        match compared {
            Ok(drift) => loaded.drifts.push(DriftEvidence {
                name: pair.name.as_str().to_owned(),
                truth: pair.truth.as_str().to_owned(),
                copy: pair.copy.as_str().to_owned(),
                drift,
            }),
            Err(error) => loaded
                .troubles
                .push(format!("`{}`: {error}", pair.name.as_str())),
        }
    }
    loaded
}

/// Scans one store.
///
/// # Errors
/// Where the store as a whole cannot be read.
pub fn load_store(
    store: &OpenStore,
    grain: Grain,
    sources: &mut Sources,
    progress: Progress<'_>,
) -> Result<StoreEvidence, String> {
    let mut told = |n| progress(&store.name, n);
    let survey = verify(
        &*store.source,
        &store.judge(),
        &store.since,
        THREADS,
        &mut told,
    );
    let survey = survey.map_err(|error| error.to_string())?;
    let files = files(store, &survey, sources);
    Ok(StoreEvidence {
        name: store.name.clone(),
        source: store.source.describe(),
        reader: store.reader.describe(),
        oldest_reader: store.oldest_reader.clone(),
        grain,
        files,
        survey,
    })
}

/// The texts that findings point into.
fn files(store: &OpenStore, survey: &Survey, sources: &mut Sources) -> BTreeMap<String, SourceId> {
    let mut files = BTreeMap::new();
    let Some(path) = store.spec.path() else {
        return files;
    };
    let is_folder = matches!(
        store.spec,
        SourceSpec::Directory(_) | SourceSpec::FluvioLocal(_)
    );
    let below = match (&store.spec, store.target()) {
        // The folder itself, or `metadata` in it.
        (SourceSpec::FluvioLocal(_), Ok(_)) if store.root.join(path).join("metadata").is_dir() => {
            path.join("metadata")
        }
        _ => path.to_owned(),
    };
    let bad = survey.objects.iter().map(|object| &object.place);
    let misplaced = survey.misplaced.iter().map(|(_, place, _)| place);
    for place in bad.chain(misplaced) {
        if files.len() >= SHOWN_FILES || files.contains_key(&place.path) {
            continue;
        }
        let shown = if is_folder {
            below.join(&place.path)
        } else {
            path.to_owned()
        };
        let file = store.root.join(&shown);
        let small = fs::metadata(&file)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= SHOWN_BYTES);
        if small && let Ok(bytes) = fs::read(&file) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.insert(
                place.path.clone(),
                sources.add(&shown.display().to_string(), text),
            );
        }
    }
    files
}
