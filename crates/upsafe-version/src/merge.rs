//! Merge sort for orders that may run in circles.
//!
//! The standard library's sorts may panic where the order of a type is not transitive, as Maven's is
//! not. This one ends on any comparison, and holds as much as can be held: each item compares as
//! at most the one behind it.

use std::{cmp::Ordering, collections::VecDeque};

/// Sorts `items`; takes about n log n comparisons. Where the order runs in a circle, the answer
/// depends on the order in which the items come.
pub(crate) fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut runs: VecDeque<VecDeque<T>> = items.into_iter().map(|i| VecDeque::from([i])).collect();
    while runs.len() > 1 {
        if let (Some(a), Some(b)) = (runs.pop_front(), runs.pop_front()) {
            runs.push_back(merged(a, b, &compare));
        }
    }
    runs.pop_front().unwrap_or_default().into()
}

fn merged<T>(
    mut a: VecDeque<T>,
    mut b: VecDeque<T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> VecDeque<T> {
    let mut merged = VecDeque::with_capacity(a.len() + b.len());
    while let (Some(first), Some(second)) = (a.front(), b.front()) {
        let run = if compare(first, second).is_gt() {
            &mut b
        } else {
            &mut a
        };
        merged.extend(run.pop_front());
    }
    merged.append(&mut a);
    merged.append(&mut b);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_what_has_an_order() {
        for n in [0, 1, 2, 3, 7, 64, 1000_usize] {
            let items: Vec<usize> = (0..n).map(|i| i * 7919 % n.max(1) / 2).collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            assert_eq!(sorted(items, usize::cmp), expected, "{n}");
        }
    }

    #[test]
    fn ends_where_the_order_is_a_circle() {
        // Each is less than the `n / 2` that follow it on a clock.
        for n in [3, 21, 64, 501_usize] {
            let clock = |a: &usize, b: &usize| match (b + n - a) % n {
                0 => Ordering::Equal,
                ahead if ahead <= n / 2 => Ordering::Less,
                _ => Ordering::Greater,
            };
            let answer = sorted((0..n).map(|i| i * 5 % n).collect(), clock);
            assert!(answer.is_sorted_by(|a, b| clock(a, b).is_le()), "{n}");
            let mut all = answer;
            all.sort_unstable();
            let mut expected: Vec<_> = (0..n).map(|i| i * 5 % n).collect();
            expected.sort_unstable();
            assert_eq!(all, expected, "{n}");
        }
    }
}
