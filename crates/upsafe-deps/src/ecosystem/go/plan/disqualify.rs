//! Which modules lead above a wanted version, and over which path.
//!
//! A module that is met only where its requirements are pruned out may stay although the same
//! module followed to the end may not. So every module has two answers, one for each side. They
//! meet at the roots: a root whose go.mod is not pruned is always followed to the end.

use std::collections::HashMap;
use std::rc::Rc;

use crate::ecosystem::go::GoModule;
use crate::ecosystem::go::loader::LoadCause;
use crate::ecosystem::go::summary::Pruning;

/// Why a module may not be in the graph.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// Its requirements are not known.
    NotLoaded(Rc<LoadCause>),
    /// It is, or requires, this module.
    Leads(GoModule),
}

#[derive(Clone, Default)]
struct BySide {
    pruned: Option<Reason>,
    unpruned: Option<Reason>,
}

impl BySide {
    fn on(&self, pruning: Pruning) -> Option<&Reason> {
        match pruning {
            Pruning::Unpruned => self.unpruned.as_ref(),
            Pruning::Pruned | Pruning::Workspace => self.pruned.as_ref(),
        }
    }
}

/// Collects who is disqualified while the graph is walked.
pub(super) struct Disqualified<'r> {
    /// The pruning with which each root of the graph was read.
    roots: &'r HashMap<GoModule, Pruning>,
    reasons: HashMap<GoModule, BySide>,
    /// For each module that is not disqualified yet, who requires it.
    requiring: HashMap<GoModule, Vec<GoModule>>,
}

impl<'r> Disqualified<'r> {
    pub(super) fn new(roots: &'r HashMap<GoModule, Pruning>) -> Self {
        Self {
            roots,
            reasons: HashMap::new(),
            requiring: HashMap::new(),
        }
    }

    /// Whether `module` is disqualified when it is met from that side.
    pub(super) fn is(&self, module: &GoModule, pruning: Pruning) -> bool {
        self.reason(module, pruning).is_some()
    }

    fn reason(&self, module: &GoModule, pruning: Pruning) -> Option<&Reason> {
        self.reasons.get(module)?.on(pruning)
    }

    /// Notes that `module` requires `required`; `false` if that settles `module`.
    pub(super) fn require(&mut self, module: &GoModule, required: &GoModule) -> bool {
        let leads = || Reason::Leads(required.clone());
        if let Some(&pruning) = self.roots.get(required)
            && self.is(required, pruning)
        {
            // A root is there with all that it requires, so whoever requires it cannot be.
            self.disqualify(module, Pruning::Pruned, leads());
            return false;
        }
        if self.is(required, Pruning::Unpruned) {
            self.disqualify(module, Pruning::Unpruned, leads());
            if !self.roots.contains_key(module) {
                // What is no root is never looked into from the pruned side.
                return false;
            }
        }
        let requiring = self.requiring.entry(required.clone()).or_default();
        requiring.push(module.clone());
        true
    }

    /// Disqualifies `module` on one side, and all whom that concerns. What is disqualified where it
    /// is pruned is so where it is not.
    pub(super) fn disqualify(&mut self, module: &GoModule, from: Pruning, reason: Reason) {
        let mut stack = vec![(module.clone(), from, reason)];
        while let Some((module, from, reason)) = stack.pop() {
            let sides = self.reasons.entry(module.clone()).or_default();
            if sides.on(from).is_some() {
                continue;
            }
            let root = self.roots.get(&module).copied();
            let is_unpruned_root = root == Some(Pruning::Unpruned);
            if sides.unpruned.is_none() {
                sides.unpruned = Some(reason.clone());
            }
            if from != Pruning::Unpruned || is_unpruned_root {
                sides.pruned = Some(reason);
            }
            let is_settled = root.is_some() && (from != Pruning::Unpruned || is_unpruned_root);
            let side = match is_settled {
                true => Pruning::Pruned,
                false => Pruning::Unpruned,
            };
            let requiring = if is_settled || root.is_none() {
                self.requiring.remove(&module).unwrap_or_default()
            } else {
                self.requiring.get(&module).cloned().unwrap_or_default()
            };
            for parent in requiring.into_iter().rev() {
                stack.push((parent, side, Reason::Leads(module.clone())));
            }
        }
    }

    /// The chain from `module` to what disqualifies it, and the error there if it is one; empty if
    /// `module` is not disqualified.
    pub(super) fn chain(
        &self,
        module: &GoModule,
        pruning: Pruning,
    ) -> (Vec<GoModule>, Option<Rc<LoadCause>>) {
        let mut chain: Vec<GoModule> = Vec::new();
        let mut module = module.clone();
        let mut pruning = pruning;
        loop {
            if self.roots.get(&module) == Some(&Pruning::Unpruned) {
                pruning = Pruning::Unpruned;
            }
            let Some(reason) = self.reason(&module, pruning) else {
                return (chain, None);
            };
            if chain.contains(&module) {
                return (chain, None);
            }
            chain.push(module.clone());
            match reason {
                Reason::NotLoaded(cause) => return (chain, Some(Rc::clone(cause))),
                Reason::Leads(next) if *next == module => return (chain, None),
                Reason::Leads(next) => module = next.clone(),
            }
        }
    }
}
