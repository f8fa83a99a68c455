//! Schema resources: what is under which URI, pointer and anchor.

use super::dialect::Dialect;
use super::{metaschema, uri};
use crate::json::{Document, NodeId, NodeKind};
use ahash::AHashMap as HashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A node of one of the registry's documents.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Spot {
    pub(super) document: usize,
    pub(super) node: NodeId,
}

/// A resource of the registry.
pub(super) type ResourceId = usize;

#[derive(Debug)]
pub(super) struct Resource {
    pub(super) base: String,
    pub(super) root: Spot,
    pub(super) dialect: Dialect,
    anchors: BTreeMap<Arc<str>, Spot>,
    dynamic_anchors: BTreeMap<Arc<str>, Spot>,
    pub(super) recursive_anchor: bool,
}

/// What a reference names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Target {
    pub(super) spot: Spot,
    pub(super) resource: ResourceId,
}

#[derive(Debug, Default)]
pub(super) struct Registry {
    documents: Vec<Arc<Document>>,
    resources: Vec<Resource>,
    by_uri: HashMap<String, ResourceId>,
    by_root: HashMap<Spot, ResourceId>,
    /// Whether any reference depends on the path by which it is reached.
    pub(super) is_dynamic: bool,
}

const ONE: [&str; 12] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "items",
];
const LIST: [&str; 5] = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];
const MAP: [&str; 6] = [
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

impl Registry {
    pub(super) fn new(document: Arc<Document>, dialect: Dialect) -> Registry {
        let mut registry = Registry::default();
        registry.add(document, dialect, uri::DEFAULT_BASE);
        registry
    }

    /// The root of the schema itself.
    pub(super) fn root(&self) -> Target {
        Target {
            spot: self.resources[0].root,
            resource: 0,
        }
    }

    pub(super) fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id]
    }

    pub(super) fn document(&self, spot: Spot) -> &Document {
        &self.documents[spot.document]
    }

    pub(super) fn kind(&self, spot: Spot) -> NodeKind<'_> {
        self.document(spot).kind(spot.node)
    }

    pub(super) fn member(&self, spot: Spot, name: &str) -> Option<Spot> {
        let node = self.document(spot).member(spot.node, name)?;
        Some(Spot { node, ..spot })
    }

    /// The resource of a subschema that is reached from inside `outer`.
    pub(super) fn resource_at(&self, spot: Spot, outer: ResourceId) -> ResourceId {
        self.by_root.get(&spot).copied().unwrap_or(outer)
    }

    fn add(&mut self, document: Arc<Document>, dialect: Dialect, base: &str) {
        let root = Spot {
            document: self.documents.len(),
            node: document.root(),
        };
        self.documents.push(document);
        let resource = self.add_resource(root, base.to_owned(), dialect);
        self.by_uri.insert(base.to_owned(), resource);
        self.walk(root, resource);
    }

    fn add_resource(&mut self, root: Spot, base: String, dialect: Dialect) -> ResourceId {
        let named = self.member(root, "$schema");
        let named = named.and_then(|spot| self.document(spot).string(spot.node));
        let dialect = named.and_then(Dialect::from_uri).unwrap_or(dialect);
        let id = self.resources.len();
        self.by_uri.entry(base.clone()).or_insert(id);
        self.by_root.insert(root, id);
        self.resources.push(Resource {
            base,
            root,
            dialect,
            anchors: BTreeMap::new(),
            dynamic_anchors: BTreeMap::new(),
            recursive_anchor: false,
        });
        id
    }

    /// Finds resources and anchors below a schema, where the draft says that schemas stand.
    fn walk(&mut self, root: Spot, resource: ResourceId) {
        let mut todo = vec![(root, resource)];
        while let Some((spot, outer)) = todo.pop() {
            if !matches!(self.kind(spot), NodeKind::Object(_)) {
                continue;
            }
            let resource = self.enter(spot, outer);
            let dialect = self.resources[resource].dialect;
            let NodeKind::Object(members) = self.kind(spot) else {
                continue;
            };
            for (name, node) in members {
                if !dialect.knows(name) {
                    continue;
                }
                let part = Spot { node, ..spot };
                match self.kind(part) {
                    NodeKind::Object(inner) if MAP.contains(&name) => {
                        todo.extend(inner.values().map(|node| (Spot { node, ..spot }, resource)));
                    }
                    NodeKind::Array(items) if LIST.contains(&name) => {
                        todo.extend(items.iter().map(|&node| (Spot { node, ..spot }, resource)));
                    }
                    NodeKind::Object(_) if ONE.contains(&name) => todo.push((part, resource)),
                    _ => {}
                }
            }
        }
    }

    /// Registers the identifiers of one schema object; the resource that its parts belong to.
    fn enter(&mut self, spot: Spot, outer: ResourceId) -> ResourceId {
        let string = |registry: &Registry, name: &str| {
            let part = registry.member(spot, name)?;
            registry.document(part).string(part.node).map(Arc::from)
        };
        let outer_dialect = self.resources[outer].dialect;
        // An embedded resource may name its own draft, and that decides how its `$id` is spelt.
        let dialect = string(self, "$schema")
            .and_then(|uri| Dialect::from_uri(&uri))
            .unwrap_or(outer_dialect);
        let has_ref = self.member(spot, "$ref").is_some();
        let mut resource = outer;
        if let Some(id) = string(self, dialect.id_keyword())
            && !(dialect.ref_stands_alone() && has_ref)
        {
            let (absolute, fragment) = uri::resolve(&self.resources[outer].base, &id);
            let is_root = self.resources[outer].root == spot;
            if !id.starts_with('#') {
                if is_root {
                    self.by_uri.insert(absolute.clone(), outer);
                    self.resources[outer].base = absolute;
                } else {
                    resource = self.add_resource(spot, absolute, dialect);
                }
            }
            if !fragment.is_empty() && !fragment.starts_with('/') && dialect.ref_stands_alone() {
                self.resources[resource]
                    .anchors
                    .insert(Arc::from(fragment), spot);
            }
        }
        if dialect.knows("$anchor")
            && let Some(name) = string(self, "$anchor")
        {
            self.resources[resource].anchors.insert(name, spot);
        }
        if dialect.knows("$dynamicAnchor")
            && let Some(name) = string(self, "$dynamicAnchor")
        {
            self.resources[resource].anchors.insert(name.clone(), spot);
            self.resources[resource].dynamic_anchors.insert(name, spot);
        }
        if dialect.knows("$recursiveAnchor")
            && let Some(part) = self.member(spot, "$recursiveAnchor")
            && self.kind(part).is_true()
            && self.resources[resource].root == spot
        {
            self.resources[resource].recursive_anchor = true;
        }
        self.is_dynamic |= (dialect.knows("$dynamicRef")
            && self.member(spot, "$dynamicRef").is_some())
            || (dialect.knows("$recursiveRef") && self.member(spot, "$recursiveRef").is_some());
        resource
    }

    /// What a reference names, seen from inside `from`; the absolute URI where it names nothing.
    pub(super) fn resolve(&mut self, from: ResourceId, reference: &str) -> Result<Target, String> {
        let (absolute, fragment) = uri::resolve(&self.resources[from].base, reference);
        let missing = || format!("{absolute}#{fragment}");
        let resource = self.find(&absolute).ok_or_else(missing)?;
        if fragment.is_empty() {
            return Ok(Target {
                spot: self.resources[resource].root,
                resource,
            });
        }
        if let Some(pointer) = fragment.strip_prefix('/') {
            return self.follow(resource, pointer).ok_or_else(missing);
        }
        let spot = self.resources[resource]
            .anchors
            .get(fragment.as_str())
            .copied();
        spot.map(|spot| Target { spot, resource })
            .ok_or_else(missing)
    }

    fn find(&mut self, absolute: &str) -> Option<ResourceId> {
        if let Some(&known) = self.by_uri.get(absolute) {
            return Some(known);
        }
        let text = metaschema::text(absolute)?;
        let document = Document::parse(&text).ok()?;
        self.add(Arc::new(document), Dialect::default(), absolute);
        self.by_uri.get(absolute).copied()
    }

    fn follow(&self, resource: ResourceId, pointer: &str) -> Option<Target> {
        let mut target = Target {
            spot: self.resources[resource].root,
            resource,
        };
        for token in pointer.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            let node = match self.kind(target.spot) {
                NodeKind::Object(members) => members.get(&token)?,
                NodeKind::Array(items) => *items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
            let spot = Spot {
                node,
                ..target.spot
            };
            target = Target {
                spot,
                resource: self.resource_at(spot, target.resource),
            };
        }
        Some(target)
    }

    /// The dynamic anchor of that name in a resource.
    pub(super) fn dynamic_anchor(&self, resource: ResourceId, name: &str) -> Option<Spot> {
        self.resources[resource].dynamic_anchors.get(name).copied()
    }
}
