//! Which stores are meant: one that the command line describes, else those of upsafe.toml.

use std::{path::PathBuf, time::Duration};

use upsafe::{
    Workspace,
    config::Config,
    metadata::{
        OpenStore, StoreRequest,
        migrate::{Filter, Migration},
        reader::{UnknownFields, UnknownKinds},
        source::EtcdAccess,
    },
};

use crate::{
    args::Where,
    commands::check::discover,
    environment,
    failure::{Failure, of_workspace},
    metadata_args::{UnknownFieldsArg, UnknownKindsArg, What},
};

/// What the command line means.
pub(super) struct Meant {
    pub(super) root: PathBuf,
    pub(super) config: Config,
    pub(super) requests: Vec<StoreRequest>,
    pub(super) migrations: Vec<Migration>,
}

pub(super) fn meant(what: &What) -> Result<Meant, Failure> {
    if let Some(source) = &what.source {
        let root = environment::working_directory()?;
        return Ok(Meant {
            requests: vec![asking(described(what, source, &root))],
            root,
            config: Config::default(),
            migrations: Vec::new(),
        });
    }
    let place = Where {
        config: what.config.clone(),
        manifest_path: what.config.as_ref().and_then(|config| {
            let folder = config.parent()?;
            Some(if folder.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                folder.to_owned()
            })
        }),
        ..Where::default()
    };
    let workspace: Workspace = discover(&place)?;
    let config = workspace.load_config().map_err(of_workspace)?;
    let wanted = |name: &str| what.store.as_deref().is_none_or(|wanted| wanted == name);
    let stores = config
        .metadata
        .store
        .iter()
        .filter(|store| wanted(store.name.as_str()));
    let requests: Vec<StoreRequest> = stores
        .map(|store| asking(StoreRequest::of_config(store, &workspace.root)))
        .collect();
    if requests.is_empty() {
        return Err(match &what.store {
            Some(name) => Failure::new(format_args!("there is no store `{name}` in upsafe.toml")),
            None => Failure::new("there is no `[[metadata.store]]` in upsafe.toml")
                .with_hint("describe one there, or with `--source` and `--schema`"),
        });
    }
    let migrations = config
        .metadata
        .migration
        .iter()
        .map(|migration| Migration::of_config(migration));
    let migrations = migrations.collect::<Result<_, _>>()?;
    Ok(Meant {
        root: workspace.root,
        config,
        requests,
        migrations,
    })
}

/// What is not said otherwise about who an etcd is asked as, the environment says.
fn asking(mut request: StoreRequest) -> StoreRequest {
    request.etcd = request.etcd.or(environment::etcd());
    request
}

fn described(what: &What, source: &str, root: &std::path::Path) -> StoreRequest {
    let words = |command: &Option<String>| -> Vec<String> {
        let command = command.as_deref().unwrap_or_default();
        command.split_whitespace().map(str::to_owned).collect()
    };
    StoreRequest {
        root: root.to_owned(),
        name: "store".to_owned(),
        source: source.to_owned(),
        schema: what.schema.clone(),
        format: what.format,
        reader: words(&what.reader),
        writer: words(&what.writer),
        old_schema: what.old_schema.clone(),
        old_reader: words(&what.old_reader),
        clients: what.client.clone(),
        timeout: Some(Duration::from_secs(what.timeout.max(1))),
        unknown_fields: match what.unknown_fields {
            UnknownFieldsArg::Dropped => UnknownFields::Dropped,
            UnknownFieldsArg::Kept => UnknownFields::Kept,
        },
        unknown_kinds: match what.unknown_kinds {
            UnknownKindsArg::Unverifiable => UnknownKinds::Unverifiable,
            UnknownKindsArg::Unreadable => UnknownKinds::Unreadable,
        },
        oldest_reader: what.oldest_reader.clone(),
        migrations: what.migrations.clone(),
        reader_migrates: what.reader_migrates,
        since: what.since,
        state: what.state.clone(),
        etcd: EtcdAccess {
            ca: what.etcd_ca.clone(),
            cert: what.etcd_cert.clone(),
            key: what.etcd_key.clone(),
            user: what.etcd_user.clone(),
            password: None,
            password_file: what.etcd_password_file.clone(),
        },
    }
}

/// The only store that is meant, for commands that write.
pub(super) fn only(what: &What) -> Result<(OpenStore, Filter), Failure> {
    let meant = meant(what)?;
    let [request] = &*meant.requests else {
        let names: Vec<String> = meant
            .requests
            .iter()
            .map(|request| format!("`{}`", request.name))
            .collect();
        return Err(Failure::new(format_args!(
            "there are {} stores: {}",
            names.len(),
            names.join(", ")
        ))
        .with_hint("name one with `--store`"));
    };
    let filter = Filter {
        folder: meant.root.clone(),
        timeout: request.timeout.unwrap_or(Duration::from_secs(10)),
    };
    Ok((request.open(&meant.migrations)?, filter))
}
