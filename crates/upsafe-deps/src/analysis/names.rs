//! Numbers in the place of texts: names, requirements, and the words of features.

use std::{collections::HashMap, hash::Hash, rc::Rc};

use semver::VersionReq;
use upsafe_version::cargo::Requirement;

/// A word: a feature, or the key of a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Word(u32);

/// A package by name and source, whatever its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(u32);

impl Name {
    /// Names are numbered from 0 without gaps.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What belongs to names, as a list with gaps.
#[derive(Clone, Debug)]
pub(crate) struct ByName<T>(Vec<T>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> ByName<T> {
    pub(crate) fn get(&self, name: Name) -> Option<&T> {
        self.0.get(name.index())
    }

    pub(crate) fn entry(&mut self, name: Name) -> &mut T {
        if self.0.len() <= name.index() {
            self.0.resize_with(name.index() + 1, T::default);
        }
        &mut self.0[name.index()]
    }
}

/// A version requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Req(u32);

/// Where the versions of a package come from, as far as it tells packages of one name apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum From {
    /// A registry, by its canonical URL.
    Registry(Rc<str>),
    /// The tree.
    Path,
    /// A git repository, by its URL, or anything else that no index describes.
    Elsewhere(Rc<str>),
}

/// A requirement as it was read.
#[derive(Clone, Debug)]
pub(crate) struct ReadReq {
    pub(crate) text: Rc<str>,
    /// `None` where cargo no longer understands it.
    pub(crate) parsed: Option<Requirement>,
}

impl ReadReq {
    pub(crate) fn matches(&self, version: &semver::Version) -> bool {
        let parsed = self.parsed.as_ref();
        parsed.is_some_and(|parsed| parsed.as_inner().matches(version))
    }
}

/// Every text that was met, once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    words: Table<Rc<str>>,
    names: Table<(Rc<str>, From)>,
    is_registry: Vec<bool>,
    reqs: HashMap<Rc<str>, Req>,
    read: Vec<Rc<ReadReq>>,
}

#[derive(Debug)]
struct Table<T> {
    by_value: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            by_value: HashMap::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn number(&mut self, value: T) -> u32 {
        *self.by_value.entry(value.clone()).or_insert_with(|| {
            self.values.push(value);
            (self.values.len() - 1) as u32
        })
    }
}

impl Names {
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(&known) = self.words.by_value.get(text) {
            return Word(known);
        }
        Word(self.words.number(text.into()))
    }

    /// The word, if any release ever used it.
    pub(crate) fn known_word(&self, text: &str) -> Option<Word> {
        self.words.by_value.get(text).copied().map(Word)
    }

    pub(crate) fn word_text(&self, word: Word) -> Rc<str> {
        Rc::clone(&self.words.values[word.0 as usize])
    }

    pub(crate) fn name(&mut self, text: &str, from: From) -> Name {
        let is_registry = matches!(from, From::Registry(_));
        let name = Name(self.names.number((text.into(), from)));
        if name.index() == self.is_registry.len() {
            self.is_registry.push(is_registry);
        }
        name
    }

    pub(crate) fn is_from_registry(&self, name: Name) -> bool {
        self.is_registry[name.index()]
    }

    pub(crate) fn name_text(&self, name: Name) -> (Rc<str>, From) {
        self.names.values[name.0 as usize].clone()
    }

    pub(crate) fn req(&mut self, text: &str) -> Req {
        if let Some(&known) = self.reqs.get(text) {
            return known;
        }
        let text: Rc<str> = text.into();
        let parsed = text.parse::<VersionReq>().ok().map(Requirement::from);
        let number = Req(self.read.len() as u32);
        self.read.push(Rc::new(ReadReq {
            text: Rc::clone(&text),
            parsed,
        }));
        self.reqs.insert(text, number);
        number
    }

    pub(crate) fn read_req(&self, req: Req) -> Rc<ReadReq> {
        Rc::clone(&self.read[req.0 as usize])
    }
}
