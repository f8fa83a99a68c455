//! The shortest words of an intersection of regular languages: the emptiness test and the witness.

use super::dfa::Dfa;
use ahash::AHashMap as HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest product automaton that is explored.
const MAX_PRODUCT: usize = 20_000;
/// The largest number of (length, state) pairs that are looked at.
const MAX_CELLS: usize = 4_000_000;
/// The longest word that is built.
const MAX_WORD: u64 = 100_000;

/// What words are asked for: in all of `inside`, in none of `outside`, of a length (in code
/// points) in the bounds, and not in `excluded`.
pub(crate) struct Query<'a> {
    pub(crate) inside: Vec<&'a Dfa>,
    pub(crate) outside: Vec<&'a Dfa>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    pub(crate) excluded: &'a BTreeSet<Arc<str>>,
}

/// Some words, the shortest first.
pub(crate) enum Found {
    /// These words, and whether there are no others.
    Words { words: Vec<String>, complete: bool },
    /// The bounds of the search were too small.
    TooLarge,
}

impl Query<'_> {
    pub(crate) fn allows(&self, text: &str) -> bool {
        let length = text.chars().count() as u64;
        length >= self.min
            && self.max.is_none_or(|max| length <= max)
            && !self.excluded.contains(text)
            && self.inside.iter().all(|dfa| dfa.matches(text))
            && !self.outside.iter().any(|dfa| dfa.matches(text))
    }
}

/// Up to `wanted` words; `steps` is told how much work was done.
pub(crate) fn words(query: &Query<'_>, wanted: usize, steps: &mut u64) -> Found {
    if query.max.is_some_and(|max| max < query.min) {
        return Found::Words {
            words: Vec::new(),
            complete: true,
        };
    }
    let Some(product) = Product::explore(query, steps) else {
        return Found::TooLarge;
    };
    product.words(query, wanted, steps)
}

struct Product {
    /// The characters of each block, as ranges.
    blocks: Vec<Vec<(u32, u32)>>,
    moves: Vec<usize>,
    accepting: Vec<bool>,
}

impl Product {
    fn explore(query: &Query<'_>, steps: &mut u64) -> Option<Product> {
        let all: Vec<&Dfa> = query.inside.iter().chain(&query.outside).copied().collect();
        let n_inside = query.inside.len();
        let blocks = common_blocks(&all);
        let representative: Vec<Vec<usize>> = blocks
            .iter()
            .map(|ranges| all.iter().map(|dfa| dfa.block(ranges[0].0)).collect())
            .collect();

        let initial: Vec<usize> = vec![0; all.len()];
        let mut index: HashMap<Vec<usize>, usize> = HashMap::from_iter([(initial.clone(), 0)]);
        let mut states = vec![initial];
        let mut moves = Vec::new();
        let mut accepting = Vec::new();
        let mut at = 0;
        while at < states.len() {
            let state = states[at].clone();
            *steps += 1;
            let yes = all.iter().zip(&state).enumerate();
            accepting.push(
                yes.into_iter()
                    .all(|(i, (dfa, &s))| dfa.accepts(s) == (i < n_inside)),
            );
            for representative in &representative {
                let next: Vec<usize> = (all.iter().zip(&state).zip(representative))
                    .map(|((dfa, &s), &block)| dfa.next(s, block))
                    .collect();
                let fresh = states.len();
                let target = *index.entry(next.clone()).or_insert(fresh);
                if target == fresh {
                    states.push(next);
                }
                moves.push(target);
            }
            if states.len() > MAX_PRODUCT {
                return None;
            }
            at += 1;
        }
        Some(Product {
            blocks,
            moves,
            accepting,
        })
    }

    fn next(&self, state: usize, block: usize) -> usize {
        self.moves[state * self.blocks.len() + block]
    }

    fn words(&self, query: &Query<'_>, wanted: usize, steps: &mut u64) -> Found {
        let n_states = self.accepting.len();
        // A word of at least `n_states` letters exists exactly if the language is infinite, and
        // then one exists in every window of `n_states` lengths.
        let window = n_states as u64;
        let reach = query.min.max(window) + window.saturating_mul(wanted as u64 + 1);
        let last = query.max.map_or(reach, |max| max.min(reach));
        let mut ends: Vec<Vec<bool>> = vec![self.accepting.clone()];
        let mut words = Vec::new();
        let mut seen_beyond = false;
        for length in 0..=last {
            if length > MAX_WORD || (length as usize + 1).saturating_mul(n_states) > MAX_CELLS {
                return if words.is_empty() {
                    Found::TooLarge
                } else {
                    Found::Words {
                        words,
                        complete: false,
                    }
                };
            }
            *steps += 1 + window / 16;
            let can = &ends[length as usize];
            if length >= query.min && can[0] {
                seen_beyond |= length >= window;
                self.spell(length as usize, &ends, query, wanted, &mut words);
                if words.len() >= wanted {
                    return Found::Words {
                        words,
                        complete: false,
                    };
                }
            }
            let one_longer: Vec<bool> = (0..n_states)
                .map(|state| (0..self.blocks.len()).any(|b| can[self.next(state, b)]))
                .collect();
            if !one_longer.contains(&true) {
                return Found::Words {
                    words,
                    complete: true,
                };
            }
            ends.push(one_longer);
        }
        let complete = query.max == Some(last) || !seen_beyond;
        Found::Words { words, complete }
    }

    /// Adds words of exactly `length` letters until enough are found.
    fn spell(
        &self,
        length: usize,
        ends: &[Vec<bool>],
        query: &Query<'_>,
        wanted: usize,
        words: &mut Vec<String>,
    ) {
        let spare = wanted + query.excluded.len();
        let letters: Vec<Vec<char>> = self
            .blocks
            .iter()
            .map(|ranges| letters(ranges, spare))
            .collect();
        let mut order: Vec<usize> = (0..self.blocks.len()).collect();
        order.sort_by_key(|&b| letters[b].first().map(|&c| taste(c)));

        // A path is, for each position, which choice among (block, letter) pairs comes next.
        let choices: Vec<(usize, char)> = (0..=spare)
            .flat_map(|round| order.iter().map(move |&block| (round, block)))
            .filter_map(|(round, block)| letters[block].get(round).map(|&c| (block, c)))
            .collect();
        let mut word: Vec<char> = Vec::with_capacity(length);
        let mut states = vec![0_usize];
        let mut tried = vec![0_usize];
        loop {
            let depth = word.len();
            if depth == length {
                let text: String = word.iter().collect();
                if !query.excluded.contains(text.as_str()) {
                    words.push(text);
                    if words.len() >= wanted {
                        return;
                    }
                }
            } else {
                let left = length - depth - 1;
                let state = states[depth];
                let next = (tried[depth]..choices.len())
                    .map(|at| (at, self.next(state, choices[at].0)))
                    .find(|&(_, next)| ends[left][next]);
                if let Some((at, next)) = next {
                    tried[depth] = at + 1;
                    word.push(choices[at].1);
                    states.push(next);
                    tried.push(0);
                    continue;
                }
            }
            states.pop();
            tried.pop();
            if word.pop().is_none() {
                return;
            }
        }
    }
}

/// The coarsest cut of the characters that respects every automaton's.
fn common_blocks(all: &[&Dfa]) -> Vec<Vec<(u32, u32)>> {
    let mut cuts = vec![0, 0xD800, 0xE000, 0x11_0000];
    for dfa in all {
        for &(start, end, _) in dfa.ranges() {
            cuts.push(start);
            cuts.push(end + 1);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut blocks: HashMap<Vec<usize>, usize> = HashMap::default();
    let mut result: Vec<Vec<(u32, u32)>> = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1] - 1);
        if (0xD800..0xE000).contains(&start) {
            continue;
        }
        let key = all.iter().map(|dfa| dfa.block(start)).collect();
        let at = *blocks.entry(key).or_insert_with(|| {
            result.push(Vec::new());
            result.len() - 1
        });
        result[at].push((start, end));
    }
    result
}

/// Up to `n + 1` characters of a block, the plainest first.
fn letters(ranges: &[(u32, u32)], n: usize) -> Vec<char> {
    let mut codes: Vec<char> = Vec::new();
    let plain = [('a', 'z'), ('0', '9'), ('A', 'Z'), (' ', '~')];
    for (from, to) in plain {
        for &(start, end) in ranges {
            let (low, high) = (start.max(u32::from(from)), end.min(u32::from(to)));
            let some = (low..=high).filter_map(char::from_u32).take(n + 1);
            codes.extend(some.filter(|c| !codes.contains(c)).collect::<Vec<_>>());
        }
        if codes.len() > n {
            codes.truncate(n + 1);
            return codes;
        }
    }
    for &(start, end) in ranges {
        let missing = (n + 1).saturating_sub(codes.len());
        let some = (start..=end)
            .filter_map(char::from_u32)
            .filter(|c| !(' '..='~').contains(c));
        codes.extend(some.take(missing));
    }
    codes
}

fn taste(c: char) -> (u8, char) {
    let group = match c {
        'a'..='z' => 0,
        '0'..='9' => 1,
        'A'..='Z' => 2,
        ' '..='~' => 3,
        '\u{a1}'.. => 4,
        _ => 5,
    };
    (group, c)
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
    use super::{Found, Query, words};
    use std::collections::BTreeSet;
    use std::sync::Arc;

    fn check(inside: &[&str], outside: &[&str], min: u64, max: Option<u64>, expected: &str) {
        let inside: Vec<_> = inside.iter().map(|p| pattern(p).unwrap()).collect();
        let outside: Vec<_> = outside.iter().map(|p| pattern(p).unwrap()).collect();
        let excluded = BTreeSet::from([Arc::from("xx")]);
        let query = Query {
            inside: inside.iter().collect(),
            outside: outside.iter().collect(),
            min,
            max,
            excluded: &excluded,
        };
        let found = match words(&query, 3, &mut 0) {
            Found::Words { words, complete } => {
                format!("{}{}", words.join(" "), if complete { "." } else { "" })
            }
            Found::TooLarge => "too large".to_owned(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn the_shortest_words_come_first() {
        check(&["^a*$"], &[], 0, None, " a aa");
        check(&["^a*$"], &["^(aa)*$"], 0, None, "a aaa aaaaa");
        check(&["^[ab]$"], &[], 0, None, "a b.");
        check(&["^[0-9]+$"], &[r"^\d+$"], 0, None, ".");
        check(&["^x+$"], &[], 1, Some(3), "x xxx.");
        check(&["^.{1,255}$"], &[], 255, None, &three(255));
        check(&["^.{1,255}$"], &[], 256, None, ".");
        check(&[], &[], 2, Some(2), "aa ab ac");
        check(&[], &[], 3, Some(2), ".");
        check(&[], &[], 1_000_000_000, None, "too large");
    }

    fn three(n: usize) -> String {
        let a = "a".repeat(n - 1);
        format!("{a}a {a}b {a}c")
    }
}
