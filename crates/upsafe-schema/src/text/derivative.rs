//! From the tree to an automaton by derivatives (Brzozowski 1964; Owens, Reppy, Turon 2009).
//!
//! The string is read between two marks that no string contains, so that `^` and `$` are the
//! consumption of a mark. Look-ahead is intersection with what follows. Terms are hash-consed
//! and flattened, so the derivatives of a term are finitely many.

use super::Refused;
use super::class::{Class, LAST};
use super::dfa::Dfa;
use super::ecma::Ast;
use ahash::AHashMap as HashMap;
use std::collections::BTreeMap;

const START: u32 = LAST + 1;
const END: u32 = LAST + 2;
const MAX_STATES: usize = 4_000;
const MAX_TERMS: usize = 40_000;
const MAX_CHAIN: u32 = 500;

type Id = u32;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Term {
    /// No word.
    Nothing,
    /// The empty word.
    Empty,
    Class(Class),
    Concat(Id, Id),
    Repeat(Id, u32, Option<u32>),
    Or(Vec<Id>),
    And(Vec<Id>),
    Not(Id),
}

/// The strings in which the pattern is found somewhere.
pub(super) fn search(ast: &Ast) -> Result<Dfa, Refused> {
    check_marks(ast)?;
    let mut terms = Terms::default();
    let nothing = terms.add(Term::Nothing)?;
    let empty = terms.add(Term::Empty)?;
    let all = terms.not(nothing)?;
    let any = terms.add(Term::Class(Class::any()))?;
    let text = terms.repeat(any, 0, None)?;
    let start = terms.add(Term::Class(Class::of([(START, START)])))?;
    let end = terms.add(Term::Class(Class::of([(END, END)])))?;
    let text_end = terms.concat(text, end)?;
    let whole = terms.concat(start, text_end)?;

    // Behind the match: nothing (its own `$` has read the mark), or the rest of the string.
    let behind = terms.or(vec![empty, text_end])?;
    let matched = terms.ast(ast, behind, &Marks { all, start, end })?;
    // Before the match: nothing (its own `^` reads the mark), or the mark and some string.
    let start_text = terms.concat(start, text)?;
    let before = terms.or(vec![empty, start_text])?;
    let found = terms.concat(before, matched)?;
    let found = terms.and(vec![found, whole])?;
    let inside = terms.derive(found, START)?;
    terms.automaton(inside)
}

struct Marks {
    all: Id,
    start: Id,
    end: Id,
}

#[derive(Default)]
struct Terms {
    terms: Vec<Term>,
    nullable: Vec<bool>,
    /// How long the chain of concatenations is that starts at a term: it bounds recursion.
    chain: Vec<u32>,
    ids: HashMap<Term, Id>,
    derived: HashMap<(Id, u32), Id>,
}

impl Terms {
    /// The words of `ast` followed by the words of `next`.
    fn ast(&mut self, ast: &Ast, next: Id, marks: &Marks) -> Result<Id, Refused> {
        match ast {
            Ast::Class(class) => {
                let class = self.class(class.clone())?;
                self.concat(class, next)
            }
            Ast::Start => self.concat(marks.start, next),
            Ast::End => self.concat(marks.end, next),
            Ast::Concat(parts) => parts
                .iter()
                .rev()
                .try_fold(next, |next, part| self.ast(part, next, marks)),
            Ast::Either(branches) => {
                let mut ids = Vec::with_capacity(branches.len());
                for branch in branches {
                    ids.push(self.ast(branch, next, marks)?);
                }
                self.or(ids)
            }
            Ast::Ahead { body, negative } => {
                let ahead = self.ast(body, marks.all, marks)?;
                let ahead = if *negative { self.not(ahead)? } else { ahead };
                self.and(vec![ahead, next])
            }
            Ast::Repeat { body, min, max } => {
                if has_assertion(body) {
                    return match (min, max) {
                        (0, Some(1)) => {
                            let once = self.ast(body, next, marks)?;
                            self.or(vec![once, next])
                        }
                        (1, Some(1)) => self.ast(body, next, marks),
                        _ => Err(Refused::Construct("a repeated assertion")),
                    };
                }
                let empty = self.add(Term::Empty)?;
                let body = self.ast(body, empty, marks)?;
                let repeat = self.repeat(body, *min, *max)?;
                self.concat(repeat, next)
            }
        }
    }

    fn add(&mut self, term: Term) -> Result<Id, Refused> {
        if let Some(&id) = self.ids.get(&term) {
            return Ok(id);
        }
        if self.terms.len() >= MAX_TERMS {
            return Err(Refused::Size);
        }
        let nullable = match &term {
            Term::Nothing | Term::Class(_) => false,
            Term::Empty => true,
            Term::Concat(a, b) => self.is_nullable(*a) && self.is_nullable(*b),
            Term::Repeat(a, min, _) => *min == 0 || self.is_nullable(*a),
            Term::Or(ids) => ids.iter().any(|&id| self.is_nullable(id)),
            Term::And(ids) => ids.iter().all(|&id| self.is_nullable(id)),
            Term::Not(a) => !self.is_nullable(*a),
        };
        let chain = match &term {
            Term::Concat(_, b) => self.chain[*b as usize] + 1,
            _ => 0,
        };
        if chain > MAX_CHAIN {
            return Err(Refused::Size);
        }
        let id = u32::try_from(self.terms.len()).map_err(|_| Refused::Size)?;
        self.terms.push(term.clone());
        self.chain.push(chain);
        self.nullable.push(nullable);
        self.ids.insert(term, id);
        Ok(id)
    }

    fn is_nullable(&self, id: Id) -> bool {
        self.nullable[id as usize]
    }

    fn term(&self, id: Id) -> &Term {
        &self.terms[id as usize]
    }

    fn class(&mut self, class: Class) -> Result<Id, Refused> {
        self.add(if class.is_empty() {
            Term::Nothing
        } else {
            Term::Class(class)
        })
    }

    fn concat(&mut self, a: Id, b: Id) -> Result<Id, Refused> {
        match (self.term(a).clone(), self.term(b)) {
            (Term::Nothing, _) => Ok(a),
            (_, Term::Nothing) => Ok(b),
            (Term::Empty, _) => Ok(b),
            (_, Term::Empty) => Ok(a),
            (Term::Concat(first, rest), _) => {
                let rest = self.concat(rest, b)?;
                self.concat(first, rest)
            }
            _ => self.add(Term::Concat(a, b)),
        }
    }

    fn repeat(&mut self, body: Id, min: u32, max: Option<u32>) -> Result<Id, Refused> {
        let min = if self.is_nullable(body) { 0 } else { min };
        match (self.term(body), min, max) {
            (_, _, Some(0)) => self.add(Term::Empty),
            (_, 1, Some(1)) => Ok(body),
            (Term::Empty, _, _) => Ok(body),
            (Term::Nothing, 0, _) => self.add(Term::Empty),
            (Term::Nothing, _, _) => Ok(body),
            (Term::Repeat(_, 0, None), _, _) => Ok(body),
            (&Term::Repeat(inner, 0, Some(most)), 0, max) => {
                let max = match max {
                    None => None,
                    Some(max) => Some(max.checked_mul(most).ok_or(Refused::Size)?),
                };
                self.add(Term::Repeat(inner, 0, max))
            }
            _ => self.add(Term::Repeat(body, min, max)),
        }
    }

    fn or(&mut self, ids: Vec<Id>) -> Result<Id, Refused> {
        let mut flat = Vec::new();
        for id in ids {
            match self.term(id) {
                Term::Or(inner) => flat.extend_from_slice(inner),
                Term::Nothing => {}
                Term::Not(a) if *self.term(*a) == Term::Nothing => return Ok(id),
                _ => flat.push(id),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.len() {
            0 => self.add(Term::Nothing),
            1 => Ok(flat[0]),
            _ => self.add(Term::Or(flat)),
        }
    }

    fn and(&mut self, ids: Vec<Id>) -> Result<Id, Refused> {
        let mut flat = Vec::new();
        for id in ids {
            match self.term(id) {
                Term::And(inner) => flat.extend_from_slice(inner),
                Term::Nothing => return Ok(id),
                Term::Not(a) if *self.term(*a) == Term::Nothing => {}
                _ => flat.push(id),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.len() {
            0 => {
                let nothing = self.add(Term::Nothing)?;
                self.not(nothing)
            }
            1 => Ok(flat[0]),
            _ => self.add(Term::And(flat)),
        }
    }

    fn not(&mut self, a: Id) -> Result<Id, Refused> {
        match self.term(a) {
            Term::Not(inner) => Ok(*inner),
            _ => self.add(Term::Not(a)),
        }
    }

    /// What may follow the character `c` (a representative of its block).
    fn derive(&mut self, id: Id, c: u32) -> Result<Id, Refused> {
        if let Some(&done) = self.derived.get(&(id, c)) {
            return Ok(done);
        }
        let result = match self.term(id).clone() {
            Term::Nothing | Term::Empty => self.add(Term::Nothing)?,
            Term::Class(class) => self.add(if class.has(c) {
                Term::Empty
            } else {
                Term::Nothing
            })?,
            Term::Concat(a, b) => {
                let first = self.derive(a, c)?;
                let first = self.concat(first, b)?;
                if self.is_nullable(a) {
                    let second = self.derive(b, c)?;
                    self.or(vec![first, second])?
                } else {
                    first
                }
            }
            Term::Repeat(a, min, max) => {
                let first = self.derive(a, c)?;
                let rest =
                    self.repeat(a, min.saturating_sub(1), max.map(|m| m.saturating_sub(1)))?;
                self.concat(first, rest)?
            }
            Term::Or(ids) => {
                let mut parts = Vec::with_capacity(ids.len());
                for id in ids {
                    parts.push(self.derive(id, c)?);
                }
                self.or(parts)?
            }
            Term::And(ids) => {
                let mut parts = Vec::with_capacity(ids.len());
                for id in ids {
                    parts.push(self.derive(id, c)?);
                }
                self.and(parts)?
            }
            Term::Not(a) => {
                let inner = self.derive(a, c)?;
                self.not(inner)?
            }
        };
        self.derived.insert((id, c), result);
        Ok(result)
    }

    fn automaton(&mut self, initial: Id) -> Result<Dfa, Refused> {
        let blocks = self.blocks();
        let mut states = vec![initial];
        let mut index = HashMap::from_iter([(initial, 0_u32)]);
        let mut moves: Vec<u32> = Vec::new();
        let mut accepting = Vec::new();
        let mut at = 0;
        while at < states.len() {
            let state = states[at];
            let ended = self.derive(state, END)?;
            accepting.push(self.is_nullable(ended));
            for block in &blocks {
                let next = self.derive(state, block[0].0)?;
                let known = u32::try_from(states.len()).map_err(|_| Refused::Size)?;
                let target = *index.entry(next).or_insert_with(|| {
                    states.push(next);
                    known
                });
                moves.push(target);
            }
            if states.len() > MAX_STATES {
                return Err(Refused::Size);
            }
            at += 1;
        }
        Ok(Dfa::new(&blocks, &moves, &accepting))
    }

    /// The characters of strings, cut into blocks in which no class makes a difference.
    fn blocks(&self) -> Vec<Vec<(u32, u32)>> {
        let mut cuts = vec![0, 0xD800, 0xE000, LAST + 1];
        let mut classes = Vec::new();
        for term in &self.terms {
            if let Term::Class(class) = term {
                classes.push(class);
                for &(start, end) in class.ranges() {
                    cuts.push(start);
                    cuts.push(end + 1);
                }
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut blocks: BTreeMap<Vec<bool>, Vec<(u32, u32)>> = BTreeMap::new();
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1] - 1);
            if end <= LAST && !(0xD800..0xE000).contains(&start) {
                let inside = classes.iter().map(|class| class.has(start)).collect();
                blocks.entry(inside).or_default().push((start, end));
            }
        }
        blocks.into_values().collect()
    }
}

/// Refuses what the marks cannot tell: each is consumed once, so that a second `^` at the beginning
/// (as in `^(?:^a)`) would never match, nor one within a look-ahead, where the mark is behind it.
fn check_marks(ast: &Ast) -> Result<(), Refused> {
    let [n_starts, n_ends] = n_marks(ast)?;
    match (n_starts > 1, n_ends > 1) {
        (true, _) => Err(Refused::Construct("`^` twice on one way")),
        (_, true) => Err(Refused::Construct("`$` twice on one way")),
        _ => Ok(()),
    }
}

/// How many `^` and `$` stand on one way through the pattern, at most.
fn n_marks(ast: &Ast) -> Result<[u32; 2], Refused> {
    let mut most = [0_u32; 2];
    match ast {
        Ast::Class(_) => {}
        Ast::Start => most[0] = 1,
        Ast::End => most[1] = 1,
        Ast::Concat(parts) => {
            for part in parts {
                let [n_starts, n_ends] = n_marks(part)?;
                most = [most[0] + n_starts, most[1] + n_ends];
            }
        }
        Ast::Either(branches) => {
            for branch in branches {
                let [n_starts, n_ends] = n_marks(branch)?;
                most = [most[0].max(n_starts), most[1].max(n_ends)];
            }
        }
        Ast::Repeat { body, .. } => most = n_marks(body)?,
        Ast::Ahead { body, .. } => match n_marks(body)? {
            [0, 0 | 1] => {}
            [0, _] => return Err(Refused::Construct("`$` twice on one way")),
            _ => return Err(Refused::Construct("`^` in a look-ahead")),
        },
    }
    Ok(most)
}

fn has_assertion(ast: &Ast) -> bool {
    match ast {
        Ast::Start | Ast::End | Ast::Ahead { .. } => true,
        Ast::Class(_) => false,
        Ast::Concat(parts) | Ast::Either(parts) => parts.iter().any(has_assertion),
        Ast::Repeat { body, .. } => has_assertion(body),
    }
}
