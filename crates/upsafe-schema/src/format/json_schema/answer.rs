//! What goes with an answer: what a proof takes for granted, and where an "unknown" stands.

use super::lower::Obstacles;
use super::schema::Schema;
use crate::json::{Document, NodeId, NodeKind};
use crate::relation::{Assumption, Method, Obstacle, Side, Unknown};
use crate::semantics::{Formats, Semantics};
use crate::set::{OpaqueId, Store};
use crate::solve::Gap;
use std::collections::BTreeSet;

/// What a proof of "reader reads writer" takes for granted.
pub(super) fn assumptions(
    reader: &Schema,
    writer: &Schema,
    semantics: Semantics,
    method: Method,
    store: &Store,
) -> Vec<Assumption> {
    let mut found = BTreeSet::new();
    for (side, schema) in [(Side::Reader, reader), (Side::Writer, writer)] {
        if !schema.names_dialect {
            let name = schema.dialect.name();
            found.insert(Assumption::Dialect { side, name });
        }
        for (name, place) in schema.document.duplicates() {
            found.insert(Assumption::LastNameWins {
                side,
                name: name.to_string(),
                place: *place,
            });
        }
        let uses = &schema.uses;
        // Where both schemas are the same, it does not matter what their keywords mean.
        if method == Method::Identity {
            if uses.elsewhere {
                found.insert(Assumption::SameElsewhere);
            }
            continue;
        }
        if uses.patterns {
            found.insert(Assumption::Patterns);
        }
        if uses.fractions {
            found.insert(Assumption::ExactNumbers);
        }
        if uses.formats && semantics.formats == Formats::Annotate {
            found.insert(Assumption::FormatIsAnnotation);
        }
        let has_texts = !(reader.texts.is_empty() && writer.texts.is_empty());
        if uses.formats && semantics.formats == Formats::Assert && has_texts {
            found.insert(Assumption::FormatOfTexts);
        }
        if uses.contents {
            found.insert(Assumption::ContentIsAnnotation);
        }
    }
    for condition in store.opaques() {
        found.insert(Assumption::SameCondition {
            reason: condition.reason.clone(),
        });
    }
    found.into_iter().collect()
}

/// The answer "unknown", with the place of what defeated the search.
pub(super) fn unknown(
    reader: &Schema,
    writer: &Schema,
    gap: &Gap,
    obstacles: &Obstacles,
    steps: u64,
) -> Unknown {
    let sides = [(Side::Reader, reader), (Side::Writer, writer)];
    let obstacle = match gap.opaque.and_then(|opaque| obstacles.get(&opaque)) {
        Some((side, spot, construct)) => {
            let schema = if *side == Side::Reader {
                reader
            } else {
                writer
            };
            // A place in a meta-schema is none of the user's.
            let node = if spot.document == 0 {
                spot.node
            } else {
                schema.document.root()
            };
            Some(obstacle(*side, &schema.document, node, construct))
        }
        // The search names the keyword; where it stands more than once, the first is shown.
        None => keyword(&gap.reason).and_then(|construct| {
            sides.into_iter().find_map(|(side, schema)| {
                let node = first(&schema.document, construct)?;
                Some(obstacle(side, &schema.document, node, construct))
            })
        }),
    };
    Unknown::new(gap.reason.to_string(), steps).at(obstacle)
}

/// The condition that a reference leads back to itself.
pub(super) fn endless(store: &Store, obstacles: &Obstacles) -> Option<OpaqueId> {
    let looping = |id: &OpaqueId| store.opaque(*id).key.starts_with("loop ");
    obstacles.keys().copied().filter(looping).min()
}

fn obstacle(side: Side, document: &Document, node: NodeId, construct: &str) -> Obstacle {
    let pointer = document.pointer(node);
    Obstacle::new(side, pointer, document.place(node), construct.to_owned())
}

/// The keyword in back-ticks that a reason starts with.
fn keyword(reason: &str) -> Option<&str> {
    let (keyword, _) = reason.strip_prefix('`')?.split_once('`')?;
    Some(keyword)
}

/// The first value under that keyword, in the order of the text.
fn first(document: &Document, keyword: &str) -> Option<NodeId> {
    let mut todo = vec![document.root()];
    let mut found = None;
    while let Some(node) = todo.pop() {
        match document.kind(node) {
            NodeKind::Array(items) => todo.extend(items),
            NodeKind::Object(members) => {
                todo.extend(members.values());
                if let Some(part) = members.get(keyword) {
                    let place = document.place(part);
                    if found.is_none_or(|(old, _)| place < old) {
                        found = Some((place, part));
                    }
                }
            }
            _ => {}
        }
    }
    found.map(|(_, node)| node)
}
