//! Whether a move that is allowed on paper really loses the copies: a forecast of the lock tells.

use std::{collections::BTreeSet, sync::Arc};

use super::report::{Fix, Move, RootCause};
use crate::{
    analysis::{
        catalog::class_of,
        moves::{Changes, Forecast, Wanted, changes, forecast, movable},
        world::{Spot, World},
    },
    graph::{Ecosystem, PackageSource},
};

/// How many causes are forecast; a workspace that has more is told what is allowed on paper.
const MAX_FORECASTS: usize = 24;

/// Forecasts every update and notes what it brings, what has to be named with it, and what fails.
pub(super) fn verify(world: &World<'_>, causes: &mut [RootCause]) {
    let updates = |cause: &&mut RootCause| matches!(cause.fix, Fix::Update { .. });
    let mut before = None;
    for cause in causes.iter_mut().filter(updates).take(MAX_FORECASTS) {
        let Fix::Update { moves, .. } = &cause.fix else {
            continue;
        };
        let before = before.get_or_insert_with(|| forecast(world, None));
        let copies: BTreeSet<Spot> = cause
            .copies
            .iter()
            .filter_map(|copy| world.spot(copy.package))
            .cloned()
            .collect();
        cause.fix = verified(world, before, moves.clone(), &copies);
    }
}

fn verified(
    world: &World<'_>,
    before: &Forecast<'_>,
    mut moves: Vec<Move>,
    copies: &BTreeSet<Spot>,
) -> Fix {
    let (mut from, mut to): (Vec<Spot>, Vec<Spot>) = (Vec::new(), Vec::new());
    for step in &moves {
        let Some(spot) = spot_of(world, step) else {
            return Fix::Update {
                moves,
                brings: Vec::new(),
            };
        };
        // A copy that is told to take the version of another one is the lock's matter alone.
        if class_of(&step.from) != class_of(&step.to) {
            return Fix::Update {
                moves,
                brings: Vec::new(),
            };
        }
        to.push((spot.0, step.to.clone()));
        from.push(spot);
    }
    let wanted = Wanted {
        spots: to,
        edit_members: false,
    };
    let after = forecast(world, Some(&wanted));
    if let Some((asked, _)) = after.unmet.first() {
        let need = after.walk.need(*asked);
        let by = world.shown(&after.walk.node(asked.by).spot);
        let reason = format!(
            "`{by}` requires `{}` {}, which the move leaves",
            world.text(need.name),
            world.req(need.req).text
        );
        return Fix::Stuck { moves, reason };
    }
    let changes = changes(&before.walk, &after.walk);
    if let Some(stays) = copies.iter().find(|copy| !changes.removed.contains(copy)) {
        let reason = format!("`{}` stays in the lock", world.shown(stays));
        return Fix::Stuck { moves, reason };
    }
    let free = movable(world, &from);
    for (old, new) in changes.moved.iter().filter(|(old, _)| !free.contains(old)) {
        let name: Arc<str> = Arc::from(&*world.text(old.0));
        moves.push(Move {
            ambiguous: world.graph.named(Ecosystem::Cargo, &name).len() > 1,
            name,
            from: old.1.clone(),
            to: new.clone(),
            precise: false,
        });
    }
    Fix::Update {
        brings: brought(world, &after, &changes),
        moves,
    }
}

fn spot_of(world: &World<'_>, step: &Move) -> Option<Spot> {
    let ids = world.graph.named(Ecosystem::Cargo, &step.name);
    let spots = ids
        .iter()
        .filter(|id| matches!(world.graph.package(**id).source, PackageSource::Registry(_)));
    spots
        .filter_map(|id| world.spot(*id))
        .find(|spot| spot.1 == step.from)
        .cloned()
}

/// What comes in a version beside another one.
fn brought(world: &World<'_>, after: &Forecast<'_>, changes: &Changes) -> Vec<String> {
    let names: Vec<_> = after.walk.nodes().map(|(_, node)| node.spot.0).collect();
    let is_second = |spot: &&Spot| names.iter().filter(|name| **name == spot.0).count() > 1;
    changes
        .added
        .iter()
        .filter(is_second)
        .map(|spot| world.shown(spot))
        .collect()
}
