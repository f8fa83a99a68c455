//! Small helpers for sentences: plurals, the nearest known word, messages without a machine's paths.

use std::path::Path;

/// `1 package`, `2 packages`: a count with its noun. Takes the plural only where `-s` is wrong.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 {
        return format!("1 {noun}");
    }
    let plural = match noun.as_bytes() {
        [.., before, b'y'] if !b"aeiou".contains(before) => {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    format!("{n} {plural}")
}

/// A message of a tool without the folder that it ran in: the same on every machine.
pub fn without_folder(text: &str, folder: &Path) -> String {
    let folder = folder.display().to_string();
    text.replace(&format!("{folder}/"), "")
        .replace(&folder, ".")
}

/// The byte offset of the first line that a version control system left for an unresolved merge.
///
/// A lone `=======` does not count: it is legal in too many formats.
pub fn conflict_marker(text: &str) -> Option<usize> {
    let marker = |line: &str| {
        ["<<<<<<<", ">>>>>>>", "|||||||"].iter().any(|marker| {
            line.strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if marker(line.trim_end_matches(['\n', '\r'])) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

/// The known word that `word` most likely means, if one is near enough to suggest.
///
/// Damerau-Levenshtein distance (adjacent swaps count once), at most a third of the length.
pub fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = word.chars().take(64).collect();
    known
        .into_iter()
        .map(|candidate| {
            (
                distance(&word, &candidate.chars().collect::<Vec<_>>()),
                candidate,
            )
        })
        .filter(|(far, candidate)| *far <= candidate.len().max(word.len()).div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (above[j + 1] + 1)
                .min(row[j] + 1)
                .min(above[j] + usize::from(x != y));
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_no_folder_of_a_machine() {
        let check = |text, expected| {
            assert_eq!(without_folder(text, Path::new("/home/me/ws")), expected);
        };
        check("no /home/me/ws/a.rs in /home/me/ws", "no a.rs in .");
        check("no /home/me/other", "no /home/me/other");
    }

    #[test]
    fn counts_have_their_plural() {
        let check = |n, noun, expected| assert_eq!(count(n, noun), expected);
        check(1, "copy", "1 copy");
        check(2, "copy", "2 copies");
        check(0, "finding", "0 findings");
        check(3, "branch", "3 branches");
        check(2, "key", "2 keys");
    }

    #[test]
    fn merge_markers_are_found_at_the_start_of_a_line() {
        assert_eq!(conflict_marker("a\n<<<<<<< HEAD\nb\n"), Some(2));
        assert_eq!(conflict_marker("a\r\n>>>>>>> main\r\n"), Some(3));
        assert_eq!(conflict_marker("a <<<<<<< b\n<<<<<<<<<\n=======\n"), None);
    }

    #[test]
    fn the_nearest_word_is_suggested_and_a_far_one_is_not() {
        let known = ["reason", "until", "owner", "subject"];
        assert_eq!(closest("reson", known), Some("reason"));
        assert_eq!(closest("utnil", known), Some("until"));
        assert_eq!(closest("colour", known), None);
    }
}
