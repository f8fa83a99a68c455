//! Ways through the data, put into words only where there is something to tell.

/// The longest path that is told in full, in bytes.
const MAX_PATH: usize = 1_000;

/// A way that [`Paths`] knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct PathId(usize);

/// One step into a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// Into a field.
    Field(&'a str),
    /// Into a branch of a union.
    Branch(&'a str),
    /// Into an item of an array.
    Item,
    /// Into an entry of a map.
    Entry,
}

impl Step<'_> {
    /// How many bytes it takes in words, at most.
    fn length(self) -> usize {
        match self {
            Step::Field(name) => name.len() + 1,
            Step::Branch(name) => name.len() + 2,
            Step::Item | Step::Entry => 2,
        }
    }
}

/// A way as the last step and the way before it.
#[derive(Debug)]
struct Way<'a> {
    before: PathId,
    step: Step<'a>,
    /// How many bytes it takes in words, at most.
    length: usize,
}

/// All ways that were gone.
#[derive(Debug, Default)]
pub(super) struct Paths<'a>(Vec<Way<'a>>);

impl<'a> Paths<'a> {
    /// The way to the root.
    pub(super) const ROOT: PathId = PathId(0);

    fn way(&self, path: PathId) -> Option<&Way<'a>> {
        self.0.get(path.0.checked_sub(1)?)
    }

    /// One step further; the same way where that is too long to be told.
    pub(super) fn join(&mut self, before: PathId, step: Step<'a>) -> PathId {
        let length = self.way(before).map_or(0, |way| way.length);
        if length > MAX_PATH {
            return before;
        }
        self.0.push(Way {
            before,
            step,
            length: length + step.length(),
        });
        PathId(self.0.len())
    }

    /// The way in words: `a.b[].c`, entries of maps as `{}`, branches as `<name>`; empty at the root.
    pub(super) fn told(&self, path: PathId) -> String {
        let mut steps = Vec::new();
        let mut at = path;
        while let Some(way) = self.way(at) {
            steps.push(way.step);
            at = way.before;
        }
        let mut told = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Field(name) => {
                    if !told.is_empty() {
                        told.push('.');
                    }
                    told.push_str(name);
                }
                Step::Branch(name) => {
                    told.push('<');
                    told.push_str(name);
                    told.push('>');
                }
                Step::Item => told.push_str("[]"),
                Step::Entry => told.push_str("{}"),
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_PATH, Paths, Step};

    #[test]
    fn ways_are_told_from_the_root_and_cut_off() {
        let mut paths = Paths::default();
        let a = paths.join(Paths::ROOT, Step::Field("a"));
        let b = paths.join(a, Step::Branch("x.B"));
        let items = paths.join(b, Step::Item);
        let entry = paths.join(items, Step::Entry);
        let mut deep = paths.join(entry, Step::Field("c"));
        let check = |paths: &Paths<'_>, path, expected| assert_eq!(paths.told(path), expected);
        check(&paths, Paths::ROOT, "");
        check(&paths, a, "a");
        check(&paths, deep, "a<x.B>[]{}.c");
        for _ in 0..MAX_PATH {
            deep = paths.join(deep, Step::Field("d"));
        }
        let told = paths.told(deep);
        assert!(
            (MAX_PATH - 1..MAX_PATH + 4).contains(&told.len()),
            "{}",
            told.len()
        );
    }
}
