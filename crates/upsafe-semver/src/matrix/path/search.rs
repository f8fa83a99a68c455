//! Shortest paths over places, whatever the rules are.
//!
//! Every pair is looked at once in each direction: quadratic in the number of places.

use std::collections::VecDeque;

/// What a search found.
pub(super) enum Found {
    /// The indexes on the way, both ends included.
    Path(Vec<usize>),
    /// There is none.
    Cut {
        /// The places that can be reached from the first one, in rising order.
        reached: Vec<usize>,
        /// The places from which the last one can be reached, in rising order.
        leading: Vec<usize>,
    },
}

/// The shortest path from the place `start` to the place `goal` among `n`; steps lead to higher
/// indexes if `start` is the lower one, else to lower ones. Of several shortest ones, at each stop the
/// one with the highest index.
pub(super) fn search(
    n: usize,
    start: usize,
    goal: usize,
    allows: impl Fn(usize, usize) -> bool,
) -> Found {
    let up = start < goal;
    let (low, high) = (start.min(goal), start.max(goal).min(n.saturating_sub(1)));
    let onward = |a: usize, b: usize| if up { a < b } else { a > b };
    let to_goal = distances(low..=high, goal, |here, before| {
        onward(before, here) && allows(before, here)
    });
    let left = |place: usize| to_goal.get(place - low).copied().flatten();
    if let Some(mut steps) = left(start) {
        let mut path = vec![start];
        let mut at = start;
        while steps > 0 {
            let next = (low..=high).rev().find(|&next| {
                onward(at, next) && left(next) == Some(steps - 1) && allows(at, next)
            });
            // A place that many steps from the goal has a neighbour one step nearer.
            let Some(next) = next else { break };
            path.push(next);
            at = next;
            steps -= 1;
        }
        return Found::Path(path);
    }
    let reached = distances(low..=high, start, |here, next| {
        onward(here, next) && allows(here, next)
    });
    let of = |distances: &[Option<usize>]| {
        let places = distances.iter().enumerate();
        places
            .filter(|(_, far)| far.is_some())
            .map(|(place, _)| place + low)
            .collect()
    };
    Found::Cut {
        reached: of(&reached),
        leading: of(&to_goal),
    }
}

/// How many steps each place of a range is away from one of them, over steps that `leads` allows.
fn distances(
    range: std::ops::RangeInclusive<usize>,
    origin: usize,
    leads: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let low = *range.start();
    let mut far: Vec<Option<usize>> = range.map(|_| None).collect();
    if let Some(first) = far.get_mut(origin - low) {
        *first = Some(0);
    }
    let mut queue = VecDeque::from([(origin, 0)]);
    while let Some((here, steps)) = queue.pop_front() {
        for (at, distance) in far.iter_mut().enumerate() {
            if distance.is_none() && leads(here, at + low) {
                *distance = Some(steps + 1);
                queue.push_back((at + low, steps + 1));
            }
        }
    }
    far
}
