//! What a schema evaluates: for `unevaluatedProperties` and `unevaluatedItems`.
//!
//! A schema evaluates different parts depending on which of its branches hold, so it has cases:
//! a condition, and what is evaluated where the condition holds. Wherever the schema holds, the
//! case of exactly the branches that hold is one of them, and evaluates the most.

use super::dialect::Dialect;
use super::lower::{Context, Lowering};
use super::registry::Target;
use crate::json::{Type, TypeSet};
use crate::set::{Id, NamesId};

/// The largest number of cases of one schema.
const MAX_CASES: usize = 128;

/// What is evaluated where `condition` holds.
#[derive(Clone)]
struct Case {
    condition: Vec<Id>,
    names: Vec<NamesId>,
    /// So many first items; `None` for all.
    items: Option<u64>,
    /// Items in these sets.
    matching: Vec<Id>,
}

impl Case {
    fn empty() -> Case {
        Case {
            condition: Vec::new(),
            names: Vec::new(),
            items: Some(0),
            matching: Vec::new(),
        }
    }

    fn evaluates_nothing(&self) -> bool {
        self.names.is_empty() && self.items == Some(0) && self.matching.is_empty()
    }

    fn with(&self, other: &Case) -> Case {
        let both = |a: &[Id], b: &[Id]| a.iter().chain(b).copied().collect();
        Case {
            condition: both(&self.condition, &other.condition),
            names: self.names.iter().chain(&other.names).copied().collect(),
            items: self.items.zip(other.items).map(|(a, b)| a.max(b)),
            matching: both(&self.matching, &other.matching),
        }
    }
}

/// The cases are too many.
struct TooMany;

impl Lowering<'_> {
    /// `unevaluatedProperties` and `unevaluatedItems`.
    pub(super) fn unevaluated(&mut self, at: Target, context: &Context, parts: &mut Vec<Id>) {
        let properties = self.part(at, "unevaluatedProperties");
        let items = self.part(at, "unevaluatedItems");
        if properties.is_none() && items.is_none() {
            return;
        }
        let Ok(cases) = self.cases(at, context, 0) else {
            let (keyword, part) = match (properties, items) {
                (Some(part), _) => ("unevaluatedProperties", part),
                (_, part) => ("unevaluatedItems", part.unwrap_or(at)),
            };
            let key = self.said("unevaluated", at);
            let types = TypeSet::only(Type::Object).union(TypeSet::only(Type::Array));
            parts.push(self.opaque(&key, (keyword, part), "too many cases", types));
            return;
        };
        if let Some(part) = properties {
            let id = self.child(part, context);
            let mut branches = Vec::new();
            for case in &cases {
                let evaluated = self.store.any_names(case.names.iter().copied());
                let others = self.store.names_but(evaluated);
                let every = self.every(others, id, part, context);
                branches.push(
                    self.store
                        .and(case.condition.iter().copied().chain([every])),
                );
            }
            parts.push(self.store.or(branches));
        }
        if let Some(part) = items {
            let id = self.child(part, context);
            let mut branches = Vec::new();
            for case in &cases {
                let rest = match case.items {
                    None => self.store.all(),
                    Some(n) => {
                        let item = self.store.or(case.matching.iter().copied().chain([id]));
                        self.store.rest(n, item)
                    }
                };
                branches.push(self.store.and(case.condition.iter().copied().chain([rest])));
            }
            parts.push(self.store.or(branches));
        }
    }

    /// The cases of a schema, leaving its own `unevaluated*` aside at the top.
    fn cases(&mut self, at: Target, context: &Context, depth: u32) -> Result<Vec<Case>, TooMany> {
        if depth > 40 {
            return Err(TooMany);
        }
        let dialect = self.dialect(at);
        let mut cases = vec![self.own_case(at, context, depth > 0)];
        for target in self.reference_targets(at, context).into_iter().flatten() {
            let inner = self.cases(target, context, depth + 1)?;
            product(&mut cases, &inner)?;
        }
        if dialect.ref_stands_alone() {
            return Ok(cases);
        }
        for part in self.list(at, "allOf") {
            let inner = self.cases(part, context, depth + 1)?;
            product(&mut cases, &inner)?;
        }
        for part in self.list(at, "anyOf") {
            let mut inner = self.cases_if(part, context, depth)?;
            if inner.iter().all(Case::evaluates_nothing) {
                continue;
            }
            inner.push(Case::empty());
            product(&mut cases, &inner)?;
        }
        let mut one = Vec::new();
        for part in self.list(at, "oneOf") {
            one.extend(self.cases_if(part, context, depth)?);
        }
        if !one.iter().all(Case::evaluates_nothing) {
            product(&mut cases, &one)?;
        }
        if let Some(condition) = self.part(at, "if") {
            let id = self.in_place(condition, context);
            let mut yes = self.cases_if(condition, context, depth)?;
            if let Some(then) = self.part(at, "then") {
                let inner = self.cases(then, context, depth + 1)?;
                product(&mut yes, &inner)?;
            }
            let mut no = vec![Case {
                condition: vec![self.store.not(id)],
                ..Case::empty()
            }];
            if let Some(or_else) = self.part(at, "else") {
                let inner = self.cases(or_else, context, depth + 1)?;
                product(&mut no, &inner)?;
            }
            yes.extend(no);
            if !yes.iter().all(Case::evaluates_nothing) {
                product(&mut cases, &yes)?;
            }
        }
        for keyword in ["dependentSchemas", "dependencies"] {
            for (name, part) in self.map(at, keyword) {
                if self.strings(part).is_some() {
                    continue;
                }
                let mut inner = self.cases(part, context, depth + 1)?;
                if inner.iter().all(Case::evaluates_nothing) {
                    continue;
                }
                // Of a value that is no object, such a schema evaluates nothing.
                let object = self.store.types(TypeSet::only(Type::Object));
                let present = self.present(&name, context);
                for case in &mut inner {
                    case.condition.extend([object, present]);
                }
                inner.push(Case::empty());
                product(&mut cases, &inner)?;
            }
        }
        Ok(cases)
    }

    /// The cases of a branch, each under the condition that the branch holds.
    fn cases_if(
        &mut self,
        part: Target,
        context: &Context,
        depth: u32,
    ) -> Result<Vec<Case>, TooMany> {
        let id = self.in_place(part, context);
        let mut cases = self.cases(part, context, depth + 1)?;
        for case in &mut cases {
            case.condition.push(id);
        }
        Ok(cases)
    }

    /// What the keywords of one schema object evaluate by themselves.
    fn own_case(&mut self, at: Target, context: &Context, with_unevaluated: bool) -> Case {
        let mut case = Case::empty();
        for (name, _) in self.map(at, "properties") {
            case.names.push(self.store.one_name(&name));
        }
        for (source, part) in self.map(at, "patternProperties") {
            case.names.push(self.pattern_names(&source, part));
        }
        let (heads, rest) = self.item_schemas(at);
        case.items = if rest.is_some() {
            None
        } else {
            Some(heads.len() as u64)
        };
        let has = |keyword: &str| self.part(at, keyword).is_some();
        let all_names =
            has("additionalProperties") || (with_unevaluated && has("unevaluatedProperties"));
        if with_unevaluated && has("unevaluatedItems") {
            case.items = None;
        }
        if all_names {
            case.names.push(self.store.all_names());
        }
        if self.dialect(at) == Dialect::Draft2020
            && let Some(part) = self.part(at, "contains")
        {
            let id = self.child(part, context);
            case.matching.push(id);
        }
        case
    }
}

fn product(cases: &mut Vec<Case>, inner: &[Case]) -> Result<(), TooMany> {
    if cases.len().saturating_mul(inner.len()) > MAX_CASES {
        return Err(TooMany);
    }
    *cases = cases
        .iter()
        .flat_map(|case| inner.iter().map(|other| case.with(other)))
        .collect();
    Ok(())
}
