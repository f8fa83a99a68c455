//! One pair of schemas, by class; recursion as a greatest fixed point.

use super::load::Model;
use super::policy::Policy;
use super::shape::{Criterion, Id, Shape};
use crate::format::json_schema::{Numbering, Schema};
use crate::profile::model::{Answer, Refusal};
use ahash::{AHashMap as HashMap, AHashSet as HashSet};

/// How many pairs are compared in all.
const MAX_STEPS: usize = 300_000;
/// How deep the comparison goes into parts.
const MAX_DEPTH: usize = 400;
/// How many reasons are told.
const MAX_TOLD: usize = 1_000;

pub(in crate::profile) fn check(reader: &Schema, writer: &Schema, policy: Policy) -> Answer {
    let mut numbering = Numbering::default();
    let old = Model::load(writer, &mut numbering)?;
    let new = Model::load(reader, &mut numbering)?;
    let mut compare = Compare {
        old: &old,
        new: &new,
        refused: HashMap::new(),
        known: HashMap::new(),
        open: Vec::new(),
        assumed: HashSet::new(),
        n_steps: 0,
        failure: None,
    };
    loop {
        let mut told = compare.compare(Some(old.root), Some(new.root), "#", Way::Forth);
        if let Some(reason) = compare.failure.take() {
            return Err(reason);
        }
        // An assumption that turned out wrong: once more, with what is known now.
        let wrong = compare
            .assumed
            .iter()
            .any(|pair| compare.known.get(pair).is_some_and(|told| !told.is_empty()));
        if !wrong {
            // Branches are matched by the strict policy, whatever the policy is.
            told.retain(|refusal| policy.refuses(refusal.rule));
            return Ok(told);
        }
        let known = std::mem::take(&mut compare.known);
        let wrong = known.into_iter().filter(|(_, told)| !told.is_empty());
        compare.refused.extend(wrong);
        compare.assumed.clear();
    }
}

/// Which model is the original: below a `not`, the roles change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Way {
    Forth,
    Back,
}

type Pair = (Id, Id, Way);

pub(super) struct Compare<'a> {
    old: &'a Model<'a>,
    new: &'a Model<'a>,
    /// Pairs that are refused for sure, from earlier rounds.
    refused: HashMap<Pair, Vec<Refusal>>,
    /// Pairs of this round, with what was told about them.
    known: HashMap<Pair, Vec<Refusal>>,
    open: Vec<Pair>,
    /// Pairs that were taken for compatible while they were being compared.
    assumed: HashSet<Pair>,
    n_steps: usize,
    failure: Option<String>,
}

impl<'a> Compare<'a> {
    /// The reasons to refuse a pair; an absent schema is another thing than an empty one.
    pub(super) fn compare(
        &mut self,
        original: Option<Id>,
        update: Option<Id>,
        path: &str,
        way: Way,
    ) -> Vec<Refusal> {
        let (Some(original), Some(update)) = (original, update) else {
            // A schema that goes allows everything.
            return match update {
                Some(_) => self.one("schema-added", path),
                None => Vec::new(),
            };
        };
        let pair = (original, update, way);
        if let Some(told) = self.known.get(&pair) {
            return told.clone();
        }
        self.n_steps += 1;
        if self.n_steps > MAX_STEPS || self.open.len() > MAX_DEPTH {
            self.fail("the schemas are too large or too deep to compare");
        }
        if self.failure.is_some() {
            return Vec::new();
        }
        if self.open.contains(&pair) {
            if let Some(told) = self.refused.get(&pair) {
                return told.clone();
            }
            self.assumed.insert(pair);
            return Vec::new();
        }
        self.open.push(pair);
        let mut told = self.pair(original, update, path, way);
        self.open.pop();
        told.truncate(MAX_TOLD);
        self.known.insert(pair, told.clone());
        told
    }

    pub(super) fn fail(&mut self, reason: &str) {
        self.failure.get_or_insert_with(|| reason.to_owned());
    }

    /// A difference, if the strict policy refuses it.
    pub(super) fn one(&self, rule: &'static str, path: &str) -> Vec<Refusal> {
        if !Policy::Strict.refuses(rule) {
            return Vec::new();
        }
        vec![Refusal {
            rule,
            path: path.to_owned(),
        }]
    }

    pub(super) fn model(&self, way: Way, is_original: bool) -> &'a Model<'a> {
        if (way == Way::Forth) == is_original {
            self.old
        } else {
            self.new
        }
    }

    fn pair(&mut self, original: Id, update: Id, path: &str, way: Way) -> Vec<Refusal> {
        let (left, right) = (self.model(way, true), self.model(way, false));
        let (original, update) = (normal(left, original), normal(right, update));
        let (was, is) = (left.shape(original), right.shape(update));
        match (was, is) {
            (Shape::Combined(..), Shape::Combined(..)) => {}
            (_, Shape::Combined(criterion, branches))
                if *criterion != Criterion::All || branches.len() == 1 =>
            {
                let mut branches = branches.iter();
                if branches.any(|&branch| self.is_fine(original, branch, path, way)) {
                    return Vec::new();
                }
            }
            // Of an `allOf` any branch will do: each of them holds for every document.
            (Shape::Combined(criterion, branches), _)
                if *criterion == Criterion::All || branches.len() == 1 =>
            {
                let mut branches = branches.iter();
                if branches.any(|&branch| self.is_fine(branch, update, path, way)) {
                    return Vec::new();
                }
            }
            _ => {}
        }
        if was.class() != is.class() {
            if matches!(was, Shape::False) || matches!(is, Shape::Empty) {
                return Vec::new();
            }
            return self.one("type-changed", path);
        }
        match (was, is) {
            (Shape::Text(was), Shape::Text(is)) => self.texts(was, is, path),
            (Shape::Number(was), Shape::Number(is)) => self.numbers(was, is, path),
            (Shape::Enum(was), Shape::Enum(is)) => {
                if is.is_superset(was) {
                    Vec::new()
                } else if was.is_superset(is) {
                    self.one("enum-array-narrowed", path)
                } else {
                    self.one("enum-array-changed", path)
                }
            }
            (Shape::Const(was), Shape::Const(is)) if was != is => {
                self.one("enum-array-changed", path)
            }
            (Shape::Not(was), Shape::Not(is)) => {
                let back = match way {
                    Way::Forth => Way::Back,
                    Way::Back => Way::Forth,
                };
                let path = format!("{path}/not");
                if self.is_fine(*is, *was, &path, back) {
                    Vec::new()
                } else {
                    self.one("not-type-extended", &path)
                }
            }
            (Shape::Combined(was_of, was), Shape::Combined(is_of, is)) => {
                self.combined((*was_of, was), (*is_of, is), path, way)
            }
            (Shape::Object(was), Shape::Object(is)) => self.objects(was, is, path, way),
            (Shape::Array(was), Shape::Array(is)) => self.arrays(was, is, path, way),
            _ => Vec::new(),
        }
    }

    /// Whether nothing about a pair is refused.
    pub(super) fn is_fine(&mut self, original: Id, update: Id, path: &str, way: Way) -> bool {
        self.compare(Some(original), Some(update), path, way)
            .is_empty()
    }
}

/// One reference is followed, but not the next.
fn normal(model: &Model<'_>, id: Id) -> Id {
    match model.shape(id) {
        Shape::Reference(target) => *target,
        _ => id,
    }
}
