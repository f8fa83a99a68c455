//! The variance of parameters, from the fields of own types, private ones with them.
//!
//! Source: "Subtyping and Variance" of the Rust reference. A type of another crate is known by the
//! table below, or makes the parameters in it unknown.

use std::collections::BTreeMap;

use rustdoc_types as rd;

use crate::model::Variance;

/// Rounds until nothing changes; each can only go up a lattice of four.
const ROUNDS: usize = 64;

/// Foreign types that are covariant in every parameter, by the last two segments of their paths.
const COVARIANT: &[&str] = &[
    "boxed::Box",
    "vec::Vec",
    "option::Option",
    "result::Result",
    "rc::Rc",
    "sync::Arc",
    "marker::PhantomData",
    "non_null::NonNull",
    "manually_drop::ManuallyDrop",
    "maybe_uninit::MaybeUninit",
    "vec_deque::VecDeque",
    "linked_list::LinkedList",
    "binary_heap::BinaryHeap",
    "map::BTreeMap",
    "set::BTreeSet",
    "map::HashMap",
    "set::HashSet",
    "iter::Iter",
    "pin::Pin",
    "wrapping::Wrapping",
    "range::Range",
];

/// Foreign types that are invariant in every type parameter.
const INVARIANT: &[&str] = &[
    "cell::Cell",
    "cell::RefCell",
    "cell::UnsafeCell",
    "once::OnceCell",
    "mutex::Mutex",
    "rwlock::RwLock",
    "once_lock::OnceLock",
    "atomic::AtomicPtr",
    "iter::IterMut",
];

/// The state of one parameter: none where something unknown holds it.
type State = Option<Use>;

/// How a parameter is used so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Nowhere,
    Out,
    In,
    Both,
}

impl Use {
    fn join(self, other: Use) -> Use {
        match (self, other) {
            (Use::Nowhere, other) | (other, Use::Nowhere) => other,
            (a, b) if a == b => a,
            _ => Use::Both,
        }
    }

    /// What a use is inside another one.
    fn inside(self, outer: Use) -> Use {
        match (self, outer) {
            (Use::Nowhere, _) | (_, Use::Nowhere) => Use::Nowhere,
            (Use::Both, _) | (_, Use::Both) => Use::Both,
            (a, b) if a == b => Use::Out,
            _ => Use::In,
        }
    }
}

/// The variances of the parameters of own types, by id.
pub(super) struct Variances<'a> {
    krate: &'a rd::Crate,
    found: BTreeMap<rd::Id, BTreeMap<String, State>>,
}

impl<'a> Variances<'a> {
    pub(super) fn new(krate: &'a rd::Crate) -> Self {
        let mut all = Variances {
            krate,
            found: BTreeMap::new(),
        };
        let mut ids: Vec<rd::Id> = krate.index.keys().copied().collect();
        ids.sort_by_key(|id| id.0);
        for id in &ids {
            if let Some((generics, _)) = all.fields(*id)
                && !generics.params.is_empty()
            {
                let names = generics.params.iter().map(|param| param.name.clone());
                all.found
                    .insert(*id, names.map(|name| (name, Some(Use::Nowhere))).collect());
            }
        }
        let ids: Vec<rd::Id> = all.found.keys().copied().collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for id in &ids {
                let Some((_, fields)) = all.fields(*id) else {
                    continue;
                };
                let mut state = all.found.get(id).cloned().unwrap_or_default();
                let before = state.clone();
                for of in fields {
                    all.walk(of, Some(Use::Out), &mut state);
                }
                changed |= before != state;
                all.found.insert(*id, state);
            }
            if !changed {
                break;
            }
        }
        all
    }

    /// The variance of a parameter, where it is known.
    pub(super) fn of(&self, id: rd::Id, name: &str) -> Option<Variance> {
        match (*self.found.get(&id)?.get(name)?)? {
            Use::Nowhere => None,
            Use::Out => Some(Variance::Covariant),
            Use::In => Some(Variance::Contravariant),
            Use::Both => Some(Variance::Invariant),
        }
    }

    fn fields(&self, id: rd::Id) -> Option<(&'a rd::Generics, Vec<&'a rd::Type>)> {
        let item = self
            .krate
            .index
            .get(&id)
            .filter(|item| item.crate_id == 0)?;
        let (generics, ids): (&rd::Generics, Vec<rd::Id>) = match &item.inner {
            rd::ItemEnum::Struct(of) => {
                let ids = match &of.kind {
                    rd::StructKind::Unit => Vec::new(),
                    rd::StructKind::Tuple(ids) => ids.iter().flatten().copied().collect(),
                    rd::StructKind::Plain { fields, .. } => fields.clone(),
                };
                (&of.generics, ids)
            }
            rd::ItemEnum::Union(of) => (&of.generics, of.fields.clone()),
            rd::ItemEnum::Enum(of) => {
                let mut ids = Vec::new();
                for variant in of.variants.iter().filter_map(|id| self.krate.index.get(id)) {
                    let rd::ItemEnum::Variant(variant) = &variant.inner else {
                        continue;
                    };
                    match &variant.kind {
                        rd::VariantKind::Plain => {}
                        rd::VariantKind::Tuple(all) => ids.extend(all.iter().flatten().copied()),
                        rd::VariantKind::Struct { fields, .. } => ids.extend(fields),
                    }
                }
                (&of.generics, ids)
            }
            _ => return None,
        };
        let types = ids
            .iter()
            .filter_map(|id| match &self.krate.index.get(id)?.inner {
                rd::ItemEnum::StructField(of) => Some(of),
                _ => None,
            });
        Some((generics, types.collect()))
    }

    fn walk(&self, of: &rd::Type, outer: State, state: &mut BTreeMap<String, State>) {
        let flip = outer.map(|outer| Use::In.inside(outer));
        let fixed = outer.map(|outer| Use::Both.inside(outer));
        match of {
            rd::Type::Generic(name) => note(name, outer, state),
            rd::Type::Primitive(_) | rd::Type::Infer => {}
            rd::Type::Tuple(all) => all.iter().for_each(|of| self.walk(of, outer, state)),
            rd::Type::Slice(of) | rd::Type::Array { type_: of, .. } => self.walk(of, outer, state),
            rd::Type::Pat { type_, .. } => self.walk(type_, outer, state),
            rd::Type::RawPointer { is_mutable, type_ } => {
                self.walk(type_, if *is_mutable { fixed } else { outer }, state);
            }
            rd::Type::BorrowedRef {
                lifetime,
                is_mutable,
                type_,
            } => {
                lifetime.iter().for_each(|name| note(name, outer, state));
                self.walk(type_, if *is_mutable { fixed } else { outer }, state);
            }
            rd::Type::FunctionPointer(pointer) => {
                pointer
                    .sig
                    .inputs
                    .iter()
                    .for_each(|(_, of)| self.walk(of, flip, state));
                pointer
                    .sig
                    .output
                    .iter()
                    .for_each(|of| self.walk(of, outer, state));
            }
            rd::Type::DynTrait(object) => {
                object
                    .lifetime
                    .iter()
                    .for_each(|name| note(name, outer, state));
                for one in &object.traits {
                    self.args(one.trait_.args.as_deref(), fixed, state);
                }
            }
            rd::Type::ImplTrait(_) => {}
            rd::Type::QualifiedPath {
                self_type,
                args,
                trait_,
                ..
            } => {
                self.walk(self_type, fixed, state);
                self.args(args.as_deref(), fixed, state);
                let through = trait_.as_ref().and_then(|path| path.args.as_deref());
                self.args(through, fixed, state);
            }
            rd::Type::ResolvedPath(path) => self.path(path, outer, state),
        }
    }

    fn path(&self, path: &rd::Path, outer: State, state: &mut BTreeMap<String, State>) {
        let Some(args) = path.args.as_deref() else {
            return;
        };
        let own = self
            .krate
            .index
            .get(&path.id)
            .filter(|item| item.crate_id == 0);
        if own.is_some() {
            let Some((generics, _)) = self.fields(path.id) else {
                return self.args(Some(args), None, state);
            };
            let known = self.found.get(&path.id);
            let rd::GenericArgs::AngleBracketed { args, .. } = args else {
                return;
            };
            let is_lifetime = |param: &rd::GenericParamDef| {
                matches!(param.kind, rd::GenericParamDefKind::Lifetime { .. })
            };
            let mut lifetimes = generics.params.iter().filter(|param| is_lifetime(param));
            let mut others = generics.params.iter().filter(|param| !is_lifetime(param));
            for arg in args {
                let param = match arg {
                    rd::GenericArg::Lifetime(_) => lifetimes.next(),
                    _ => others.next(),
                };
                let inner = param
                    .and_then(|param| known?.get(&param.name).copied())
                    .flatten();
                let here = inner.zip(outer).map(|(inner, outer)| inner.inside(outer));
                self.arg(arg, here, state);
            }
            return;
        }
        let name = self
            .krate
            .paths
            .get(&path.id)
            .map_or_else(String::new, |summary| {
                let from = summary.path.len().saturating_sub(2);
                summary.path.get(from..).unwrap_or_default().join("::")
            });
        let std = self.krate.paths.get(&path.id).is_some_and(|summary| {
            summary
                .path
                .first()
                .is_some_and(|krate| crate::model::is_std(krate))
        });
        let here = match name.as_str() {
            name if std && COVARIANT.contains(&name) => outer,
            name if std && INVARIANT.contains(&name) => outer.map(|outer| Use::Both.inside(outer)),
            _ => None,
        };
        self.args(Some(args), here, state);
    }

    fn args(
        &self,
        args: Option<&rd::GenericArgs>,
        here: State,
        state: &mut BTreeMap<String, State>,
    ) {
        match args {
            Some(rd::GenericArgs::AngleBracketed { args, constraints }) => {
                args.iter().for_each(|arg| self.arg(arg, here, state));
                for one in constraints {
                    if let rd::AssocItemConstraintKind::Equality(rd::Term::Type(of)) = &one.binding
                    {
                        self.walk(of, here, state);
                    }
                }
            }
            Some(rd::GenericArgs::Parenthesized { inputs, output }) => {
                inputs
                    .iter()
                    .chain(output)
                    .for_each(|of| self.walk(of, here, state));
            }
            Some(rd::GenericArgs::ReturnTypeNotation) | None => {}
        }
    }

    fn arg(&self, arg: &rd::GenericArg, here: State, state: &mut BTreeMap<String, State>) {
        match arg {
            rd::GenericArg::Lifetime(name) => note(name, here, state),
            rd::GenericArg::Type(of) => self.walk(of, here, state),
            rd::GenericArg::Const(_) | rd::GenericArg::Infer => {}
        }
    }
}

/// Notes a use; what is unknown once, stays so.
fn note(name: &str, here: State, state: &mut BTreeMap<String, State>) {
    if let Some(known) = state.get_mut(name) {
        *known = known.zip(here).map(|(known, here)| known.join(here));
    }
}
