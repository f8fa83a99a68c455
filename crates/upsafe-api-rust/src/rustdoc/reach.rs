//! Which items can be named from outside, and by which paths: re-exports and globs are followed.

use std::collections::{BTreeMap, BTreeSet};

use rustdoc_types::{Crate, Id, Item, ItemEnum, Use, Visibility};

use super::names::is_hidden;
use crate::model::Reexport;

/// Deeper modules than this are not followed.
const DEPTH: usize = 128;
/// More paths than this are not followed; a crate with so many is not told at all.
const VISITS: usize = 2_000_000;

/// The public paths of one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    pub(super) public: BTreeSet<String>,
    pub(super) hidden: BTreeSet<String>,
}

/// What the walk found.
#[derive(Default)]
pub(super) struct Reached {
    pub(super) paths: BTreeMap<Id, Paths>,
    pub(super) reexports: BTreeMap<(String, String), Foreign>,
    visits: usize,
}

/// A foreign item under an own path.
pub(super) struct Foreign {
    pub(super) reexport: Reexport,
    pub(super) id: Option<Id>,
    pub(super) hidden: bool,
}

/// Namespaces in which a name is one thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Type,
    Value,
    Macro,
}

struct Walk<'a> {
    krate: &'a Crate,
    reached: Reached,
    stack: Vec<Id>,
    globs: Vec<Id>,
}

/// A place in the walk: the path so far, and whether something on it is hidden.
#[derive(Clone, Copy)]
struct Place<'p> {
    path: &'p str,
    hidden: bool,
}

/// Finds every public path of every own item.
///
/// # Errors
/// Where there are too many to follow.
pub(super) fn reach(krate: &Crate) -> Result<Reached, String> {
    let root = krate
        .index
        .get(&krate.root)
        .ok_or("there is no root module")?;
    let name = root.name.as_deref().ok_or("the root module has no name")?;
    let mut walk = Walk {
        krate,
        reached: Reached::default(),
        stack: Vec::new(),
        globs: Vec::new(),
    };
    walk.module(
        krate.root,
        Place {
            path: name,
            hidden: false,
        },
    )?;
    Ok(walk.reached)
}

impl<'a> Walk<'a> {
    fn module(&mut self, id: Id, place: Place<'_>) -> Result<(), String> {
        self.note(id, place.path, place.hidden);
        // A module inside itself adds paths without end, and none that says anything new.
        if self.stack.contains(&id) || self.stack.len() >= DEPTH {
            return Ok(());
        }
        self.stack.push(id);
        let done = self.inside(id, place, &BTreeSet::new());
        self.stack.pop();
        done
    }

    /// Everything public in a module, told under `place`; `taken` names shadow a glob's.
    fn inside(
        &mut self,
        id: Id,
        place: Place<'_>,
        taken: &BTreeSet<(Space, String)>,
    ) -> Result<(), String> {
        let Some(ItemEnum::Module(module)) = self.krate.index.get(&id).map(|item| &item.inner)
        else {
            return Ok(());
        };
        let mut explicit = taken.clone();
        let mut globs = Vec::new();
        for child in &module.items {
            let Some(item) = self.krate.index.get(child) else {
                continue;
            };
            self.visit()?;
            let public = matches!(item.visibility, Visibility::Public);
            match &item.inner {
                ItemEnum::Use(import) if import.is_glob => {
                    if public {
                        globs.push((item, import));
                    }
                }
                ItemEnum::Use(import) => {
                    let spaces = self.spaces_of_import(import);
                    let free = !spaces
                        .iter()
                        .any(|&s| taken.contains(&(s, import.name.clone())));
                    explicit.extend(spaces.iter().map(|&s| (s, import.name.clone())));
                    if public && free {
                        self.import(item, import, place)?;
                    }
                }
                _ => {
                    let Some(name) = &item.name else { continue };
                    let spaces = spaces(item);
                    let free = !spaces.iter().any(|&s| taken.contains(&(s, name.clone())));
                    explicit.extend(spaces.iter().map(|&s| (s, name.clone())));
                    if public && free {
                        self.item(item, name, place)?;
                    }
                }
            }
        }
        for (item, import) in globs {
            self.glob(item, import, place, &explicit)?;
        }
        Ok(())
    }

    fn visit(&mut self) -> Result<(), String> {
        self.reached.visits += 1;
        match self.reached.visits > VISITS {
            true => Err(format!(
                "it has more than {VISITS} paths through re-exports"
            )),
            false => Ok(()),
        }
    }

    fn item(&mut self, item: &'a Item, name: &str, place: Place<'_>) -> Result<(), String> {
        let path = format!("{}::{name}", place.path);
        let hidden = place.hidden || is_hidden(item);
        match &item.inner {
            ItemEnum::Module(_) => self.module(
                item.id,
                Place {
                    path: &path,
                    hidden,
                },
            ),
            ItemEnum::ExternCrate { name: krate, .. } => {
                let reexport = Reexport {
                    target: krate.clone(),
                    name: Some("crate".to_owned()),
                    glob: false,
                };
                let foreign = Foreign {
                    reexport,
                    id: None,
                    hidden,
                };
                self.reached
                    .reexports
                    .insert((path, krate.clone()), foreign);
                Ok(())
            }
            _ => {
                self.note(item.id, &path, hidden);
                Ok(())
            }
        }
    }

    fn import(&mut self, item: &'a Item, import: &Use, place: Place<'_>) -> Result<(), String> {
        let hidden = place.hidden || is_hidden(item);
        let own = import.id.and_then(|id| self.krate.index.get(&id));
        match own {
            Some(target) if target.crate_id == 0 => match &target.inner {
                ItemEnum::Use(next) if next.is_glob => Ok(()),
                ItemEnum::Use(next) if self.stack.len() < DEPTH => {
                    self.stack.push(target.id);
                    let next = Use {
                        name: import.name.clone(),
                        ..next.clone()
                    };
                    let done = self.import(target, &next, Place { hidden, ..place });
                    self.stack.pop();
                    done
                }
                _ => self.item(target, &import.name, Place { hidden, ..place }),
            },
            _ => {
                let path = format!("{}::{}", place.path, import.name);
                self.foreign(import, path, hidden);
                Ok(())
            }
        }
    }

    fn glob(
        &mut self,
        item: &'a Item,
        import: &Use,
        place: Place<'_>,
        taken: &BTreeSet<(Space, String)>,
    ) -> Result<(), String> {
        let hidden = place.hidden || is_hidden(item);
        let own = import.id.and_then(|id| self.krate.index.get(&id));
        match own
            .filter(|target| target.crate_id == 0)
            .map(|target| (target, &target.inner))
        {
            Some((target, ItemEnum::Module(_))) => {
                if self.globs.contains(&target.id) || self.globs.len() >= DEPTH {
                    return Ok(());
                }
                self.globs.push(target.id);
                let done = self.inside(target.id, Place { hidden, ..place }, taken);
                self.globs.pop();
                done
            }
            Some((_, ItemEnum::Enum(of))) => {
                for id in &of.variants {
                    let Some(variant) = self.krate.index.get(id) else {
                        continue;
                    };
                    let Some(name) = &variant.name else { continue };
                    if !taken.contains(&(Space::Type, name.clone())) {
                        self.item(variant, name, Place { hidden, ..place })?;
                    }
                }
                Ok(())
            }
            Some(_) => Ok(()),
            None => {
                self.foreign(import, place.path.to_owned(), hidden);
                Ok(())
            }
        }
    }

    fn foreign(&mut self, import: &Use, path: String, hidden: bool) {
        let reexport = Reexport {
            target: import.source.clone(),
            name: None,
            glob: import.is_glob,
        };
        let foreign = Foreign {
            reexport,
            id: import.id,
            hidden,
        };
        self.reached
            .reexports
            .insert((path, import.source.clone()), foreign);
    }

    fn note(&mut self, id: Id, path: &str, hidden: bool) {
        let paths = self.reached.paths.entry(id).or_default();
        let set = if hidden {
            &mut paths.hidden
        } else {
            &mut paths.public
        };
        set.insert(path.to_owned());
    }

    fn spaces_of_import(&self, import: &Use) -> Vec<Space> {
        let known = import.id.and_then(|id| self.krate.index.get(&id));
        match known {
            Some(item) => spaces(item),
            None => Vec::new(),
        }
    }
}

fn spaces(item: &Item) -> Vec<Space> {
    match &item.inner {
        ItemEnum::Function(_) | ItemEnum::Constant { .. } | ItemEnum::Static(_) => {
            vec![Space::Value]
        }
        ItemEnum::Macro(_) | ItemEnum::ProcMacro(_) => vec![Space::Macro],
        ItemEnum::Impl(_) => Vec::new(),
        _ => vec![Space::Type],
    }
}
