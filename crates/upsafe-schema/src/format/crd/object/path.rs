//! Paths into an object, written as the API server writes them: `spec.ports[0].name`, `spec.labels[a]`.

use std::fmt;

/// One step of a path.
#[derive(Clone, Debug)]
enum Step {
    Property(String),
    Key(String),
    Index(usize),
}

/// Where a walk is.
#[derive(Clone, Default, Debug)]
pub(super) struct Path {
    steps: Vec<Step>,
}

impl Path {
    pub(super) fn property(&mut self, name: &str) {
        self.steps.push(Step::Property(name.to_owned()));
    }

    pub(super) fn key(&mut self, name: &str) {
        self.steps.push(Step::Key(name.to_owned()));
    }

    pub(super) fn index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }

    /// A member: declared, or one of a map.
    pub(super) fn member(&mut self, name: &str, is_property: bool) {
        match is_property {
            true => self.property(name),
            false => self.key(name),
        }
    }

    pub(super) fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// The path of a member that need not be there.
    pub(super) fn with(&self, name: &str) -> String {
        match self.steps.is_empty() {
            true => name.to_owned(),
            false => format!("{self}.{name}"),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            match step {
                Step::Property(name) if at == 0 => f.write_str(name)?,
                Step::Property(name) => write!(f, ".{name}")?,
                Step::Key(name) => write!(f, "[{name}]")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
