//! The tree against its own row: what it uses must be what its version needs.

use upsafe_core::{Place, Span};

use super::{Fact, Matrix, Said, Version};

/// How the tree keeps to its own row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OwnAnswer {
    /// The component that the repository is.
    pub component: String,
    /// Its version, as the first fact about it, or the caller, says.
    pub version: Version,
    /// Where that stands, if a fact said it.
    pub place: Option<Place>,
    /// Where the component stands in `upsafe.toml`, in bytes.
    pub span: Span,
    /// Whether the component has rows and the version is in none of them.
    pub has_no_row: bool,
    /// What is used and is not what the row needs.
    pub breaches: Vec<RowBreach>,
    /// Where another version of the component stands.
    pub strays: Vec<Fact>,
    /// What the row needs, and no fact tells of.
    pub untold: Vec<String>,
}

/// Something that is used and is not what the row needs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RowBreach {
    /// What is said.
    pub fact: Fact,
    /// Of which component.
    pub component: String,
    /// The versions that are said and not needed.
    pub beyond: String,
    /// What is needed, as it was written.
    pub needed: String,
    /// Where the need stands in `upsafe.toml`, in bytes.
    pub span: Span,
}

impl Matrix {
    /// Holds facts against the row of the own component. `version` is its version where the caller
    /// knows it; else the first fact about it says so. `None` where the matrix names no own component,
    /// or nothing tells its version.
    pub fn own_row(&self, version: Option<&Version>, facts: &[Fact]) -> Option<OwnAnswer> {
        let own = self.own?;
        let component = self.components.get(own)?;
        let mut stated = facts.iter().filter(|fact| fact.component == own);
        let (version, place) = match version {
            Some(version) => (version.clone(), None),
            None => stated.find_map(|fact| match &fact.said {
                Said::Version(version) => Some((version.clone(), Some(fact.place.clone()))),
                Said::Range(_) => None,
            })?,
        };
        let is_stray = |fact: &&Fact| match &fact.said {
            Said::Version(other) => *other != version,
            Said::Range(range) => !range.contains(&version),
        };
        let strays = facts.iter().filter(|fact| fact.component == own);
        let strays = strays.filter(is_stray).cloned().collect();
        let mut rows = component.rows_of(&version).peekable();
        let has_no_row = rows.peek().is_none() && !component.rows.is_empty();
        let (mut breaches, mut untold) = (Vec::new(), Vec::new());
        for need in rows.flat_map(|row| &row.needs) {
            let name = self.name(need.component);
            let told: Vec<&Fact> = facts
                .iter()
                .filter(|fact| fact.component == need.component)
                .collect();
            if told.is_empty() {
                untold.push(name.to_owned());
            }
            for fact in told {
                if let Some(beyond) = fact.said.beyond(&need.range) {
                    breaches.push(RowBreach {
                        fact: fact.clone(),
                        component: name.to_owned(),
                        beyond,
                        needed: need.range.as_str().to_owned(),
                        span: need.range.span(),
                    });
                }
            }
        }
        Some(OwnAnswer {
            component: component.name.as_str().to_owned(),
            version,
            place,
            span: component.name.span(),
            has_no_row,
            breaches,
            strays,
            untold,
        })
    }
}
