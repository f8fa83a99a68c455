//! Numbers in the place of texts: names, requirements, and the words of features.

use std::{collections::HashMap, rc::Rc};

use foldhash::fast::RandomState;
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
    words: HashMap<Rc<str>, Word, RandomState>,
    word_texts: Vec<Rc<str>>,
    /// By text: packages of one name from several sources are few.
    names: HashMap<Rc<str>, Vec<Name>, RandomState>,
    name_texts: Vec<(Rc<str>, From)>,
    reqs: HashMap<Rc<str>, Req, RandomState>,
    read: Vec<Rc<ReadReq>>,
}

impl Names {
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(&known) = self.words.get(text) {
            return known;
        }
        let text: Rc<str> = text.into();
        let number = Word(self.word_texts.len() as u32);
        self.word_texts.push(Rc::clone(&text));
        self.words.insert(text, number);
        number
    }

    /// The word, if any release ever used it.
    pub(crate) fn known_word(&self, text: &str) -> Option<Word> {
        self.words.get(text).copied()
    }

    pub(crate) fn word_text(&self, word: Word) -> Rc<str> {
        Rc::clone(&self.word_texts[word.0 as usize])
    }

    pub(crate) fn name(&mut self, text: &str, from: From) -> Name {
        let number = Name(self.name_texts.len() as u32);
        let text: Rc<str> = match self.names.get_mut(text) {
            Some(same) => {
                let is_it = |name: &&Name| self.name_texts[name.index()].1 == from;
                if let Some(&known) = same.iter().find(is_it) {
                    return known;
                }
                same.push(number);
                Rc::clone(&self.name_texts[same[0].index()].0)
            }
            None => {
                let text: Rc<str> = text.into();
                self.names.insert(Rc::clone(&text), vec![number]);
                text
            }
        };
        self.name_texts.push((text, from));
        number
    }

    pub(crate) fn is_from_registry(&self, name: Name) -> bool {
        matches!(self.name_texts[name.index()].1, From::Registry(_))
    }

    pub(crate) fn name_text(&self, name: Name) -> (Rc<str>, From) {
        self.name_texts[name.index()].clone()
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
