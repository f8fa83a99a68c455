//! A definition: what it names, which versions it has, how each is served and stored.

use std::{fmt, sync::Arc};

use super::{fields::Fields, schema::Structural, schema_parse};
use crate::json::{NodeId, NodeKind, ParseError, Value};

/// The API in which a definition is written. Complete: there were two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Api {
    /// `apiextensions.k8s.io/v1`
    V1,
    /// `apiextensions.k8s.io/v1beta1`, gone since Kubernetes 1.22; definitions written in it live on.
    V1beta1,
}

/// Whether objects live in namespaces. Complete: the API server knows no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// `Namespaced`
    Namespaced,
    /// `Cluster`
    Cluster,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scope::Namespaced => "Namespaced",
            Scope::Cluster => "Cluster",
        })
    }
}

/// What a resource is called.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Names {
    /// Of one object.
    pub kind: Arc<str>,
    /// In paths.
    pub plural: Arc<str>,
    /// On a command line; the kind in lower case where it is not written.
    pub singular: Arc<str>,
    /// Of a list; the kind and `List` where it is not written.
    pub list_kind: Arc<str>,
    /// On a command line.
    pub short_names: Vec<Arc<str>>,
    /// Groups of resources such as `all`.
    pub categories: Vec<Arc<str>>,
}

/// How objects get from one version to another.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Conversion {
    /// `apiVersion` is rewritten, and nothing else.
    None,
    /// A webhook is asked; what it does cannot be seen from a definition.
    Webhook(Value),
}

/// One version of a resource.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Version {
    /// `v1`, `v1alpha2`.
    pub name: Arc<str>,
    /// Whether clients may ask for it.
    pub served: bool,
    /// Whether objects are written in it.
    pub storage: bool,
    /// Whether clients are warned.
    pub deprecated: bool,
    /// What objects look like; none where anything goes (`v1beta1` only).
    pub schema: Option<Arc<Structural>>,
    /// Whether there is a `status` of its own.
    pub status: bool,
    /// `subresources.scale`: where the replicas stand.
    pub scale: Option<Value>,
    /// `additionalPrinterColumns`.
    pub columns: Option<Value>,
    /// `selectableFields`: their paths.
    pub selectable: Vec<Arc<str>>,
    /// Whether the text says if it is served or stored; a fragment may not.
    pub is_told: bool,
    /// Where it stands in its document.
    pub at: NodeId,
}

/// A CustomResourceDefinition.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Crd {
    /// The API it is written in.
    pub api: Api,
    /// `metadata.name`: `<plural>.<group>`.
    pub name: Arc<str>,
    /// `spec.group`.
    pub group: Arc<str>,
    /// `spec.scope`.
    pub scope: Scope,
    /// `spec.names`.
    pub names: Names,
    /// Whether nothing is pruned in any version; what `v1beta1` does unless it is told not to.
    pub preserve_unknown: bool,
    /// `spec.conversion`.
    pub conversion: Conversion,
    /// Every version, as written.
    pub versions: Vec<Version>,
    /// `status.storedVersions`; empty where the text has no status.
    pub stored_versions: Vec<Arc<str>>,
    /// Where it stands in its document.
    pub at: NodeId,
}

impl Crd {
    /// The version of a name.
    pub fn version(&self, name: &str) -> Option<&Version> {
        self.versions.iter().find(|version| &*version.name == name)
    }

    /// The version that objects are written in.
    pub fn storage(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.storage)
    }

    /// The versions in which objects may be stored: those of the status, where there is one.
    pub fn stored(&self) -> Vec<&Version> {
        let is_told = !self.stored_versions.is_empty();
        let is_stored = |version: &&Version| match is_told {
            true => version.storage || self.stored_versions.contains(&version.name),
            false => version.storage,
        };
        self.versions.iter().filter(is_stored).collect()
    }

    /// Reads a definition. The caller has looked at `kind`.
    pub(super) fn read(outer: &Fields<'_>) -> Result<Crd, ParseError> {
        let api = match outer.text("apiVersion")?.as_deref() {
            Some("apiextensions.k8s.io/v1") => Api::V1,
            Some("apiextensions.k8s.io/v1beta1") => Api::V1beta1,
            Some(other) => {
                let node = outer.member("apiVersion").unwrap_or(outer.at);
                let message = format!(
                    "expected `apiextensions.k8s.io/v1` or `v1beta1` as `apiVersion`, found `{other}`"
                );
                return Err(outer.refuse(node, message));
            }
            None => return Err(outer.refuse(outer.at, "expected `apiVersion`".to_owned())),
        };
        let spec = outer.object("spec")?;
        let spec = spec.ok_or_else(|| outer.refuse(outer.at, "expected `spec`".to_owned()))?;
        let group = spec.needed_text("group")?;
        let names = names(&spec)?;
        let name = match outer.object("metadata")? {
            Some(metadata) => metadata.text("name")?,
            None => None,
        };
        let scope = match spec.text("scope")?.as_deref() {
            None | Some("Namespaced") => Scope::Namespaced,
            Some("Cluster") => Scope::Cluster,
            Some(other) => {
                let node = spec.member("scope").unwrap_or(spec.at);
                let message =
                    format!("expected `Namespaced` or `Cluster` as `scope`, found `{other}`");
                return Err(spec.refuse(node, message));
            }
        };
        let preserve = spec.flag("preserveUnknownFields")?;
        let stored_versions = match outer.object("status")? {
            Some(status) => status.texts("storedVersions")?,
            None => Vec::new(),
        };
        Ok(Crd {
            api,
            name: name.unwrap_or_else(|| Arc::from(format!("{}.{group}", names.plural))),
            group,
            scope,
            preserve_unknown: preserve.unwrap_or(api == Api::V1beta1),
            conversion: conversion(&spec)?,
            versions: versions(&spec, api)?,
            names,
            stored_versions,
            at: outer.at,
        })
    }
}

fn names(spec: &Fields<'_>) -> Result<Names, ParseError> {
    let names = spec.object("names")?;
    let names = names.ok_or_else(|| spec.refuse(spec.at, "expected `names`".to_owned()))?;
    let kind = names.needed_text("kind")?;
    let singular = names.text("singular")?.filter(|text| !text.is_empty());
    let list_kind = names.text("listKind")?.filter(|text| !text.is_empty());
    Ok(Names {
        plural: names.needed_text("plural")?,
        singular: singular.unwrap_or_else(|| Arc::from(kind.to_lowercase())),
        list_kind: list_kind.unwrap_or_else(|| Arc::from(format!("{kind}List"))),
        short_names: names.texts("shortNames")?,
        categories: names.texts("categories")?,
        kind,
    })
}

fn conversion(spec: &Fields<'_>) -> Result<Conversion, ParseError> {
    let Some(conversion) = spec.object("conversion")? else {
        return Ok(Conversion::None);
    };
    match conversion.text("strategy")?.as_deref() {
        None | Some("None") => Ok(Conversion::None),
        Some("Webhook") => Ok(Conversion::Webhook(
            conversion.document.value(conversion.at),
        )),
        Some(other) => {
            let node = conversion.member("strategy").unwrap_or(conversion.at);
            let message = format!("expected `None` or `Webhook` as `strategy`, found `{other}`");
            Err(conversion.refuse(node, message))
        }
    }
}

/// The versions; `v1beta1` may write one version, and what all versions share, beside the list.
fn versions(spec: &Fields<'_>, api: Api) -> Result<Vec<Version>, ParseError> {
    let nodes = spec.list("versions")?;
    if nodes.is_empty() {
        let name = match api {
            Api::V1beta1 => spec.text("version")?,
            Api::V1 => None,
        };
        let Some(name) = name else {
            let message = "expected at least one version in `versions`".to_owned();
            return Err(spec.refuse(spec.at, message));
        };
        return Ok(vec![version(spec, spec, name, true, true, api)?]);
    }
    let mut found: Vec<Version> = Vec::new();
    for &node in nodes {
        let fields = Fields::new(spec.document, node)?;
        let name = fields.needed_text("name")?;
        let served = fields.flag("served")?.unwrap_or(false);
        let storage = fields.flag("storage")?.unwrap_or(false);
        if found.iter().any(|known| known.name == name) {
            let message = format!("expected each version once, found `{name}` twice");
            return Err(fields.refuse(node, message));
        }
        found.push(version(&fields, spec, name, served, storage, api)?);
    }
    Ok(found)
}

fn version(
    fields: &Fields<'_>,
    spec: &Fields<'_>,
    name: Arc<str>,
    served: bool,
    storage: bool,
    api: Api,
) -> Result<Version, ParseError> {
    let own = fields.object("schema")?;
    let shared = match api {
        Api::V1beta1 => spec.object("validation")?,
        Api::V1 => None,
    };
    let schema = match own.or(shared) {
        Some(holder) => match holder.member("openAPIV3Schema") {
            Some(node) => Some(schema_parse::schema(&holder, node)?),
            None => None,
        },
        None => None,
    };
    let shared = |name: &str| fields.member(name).or_else(|| spec.member(name));
    let document = fields.document;
    let subresources = match shared("subresources") {
        Some(node) => Some(Fields::new(document, node)?),
        None => None,
    };
    let part = |name: &str| {
        let fields = subresources?;
        fields.member(name).map(|node| document.value(node))
    };
    let mut selectable = Vec::new();
    for &node in fields.list("selectableFields")? {
        let field = Fields::new(document, node)?;
        selectable.push(field.needed_text("jsonPath")?);
    }
    let columns = shared("additionalPrinterColumns");
    let columns = columns.filter(|&node| !matches!(document.kind(node), NodeKind::Array([])));
    Ok(Version {
        name,
        served,
        storage,
        deprecated: fields.flag("deprecated")?.unwrap_or(false),
        schema,
        status: part("status").is_some(),
        scale: part("scale"),
        columns: columns.map(|node| document.value(node)),
        selectable,
        is_told: api == Api::V1beta1
            || fields.member("served").is_some()
            || fields.member("storage").is_some(),
        at: fields.at,
    })
}
