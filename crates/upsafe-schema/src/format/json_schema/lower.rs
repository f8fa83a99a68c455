//! From a schema to a set of values: references, recursion and the applicators in place.
//!
//! A schema object becomes the intersection of its keywords. A reference to a schema that is being
//! lowered becomes a reference to a definition. Whatever is not modelled becomes an opaque
//! condition with its place: equal opaque conditions are equal, nothing else is known of them.

use super::declared::Groups;
use super::dialect::Dialect;
use super::registry::{Registry, ResourceId, Spot, Target};
use super::schema::Schema;
use crate::json::{NodeKind, TypeSet, Value};
use crate::relation::Side;
use crate::semantics::{Defaults, Formats, Semantics, Writers};
use crate::set::{DefId, Id, LangId, OpaqueId, Store};
use crate::text::{self, Dfa, Dot, Refused};
use ahash::AHashMap as HashMap;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The deepest nesting of schemas, references included.
pub(super) const MAX_DEPTH: u32 = 220;

/// The longest explanation of a condition that is not modelled, in characters.
const MAX_REASON: usize = 300;

/// The greatest length of all signatures of one side together, in bytes.
const MAX_SIGNATURES: usize = 1_000_000;

/// How a schema is met.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Context {
    /// The resources on the way, outermost first; empty where no reference is dynamic.
    pub(super) scope: Rc<[ResourceId]>,
    /// The values that the reader inserts into the object at hand.
    pub(super) defaults: Rc<BTreeMap<Arc<str>, Value>>,
}

enum State {
    Open {
        chain: u32,
        definition: Option<DefId>,
    },
    Done(Id),
}

/// Sets of one side that the other side may share: schemas with equal texts and targets.
pub(super) type Shared = HashMap<(Rc<str>, Side, Rc<BTreeMap<Arc<str>, Value>>), Id>;

/// Where the conditions stand that are not modelled.
pub(super) type Obstacles = HashMap<OpaqueId, (Side, Spot, String)>;

pub(super) struct Lowering<'a> {
    pub(super) store: &'a mut Store,
    pub(super) registry: Registry,
    pub(super) semantics: Semantics,
    /// The texts in an `enum` or `const` of either side, where `format` asserts.
    pub(super) texts: Vec<Arc<str>>,
    /// What `.` in a pattern stands for.
    pub(super) dot: Dot,
    pub(super) side: Side,
    pub(super) shared: &'a mut Shared,
    pub(super) obstacles: &'a mut Obstacles,
    pub(super) schema: &'a Schema,
    patterns: BTreeMap<Arc<str>, Result<Arc<Dfa>, Refused>>,
    pub(super) signatures: HashMap<Target, Option<Rc<str>>>,
    /// How much text signatures may still have: each holds all that it refers to.
    pub(super) signature_room: usize,
    states: HashMap<(Target, Context), State>,
    chain: u32,
    n_chains: u32,
    pub(super) depth: u32,
    pub(super) groups: Groups,
    /// The documents in which every property is declared, where that is asked.
    pub(super) declared: Option<Id>,
    /// A reference leads to itself without reaching a part of the value, or is none that the draft
    /// knows: validators never return, or answer as they like.
    pub(super) loops: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        side: Side,
        semantics: Semantics,
        store: &'a mut Store,
        (shared, obstacles): (&'a mut Shared, &'a mut Obstacles),
    ) -> Lowering<'a> {
        Lowering {
            store,
            registry: Registry::new(schema.document.clone(), schema.dialect),
            semantics,
            texts: Vec::new(),
            dot: Dot::default(),
            side,
            shared,
            obstacles,
            schema,
            patterns: BTreeMap::new(),
            signatures: HashMap::default(),
            signature_room: MAX_SIGNATURES,
            states: HashMap::default(),
            chain: 0,
            n_chains: 0,
            depth: 0,
            groups: Groups::default(),
            declared: None,
            loops: false,
        }
    }

    /// The set of the whole schema.
    pub(super) fn root(&mut self) -> Id {
        let root = self.registry.root();
        if let Some(uri) = &self.schema.unknown_dialect {
            let text = self.schema.document.value(self.schema.document.root());
            let what = format!("`{uri}` is no draft that is known here");
            return self.opaque(
                &format!("dialect {text}"),
                ("$schema", root),
                &what,
                TypeSet::ALL,
            );
        }
        let context = Context {
            scope: Rc::from([]),
            defaults: Rc::default(),
        };
        let body = self.child(root, &context);
        if self.side == Side::Writer && self.semantics.writers == Writers::Declared {
            let declared = self.declared_only(root);
            self.declared = Some(declared);
            return self.store.and([body, declared]);
        }
        body
    }

    /// A schema of a part of the value at hand.
    pub(super) fn child(&mut self, at: Target, outer: &Context) -> Id {
        let fills = self.side == Side::Reader && self.semantics.defaults == Defaults::Filled;
        let mut defaults = BTreeMap::new();
        if fills {
            self.collect_defaults(at, &mut defaults, 0);
        }
        let context = Context {
            scope: outer.scope.clone(),
            defaults: Rc::new(defaults),
        };
        let chain = self.chain;
        self.n_chains += 1;
        self.chain = self.n_chains;
        let id = self.lower(at, context);
        self.chain = chain;
        id
    }

    /// Another schema of the value at hand.
    pub(super) fn in_place(&mut self, at: Target, outer: &Context) -> Id {
        self.lower(at, outer.clone())
    }

    fn lower(&mut self, at: Target, context: Context) -> Id {
        let context = self.enter(at.resource, context);
        let key = (at, context);
        match self.states.get_mut(&key) {
            Some(State::Done(id)) => return *id,
            Some(State::Open { chain, .. }) if *chain == self.chain => {
                self.loops = true;
                let key = self.said("loop", at);
                let what = "it leads back to itself without reaching a part of the document";
                return self.opaque(&key, ("$ref", at), what, TypeSet::ALL);
            }
            Some(State::Open { definition, .. }) => {
                let definition = *definition.get_or_insert_with(|| self.store.declare());
                return self.store.reference(definition);
            }
            None => {}
        }
        if self.depth >= MAX_DEPTH {
            return self.too_deep(at);
        }
        self.states.insert(
            key.clone(),
            State::Open {
                chain: self.chain,
                definition: None,
            },
        );
        self.depth += 1;
        let body = self.body(at, &key.1);
        self.depth -= 1;
        // What is recursive goes by its name everywhere, so that equal schemas stay equal sets.
        let id = match self.states.get(&key) {
            Some(State::Open {
                definition: Some(definition),
                ..
            }) => {
                self.store.define(*definition, body);
                self.store.reference(*definition)
            }
            _ => body,
        };
        self.states.insert(key, State::Done(id));
        id
    }

    fn enter(&self, resource: ResourceId, context: Context) -> Context {
        if !self.registry.is_dynamic || context.scope.contains(&resource) {
            return context;
        }
        let scope = context.scope.iter().copied().chain([resource]).collect();
        Context { scope, ..context }
    }

    fn body(&mut self, at: Target, context: &Context) -> Id {
        match self.registry.kind(at.spot) {
            NodeKind::Bool(true) => self.store.all(),
            NodeKind::Bool(false) => self.store.none(),
            NodeKind::Object(members) => {
                let refers = members.contains_key("$ref");
                if self.dialect(at).ref_stands_alone() && refers {
                    return self
                        .references(at, context)
                        .unwrap_or_else(|| self.store.all());
                }
                let mut parts: Vec<Id> = self.references(at, context).into_iter().collect();
                self.assertions(at, &mut parts);
                self.applicators(at, context, &mut parts);
                self.of_objects(at, context, &mut parts);
                self.of_arrays(at, context, &mut parts);
                self.unevaluated(at, context, &mut parts);
                self.store.and(parts)
            }
            _ => self.invalid(at, "schema", "an object or a boolean"),
        }
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`, `if`.
    fn applicators(&mut self, at: Target, context: &Context, parts: &mut Vec<Id>) {
        for part in self.list(at, "allOf") {
            parts.push(self.in_place(part, context));
        }
        let any = self.list(at, "anyOf");
        if !any.is_empty() {
            let branches: Vec<Id> = any
                .iter()
                .map(|&part| self.in_place(part, context))
                .collect();
            parts.push(self.store.or(branches));
        }
        let one = self.list(at, "oneOf");
        if !one.is_empty() {
            let branches: Vec<Id> = one
                .iter()
                .map(|&part| self.in_place(part, context))
                .collect();
            parts.push(self.store.exactly_one(&branches));
        }
        if let Some(part) = self.part(at, "not") {
            let id = self.in_place(part, context);
            parts.push(self.store.not(id));
        }
        if let Some(condition) = self.part(at, "if") {
            let condition = self.in_place(condition, context);
            let otherwise = self.store.not(condition);
            let then = self
                .part(at, "then")
                .map(|part| self.in_place(part, context));
            let then = then.unwrap_or_else(|| self.store.all());
            let or_else = self
                .part(at, "else")
                .map(|part| self.in_place(part, context));
            let or_else = or_else.unwrap_or_else(|| self.store.all());
            parts.push(self.store.or([otherwise, then]));
            parts.push(self.store.or([condition, or_else]));
        }
    }

    /// The subschema under a keyword that the draft knows.
    pub(super) fn part(&self, at: Target, keyword: &str) -> Option<Target> {
        if !self.dialect(at).knows(keyword) {
            return None;
        }
        let spot = self.registry.member(at.spot, keyword)?;
        Some(self.target(spot, at))
    }

    /// The subschemas in the list under a keyword.
    pub(super) fn list(&self, at: Target, keyword: &str) -> Vec<Target> {
        let Some(part) = self.part(at, keyword) else {
            return Vec::new();
        };
        match self.registry.kind(part.spot) {
            NodeKind::Array(items) => items
                .iter()
                .map(|&node| self.target(Spot { node, ..part.spot }, at))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The subschemas by name under a keyword.
    pub(super) fn map(&self, at: Target, keyword: &str) -> Vec<(Arc<str>, Target)> {
        let Some(part) = self.part(at, keyword) else {
            return Vec::new();
        };
        match self.registry.kind(part.spot) {
            NodeKind::Object(members) => members
                .iter()
                .map(|(name, node)| {
                    let spot = Spot { node, ..part.spot };
                    (Arc::from(name), self.target(spot, at))
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    fn target(&self, spot: Spot, outer: Target) -> Target {
        Target {
            spot,
            resource: self.registry.resource_at(spot, outer.resource),
        }
    }

    pub(super) fn dialect(&self, at: Target) -> Dialect {
        self.registry.resource(at.resource).dialect
    }

    pub(super) fn value(&self, at: Target) -> Value {
        self.registry.document(at.spot).value(at.spot.node)
    }

    pub(super) fn asserts_formats(&self) -> bool {
        self.semantics.formats == Formats::Assert
    }

    /// A condition that is not modelled; equal keys are equal conditions.
    pub(super) fn opaque(
        &mut self,
        key: &str,
        at: (&str, Target),
        what: &str,
        types: TypeSet,
    ) -> Id {
        let opaque = self.obstacle(key, at, what, types);
        self.store.unmodelled(opaque)
    }

    pub(super) fn obstacle(
        &mut self,
        key: &str,
        (construct, at): (&str, Target),
        what: &str,
        types: TypeSet,
    ) -> OpaqueId {
        let place = self.registry.document(at.spot).place(at.spot.node);
        let mut what = what.to_owned();
        if let Some((end, _)) = what.char_indices().nth(MAX_REASON) {
            what.replace_range(end.., "...");
        }
        let reason = format!(
            "`{construct}` at line {}, column {} of the {}: {what}",
            place.line, place.column, self.side
        );
        let opaque = self.store.add_opaque(key, reason, types);
        (self.obstacles.entry(opaque)).or_insert((self.side, at.spot, construct.to_owned()));
        opaque
    }

    /// What a schema says, as the key of a condition. A text that refers to others means
    /// something else on the other side.
    pub(super) fn said(&self, what: &str, at: Target) -> String {
        let text = self.value(at).to_string();
        if text.contains("Ref\"") || text.contains("$ref\"") {
            return format!("{what} {} {:?}", self.side, at);
        }
        format!("{what} {} {text}", self.dialect(at).name())
    }

    pub(super) fn too_deep(&mut self, at: Target) -> Id {
        let key = self.said("deep", at);
        let what = "schemas nested deeper than is read";
        self.opaque(&key, ("nesting", at), what, TypeSet::ALL)
    }

    /// A keyword whose value is not what the draft demands.
    pub(super) fn invalid(&mut self, at: Target, keyword: &str, expected: &str) -> Id {
        let part = self.part(at, keyword).unwrap_or(at);
        let key = format!("invalid {keyword} {}", self.value(part));
        let what = format!("expected {expected}");
        self.opaque(&key, (keyword, part), &what, TypeSet::ALL)
    }

    /// The language of a pattern.
    pub(super) fn lang(&mut self, source: &Arc<str>, at: Target) -> Result<LangId, OpaqueId> {
        let ready = match self.dot {
            Dot::NoLineEnd => self.schema.patterns.get(source),
            Dot::Any => None,
        };
        let compiled = match ready {
            Some(compiled) => compiled.clone(),
            None => (self.patterns.entry(source.clone()))
                .or_insert_with(|| text::pattern_with(source, self.dot).map(Arc::new))
                .clone(),
        };
        match compiled {
            Ok(dfa) => Ok(self.store.add_lang(dfa)),
            Err(refused) => {
                let key = format!("pattern {source}");
                let what = format!("`{source}`: {refused}");
                let types = TypeSet::only(crate::json::Type::String);
                Err(self.obstacle(&key, ("pattern", at), &what, types))
            }
        }
    }
}
