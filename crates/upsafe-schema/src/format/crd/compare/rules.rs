//! Whether a rule follows from others, by its text: conjunctions, alternatives, and bounds of one
//! expression. Everything else does not follow here, which is no claim that it does not.

/// Whether a rule holds wherever all of the others hold.
pub(super) fn follows(rule: &str, from: &[&str]) -> bool {
    let known: Vec<&str> = from.iter().flat_map(|rule| split(rule, "&&")).collect();
    let parts = split(rule, "&&");
    parts
        .iter()
        .all(|part| known.iter().any(|one| implied(part, one)))
}

/// Whether one alternative after the other of the known one is among those of the rule.
fn implied(rule: &str, known: &str) -> bool {
    let (rule, known) = (split(rule, "||"), split(known, "||"));
    known
        .iter()
        .all(|one| rule.iter().any(|other| same_or_wider(other, one)))
}

fn same_or_wider(rule: &str, known: &str) -> bool {
    if without_space(rule) == without_space(known) {
        return true;
    }
    let (Some(wide), Some(narrow)) = (Bound::read(rule), Bound::read(known)) else {
        return false;
    };
    wide.of == narrow.of
        && match (wide.most, narrow.most) {
            (true, true) => wide.end >= narrow.end,
            (false, false) => wide.end <= narrow.end,
            _ => false,
        }
}

/// `expression <= n` or `expression >= n`, for whole numbers only where the operator is strict.
#[derive(PartialEq)]
struct Bound {
    of: String,
    most: bool,
    /// Twice the number, one less or more where it is excluded: then bounds compare as they mean.
    end: i128,
}

impl Bound {
    fn read(rule: &str) -> Option<Bound> {
        for operator in ["<=", ">=", "<", ">"] {
            let mut parts = split(rule, operator).into_iter();
            let (Some(left), Some(right), None) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let end = right.trim().parse::<i64>().ok()?;
            let strict = operator.len() == 1;
            let most = operator.starts_with('<');
            let shift = match (strict, most) {
                (false, _) => 0,
                (true, true) => -1,
                (true, false) => 1,
            };
            let end = i128::from(end) * 2 + shift;
            return Some(Bound {
                of: without_space(left),
                most,
                end,
            });
        }
        None
    }
}

/// The parts between an operator that stands in no bracket and no text.
fn split<'r>(rule: &'r str, operator: &str) -> Vec<&'r str> {
    let rule = unwrapped(rule.trim());
    let (mut depth, mut quote, mut escaped, mut start) = (0_usize, None, false, 0);
    let mut parts = Vec::new();
    let mut skip_to = 0;
    for (at, c) in rule.char_indices() {
        if let Some(end) = quote {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == end => quote = None,
                _ => {}
            }
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            // A choice binds weaker than anything here.
            '?' if depth == 0 => return vec![rule],
            _ if depth == 0 && at >= skip_to && rule[at..].starts_with(operator) => {
                parts.push(&rule[start..at]);
                start = at + operator.len();
                skip_to = start;
            }
            _ => {}
        }
    }
    // `||` binds weaker than `&&`: a conjunction of alternatives must be in brackets.
    parts.push(&rule[start..]);
    if operator == "&&"
        && parts.len() > 1
        && parts
            .iter()
            .any(|part| split(part, "||").len() > 1 && !is_wrapped(part.trim()))
    {
        return vec![rule];
    }
    parts
}

fn is_wrapped(rule: &str) -> bool {
    unwrapped(rule).len() < rule.len()
}

/// Without brackets around the whole of it.
fn unwrapped(rule: &str) -> &str {
    let Some(inner) = rule
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    else {
        return rule;
    };
    let mut depth = 0_usize;
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return rule,
            ')' => depth -= 1,
            '"' | '\'' => return rule,
            _ => {}
        }
    }
    inner.trim()
}

fn without_space(rule: &str) -> String {
    if rule.contains(['"', '\'']) {
        return rule.trim().to_owned();
    }
    let rule = unwrapped(rule.trim());
    // A space may part two words.
    rule.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::follows;

    #[test]
    fn rules_follow_from_rules_that_say_more() {
        let check = |rule: &str, from: &[&str], expected: bool| {
            assert_eq!(follows(rule, from), expected, "{rule} from {from:?}");
        };
        check("size(self) < 9", &["size(self) < 3"], true);
        check("size(self) <= 3", &["size(self) < 3"], true);
        check("size(self) < 3", &["size(self) <= 3"], false);
        check("size(self) < 3", &["size(self) < 9"], false);
        check("self.a > 0", &["self.b > 1"], false);
        check("self.a > 0", &["self.a >= 1 && self.b"], true);
        check("self.a > 0 && self.b", &["self.a > 0", "self.b"], true);
        check(
            "!has(self.a) || self.a < 5",
            &["!has(self.a) || self.a < 3"],
            true,
        );
        check("!has(self.a) || self.a < 5", &["self.a < 3"], true);
        check("self.a < 5", &["!has(self.a) || self.a < 3"], false);
        check("a || b && c", &["a || b"], false);
        check("self == 'a && b'", &["self == 'a && b' && x"], true);
        check("x ? a : b", &["x ? a : b && c"], false);
        check("self.a < -1", &["self.a < -2"], true);
    }
}
