//! A store with everything that will look at it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use upsafe_config::{Metadata, Store, StoreFormat, StoreUnknownFields, StoreUnknownKinds};

use crate::{
    migrate::{Migration, MigrationError, Target, TargetError},
    reader::{
        CrdReader, JsonSchemaReader, Judge, Program, ProgramError, Reader, ReaderError,
        SchemaFormat, SchemaReader, UnknownFields, UnknownKinds,
    },
    since::Since,
    source::{Etcd, EtcdAccess, Source, SourceError, SourceSpec, SpecError},
};

/// How long a program may take for one object where nothing is said.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What a store and its readers are made of. Relative paths lie below `root`.
#[derive(Clone, Debug, Default)]
pub struct StoreRequest {
    /// The folder that paths are relative to.
    pub root: PathBuf,
    /// What findings call it.
    pub name: String,
    /// Where the objects are.
    pub source: String,
    /// The schema of the version that will read.
    pub schema: Option<PathBuf>,
    /// The language of the schema; told by what it is where it is clear.
    pub format: Option<SchemaFormat>,
    /// The program that will read.
    pub reader: Vec<String>,
    /// The program that writes each object anew.
    pub writer: Vec<String>,
    /// The schema of the version that reads now.
    pub old_schema: Option<PathBuf>,
    /// The program that reads now.
    pub old_reader: Vec<String>,
    /// JSON Schemas of clients.
    pub clients: Vec<PathBuf>,
    /// How long a program may take for one object.
    pub timeout: Option<Duration>,
    /// What the reader does with fields that it does not know.
    pub unknown_fields: UnknownFields,
    /// What becomes of objects whose kind has no schema.
    pub unknown_kinds: UnknownKinds,
    /// The oldest version that must be able to read the store.
    pub oldest_reader: Option<String>,
    /// A folder with migrations.
    pub migrations: Option<PathBuf>,
    /// Whether the reader migrates by itself.
    pub reader_migrates: bool,
    /// Of etcd, only what changed behind this revision.
    pub since: Option<i64>,
    /// Who an etcd is asked as.
    pub etcd: EtcdAccess,
    /// The folder with backups and the history; beside the store where it is not said.
    pub state: Option<PathBuf>,
}

/// A store cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The text names no source.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The store cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A schema cannot be used.
    #[error(transparent)]
    Reader(#[from] ReaderError),
    /// A program cannot be used.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// A migration cannot be used.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The store cannot be written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// There is no reader.
    #[error("expected a schema or a program that will read the store")]
    NoReader,
    /// The source has no revisions.
    #[error("only etcd has revisions behind which something may have changed")]
    NoRevisions,
    /// A version is none.
    #[error("found `{0}` as the oldest reader, expected a version as `1.2.3`")]
    NoVersion(String),
}

/// A store with everything that will look at it.
pub struct OpenStore {
    /// What findings call it.
    pub name: String,
    /// What it is.
    pub spec: SourceSpec,
    /// The folder that its path is relative to.
    pub root: PathBuf,
    /// What is stored.
    pub source: Box<dyn Source>,
    /// Who will read it.
    pub reader: Box<dyn Reader>,
    /// Who reads it now.
    pub old_reader: Option<Box<dyn Reader>>,
    /// Who writes each object anew.
    pub writer: Option<Program>,
    /// What clients accept.
    pub clients: Vec<JsonSchemaReader>,
    /// The migrations.
    pub migrations: Vec<Migration>,
    /// Whether the reader makes them itself.
    pub reader_migrates: bool,
    /// Since when fields and values are there.
    pub since: Since,
    /// The oldest version that must be able to read the store.
    pub oldest_reader: Option<String>,
    /// Who an etcd is asked as.
    pub etcd: EtcdAccess,
    /// The folder with backups and the history; beside the store where it is not said.
    pub state: Option<PathBuf>,
}

impl std::fmt::Debug for OpenStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenStore")
            .field("name", &self.name)
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}

impl StoreRequest {
    /// The request of a table in `upsafe.toml`.
    pub fn of_config(store: &Store, root: &Path) -> Self {
        let words = |words: &[upsafe_config::Spanned<upsafe_config::Text>]| -> Vec<String> {
            words.iter().map(|word| word.as_str().to_owned()).collect()
        };
        let path = |path: &Option<upsafe_config::Spanned<upsafe_config::RelativePath>>| {
            path.as_ref().map(|path| PathBuf::from(path.as_str()))
        };
        Self {
            root: root.to_owned(),
            name: store.name.as_str().to_owned(),
            source: store.source.as_str().to_owned(),
            schema: path(&store.schema),
            format: store.format.as_ref().and_then(|format| match **format {
                StoreFormat::JsonSchema => Some(SchemaFormat::JsonSchema),
                StoreFormat::Crd => Some(SchemaFormat::Crd),
                _ => None,
            }),
            reader: words(&store.reader),
            writer: words(&store.writer),
            old_schema: path(&store.old_schema),
            old_reader: words(&store.old_reader),
            clients: store
                .clients
                .iter()
                .map(|path| PathBuf::from(path.as_str()))
                .collect(),
            timeout: store
                .timeout
                .as_ref()
                .map(|seconds| Duration::from_secs(u64::from(seconds.get()))),
            unknown_fields: match store.unknown_fields.as_deref() {
                Some(StoreUnknownFields::Kept) => UnknownFields::Kept,
                _ => UnknownFields::Dropped,
            },
            unknown_kinds: match store.unknown_kinds.as_deref() {
                Some(StoreUnknownKinds::Unreadable) => UnknownKinds::Unreadable,
                _ => UnknownKinds::Unverifiable,
            },
            oldest_reader: store
                .oldest_reader
                .as_ref()
                .map(|version| version.as_str().to_owned()),
            migrations: path(&store.migrations),
            since: None,
            etcd: etcd_access(store),
            state: path(&store.state),
            reader_migrates: store.reader_migrates.as_deref().copied().unwrap_or(false),
        }
    }

    /// Opens the store; `more` are migrations that stand elsewhere than in its folder, before those.
    ///
    /// # Errors
    /// Where the store, a schema, a program or a migration cannot be used.
    pub fn open(&self, more: &[Migration]) -> Result<OpenStore, StoreError> {
        let spec = SourceSpec::parse(&self.source)?;
        let reader = self.reader(
            self.schema.as_deref(),
            self.old_schema.as_deref(),
            &self.reader,
        )?;
        let mut migrations = more.to_vec();
        if let Some(folder) = &self.migrations {
            migrations.extend(Migration::load_folder(&self.root.join(folder))?);
        }
        let mut since = Since::default();
        if let (Some(schema), Some(SchemaFormat::JsonSchema)) =
            (&self.schema, self.format_of(self.schema.as_deref()))
        {
            since = SchemaReader::since(&self.root.join(schema))?;
        }
        if let Some(version) = &self.oldest_reader
            && !upsafe_version::Scheme::Semver.valid(version)
        {
            return Err(StoreError::NoVersion(version.clone()));
        }
        let clients = self
            .clients
            .iter()
            .map(|path| SchemaReader::client(&self.root.join(path)));
        let etcd = self.etcd.clone().below(&self.root);
        Ok(OpenStore {
            name: self.name.clone(),
            source: match (&spec, self.since) {
                (SourceSpec::Etcd { servers, prefix }, Some(since)) => Box::new(
                    Etcd::new(servers.clone(), prefix)
                        .access(etcd.clone())
                        .since(since),
                ),
                (_, Some(_)) => return Err(StoreError::NoRevisions),
                _ => spec.open(&self.root, &etcd)?,
            },
            etcd,
            state: self.state.as_ref().map(|state| self.root.join(state)),
            spec,
            root: self.root.clone(),
            reader: reader.ok_or(StoreError::NoReader)?,
            old_reader: self.reader(self.old_schema.as_deref(), None, &self.old_reader)?,
            writer: match self.writer.is_empty() {
                true => None,
                false => Some(self.program(&self.writer)?),
            },
            clients: clients.collect::<Result<_, _>>()?,
            migrations,
            reader_migrates: self.reader_migrates,
            since,
            oldest_reader: self.oldest_reader.clone(),
        })
    }

    fn program(&self, command: &[String]) -> Result<Program, ProgramError> {
        Program::new(
            command.to_vec(),
            self.timeout.unwrap_or(TIMEOUT),
            self.root.clone(),
        )
    }

    fn reader(
        &self,
        schema: Option<&Path>,
        before: Option<&Path>,
        command: &[String],
    ) -> Result<Option<Box<dyn Reader>>, StoreError> {
        let Some(schema) = schema else {
            return Ok(match command.is_empty() {
                true => None,
                false => Some(Box::new(self.program(command)?)),
            });
        };
        let path = self.root.join(schema);
        Ok(Some(match self.format_of(Some(schema)) {
            Some(SchemaFormat::Crd) => {
                let before = before.map(|before| self.root.join(before));
                Box::new(CrdReader::new(
                    &path,
                    before.as_deref(),
                    self.unknown_kinds,
                )?)
            }
            _ => Box::new(SchemaReader::json_schemas(
                &path,
                self.unknown_fields,
                self.unknown_kinds,
            )?),
        }))
    }

    /// The language of a schema: what was said, else what its text looks like.
    fn format_of(&self, schema: Option<&Path>) -> Option<SchemaFormat> {
        let schema = schema?;
        Some(self.format.unwrap_or_else(|| {
            match SchemaReader::looks_like_crd(&self.root.join(schema)) {
                true => SchemaFormat::Crd,
                false => SchemaFormat::JsonSchema,
            }
        }))
    }
}

impl OpenStore {
    /// Who will read the store, with what stands around.
    pub fn judge(&self) -> Judge<'_> {
        Judge {
            reader: &*self.reader,
            writer: self.writer.as_ref(),
            clients: &self.clients,
            moves: if self.reader_migrates {
                &self.migrations
            } else {
                &[]
            },
        }
    }

    /// Who reads the store now.
    pub fn old_judge(&self) -> Option<Judge<'_>> {
        Some(Judge {
            reader: &**self.old_reader.as_ref()?,
            writer: None,
            clients: &[],
            moves: &[],
        })
    }

    /// The store as something that can be written.
    ///
    /// # Errors
    /// Where it is a dump, and no store.
    pub fn target(&self) -> Result<Target, TargetError> {
        let mut target = Target::new(&self.spec, &self.root, &self.etcd)?;
        if let Some(state) = &self.state {
            target.state.clone_from(state);
        }
        Ok(target)
    }
}

/// Who an etcd is asked as, by a table in `upsafe.toml`.
fn etcd_access(store: &Store) -> EtcdAccess {
    let path = |text: &Option<upsafe_config::Spanned<upsafe_config::Text>>| {
        text.as_ref().map(|text| PathBuf::from(text.as_str()))
    };
    EtcdAccess {
        ca: path(&store.etcd_ca),
        cert: path(&store.etcd_cert),
        key: path(&store.etcd_key),
        user: store
            .etcd_user
            .as_ref()
            .map(|user| user.as_str().to_owned()),
        password: None,
        password_file: path(&store.etcd_password_file),
    }
}

/// The migrations of a configuration, in its order.
///
/// # Errors
/// Where a step lacks something.
pub(super) fn migrations(settings: &Metadata) -> Result<Vec<Migration>, MigrationError> {
    settings
        .migration
        .iter()
        .map(|migration| Migration::of_config(migration))
        .collect()
}
