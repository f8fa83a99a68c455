//! A complete deterministic automaton over code points, minimal and canonical.

use ahash::AHashMap as HashMap;

/// A regular language. Invariant: state 0 is the start; minimal; states numbered in the order of
/// a breadth-first walk over blocks, blocks by their first range; so equal languages are equal.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Dfa {
    /// Sorted ranges that cover all characters, each with its block.
    ranges: Vec<(u32, u32, u32)>,
    n_blocks: usize,
    /// `moves[state * n_blocks + block]`
    moves: Vec<u32>,
    accepting: Vec<bool>,
}

impl Dfa {
    pub(super) fn new(blocks: &[Vec<(u32, u32)>], moves: &[u32], accepting: &[bool]) -> Dfa {
        let n_blocks = blocks.len();
        let part = minimal(n_blocks, moves, accepting);
        let n_parts = part.iter().max().map_or(1, |&last| last as usize + 1);
        let mut table = vec![0_u32; n_parts * n_blocks];
        let mut accepts = vec![false; n_parts];
        for (state, &p) in part.iter().enumerate() {
            accepts[p as usize] = accepting[state];
            for block in 0..n_blocks {
                table[p as usize * n_blocks + block] =
                    part[moves[state * n_blocks + block] as usize];
            }
        }

        // Blocks that no state tells apart become one.
        let mut columns: HashMap<Vec<u32>, usize> = HashMap::default();
        let mut merged: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut kept: Vec<usize> = Vec::new();
        for (block, ranges) in blocks.iter().enumerate() {
            let column = (0..n_parts).map(|p| table[p * n_blocks + block]).collect();
            let at = *columns.entry(column).or_insert_with(|| {
                merged.push(Vec::new());
                kept.push(block);
                merged.len() - 1
            });
            merged[at].extend_from_slice(ranges);
        }
        for ranges in &mut merged {
            ranges.sort_unstable();
        }
        let mut order: Vec<usize> = (0..merged.len()).collect();
        order.sort_by_key(|&at| merged[at].first().copied());

        // States in the order of a walk from the start.
        let n = order.len();
        let mut number = vec![u32::MAX; n_parts];
        let mut walk = vec![part[0] as usize];
        number[walk[0]] = 0;
        let mut at = 0;
        let mut result = Vec::new();
        let mut result_accepting = Vec::new();
        while at < walk.len() {
            let state = walk[at];
            result_accepting.push(accepts[state]);
            for &block in &order {
                let next = table[state * n_blocks + kept[block]] as usize;
                if number[next] == u32::MAX {
                    number[next] = u32::try_from(walk.len()).unwrap_or(u32::MAX);
                    walk.push(next);
                }
                result.push(number[next]);
            }
            at += 1;
        }
        let mut ranges: Vec<(u32, u32, u32)> = Vec::new();
        for (position, &block) in order.iter().enumerate() {
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            ranges.extend(merged[block].iter().map(|&(a, b)| (a, b, position)));
        }
        ranges.sort_unstable();
        ranges.dedup_by(|next, last| {
            let joins = last.2 == next.2 && last.1 + 1 == next.0;
            if joins {
                last.1 = next.1;
            }
            joins
        });
        Dfa {
            ranges,
            n_blocks: n,
            moves: result,
            accepting: result_accepting,
        }
    }

    /// The strings whose length in code points is between `min` and `max`; both are small.
    pub(crate) fn length(min: u32, max: Option<u32>) -> Dfa {
        let last = max.map_or(min, |max| max + 1);
        let moves: Vec<u32> = (0..=last).map(|state| (state + 1).min(last)).collect();
        let accepting: Vec<bool> = (0..=last)
            .map(|n| n >= min && max.is_none_or(|max| n <= max))
            .collect();
        Dfa::new(
            &[super::class::Class::any().ranges().to_vec()],
            &moves,
            &accepting,
        )
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        let mut state = 0;
        for c in text.chars() {
            state = self.next(state, self.block(u32::from(c)));
        }
        self.accepts(state)
    }

    pub(super) fn block(&self, code: u32) -> usize {
        let at = self.ranges.partition_point(|&(_, end, _)| end < code);
        self.ranges.get(at).map_or(0, |range| range.2 as usize)
    }

    pub(super) fn next(&self, state: usize, block: usize) -> usize {
        self.moves[state * self.n_blocks + block] as usize
    }

    pub(super) fn accepts(&self, state: usize) -> bool {
        self.accepting[state]
    }

    pub(super) fn ranges(&self) -> &[(u32, u32, u32)] {
        &self.ranges
    }

    pub(crate) fn n_states(&self) -> usize {
        self.accepting.len()
    }
}

/// Moore's partition refinement: the class of each state, classes numbered from 0.
fn minimal(n_blocks: usize, moves: &[u32], accepting: &[bool]) -> Vec<u32> {
    let mut part: Vec<u32> = accepting.iter().map(|&yes| u32::from(yes)).collect();
    let mut n_parts = 0;
    loop {
        let mut seen: HashMap<Vec<u32>, u32> = HashMap::default();
        let mut next = Vec::with_capacity(part.len());
        for state in 0..part.len() {
            let row = &moves[state * n_blocks..(state + 1) * n_blocks];
            let mut key = Vec::with_capacity(n_blocks + 1);
            key.push(part[state]);
            key.extend(row.iter().map(|&target| part[target as usize]));
            let fresh = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            next.push(*seen.entry(key).or_insert(fresh));
        }
        let count = seen.len();
        part = next;
        if count == n_parts {
            return part;
        }
        n_parts = count;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Refused, pattern};
    use super::Dfa;

    #[test]
    fn patterns_match_what_ecma_262_says() {
        let check = |source: &str, yes: &[&str], no: &[&str]| {
            let dfa = pattern(source).unwrap();
            for text in yes {
                assert!(dfa.matches(text), "{source} on {text:?}");
            }
            for text in no {
                assert!(!dfa.matches(text), "{source} on {text:?}");
            }
        };
        check("", &["", "a"], &[]);
        check("a", &["a", "bab"], &["", "b"]);
        check("^a", &["a", "ab"], &["ba", ""]);
        check("a$", &["a", "ba"], &["ab"]);
        check("^$", &[""], &["a"]);
        check("^^a$$", &["a"], &["aa"]);
        check("^(a|bc)*$", &["", "abc", "bca"], &["b", "ac"]);
        check("^a{2,3}$", &["aa", "aaa"], &["a", "aaaa"]);
        check("^a{2,}b{2}$", &["aabb", "aaabb"], &["abb", "aab"]);
        check("^a{,2}$", &["a{,2}"], &["a", "aa"]);
        check("^[a-c_-]+$", &["abc_-"], &["d", ""]);
        check("^[^a-c]$", &["d", "\u{1F600}"], &["a", ""]);
        check("^[^]$", &["a", "\n"], &[""]);
        check(r"^\d\w\s$", &["1_ ", "0a\u{feff}"], &["\u{661}a "]);
        check(r"^\S\D\W$", &["aa-"], &["a1-", " a-"]);
        check(r"^.$", &["a", "\u{1F600}"], &["\n", "\u{2028}"]);
        check(r"^\cC$", &["\u{3}"], &["C"]);
        check(r"^\x41\u0042\u{43}$", &["ABC"], &["abc"]);
        check(r"^\p{Letter}+$", &["aé"], &["1"]);
        check(r"^(?=x$)x$", &["x"], &["xx"]);
        check(r"^(?!foo)[a-z]+$", &["fo", "bar"], &["foo", "fooo"]);
        check(r"^(?:a|$)", &["ab", ""], &["b"]);
        check(r"(?<name>a)b", &["ab"], &["a"]);
        check(r"^a??b+?$", &["b", "abb"], &["a"]);
        check(r"\.\/\-", &["./-"], &["a/-"]);
        check("a|^b$|c$", &["xay", "b", "dc"], &["bb", "cd"]);
    }

    #[test]
    fn what_is_not_modelled_is_refused() {
        let check = |source: &str, expected: Refused| {
            assert_eq!(pattern(source).unwrap_err(), expected, "{source}");
        };
        check("(", Refused::Syntax);
        check("a**", Refused::Syntax);
        check(r"\a", Refused::Syntax);
        check("[b-a]", Refused::Syntax);
        check(r"(a)\1", Refused::Construct("a back-reference"));
        check(r"\bfoo", Refused::Construct("a word boundary"));
        check("(?<=a)b", Refused::Construct("a look-behind assertion"));
        check("^(?:^a)", Refused::Construct("`^` twice on one way"));
        check("a$(?:b?$)", Refused::Construct("`$` twice on one way"));
        check("(?=^)a", Refused::Construct("`^` in a look-ahead"));
        check("a.{30}$", Refused::Size);
        check("^.{100000}$", Refused::Size);
        check(&"(".repeat(5_000), Refused::Size);
        check(&"a?".repeat(5_000), Refused::Size);
    }

    #[test]
    fn equal_languages_are_equal_values() {
        let check = |a: &str, b: &str| {
            assert_eq!(pattern(a).unwrap(), pattern(b).unwrap(), "{a} and {b}");
        };
        check("^[0-9]+$", r"^\d\d*$");
        check("^(a|b)$", "^[ab]$");
        check("[a-z]*", "");
        check("^a(ba)*$", "^(ab)*a$");
        assert_eq!(pattern("^[^]{2,3}$").unwrap(), Dfa::length(2, Some(3)));
        assert_eq!(pattern("[^]").unwrap(), Dfa::length(1, None));
    }
}
