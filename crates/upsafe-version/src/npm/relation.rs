//! How ranges stand to each other and to versions outside: intersect, subset, above, below, lowest.

use super::comparator::Operator;
use super::grammar::MAX_SAFE_INTEGER;
use super::range::Alternative;
use super::version::Identifier;
use super::{Comparator, Options, Range, Version};
use std::cmp::Ordering;

impl Range {
    /// Whether some version meets both ranges, in the sense of node-semver's `intersects`, which
    /// compares the comparators two by two.
    ///
    /// Time is the product of the numbers of comparators.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        let options = self.options;
        let satisfiable = |alternative: &&Alternative| is_satisfiable(alternative, options);
        self.alternatives.iter().filter(satisfiable).any(|own| {
            other.alternatives.iter().filter(satisfiable).any(|others| {
                own.comparators
                    .iter()
                    .all(|a| others.comparators.iter().all(|b| a.intersects(b, options)))
            })
        })
    }

    /// Whether every version that meets this range meets `other`, in the sense of node-semver's
    /// `subset`.
    ///
    /// Time is the product of the numbers of comparators.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        let mut saw_some = false;
        for own in &self.alternatives {
            let mut is_subset = false;
            for others in &other.alternatives {
                let answer = simple_subset(own, others, self.options);
                saw_some |= answer.is_some();
                is_subset |= answer == Some(true);
                if is_subset {
                    break;
                }
            }
            // Nothing is a subset of everything, unless something was seen that is not.
            if !is_subset && saw_some {
                return false;
            }
        }
        true
    }

    /// Whether `version` stands above all versions that meet the range.
    #[must_use]
    pub fn is_below(&self, version: &Version) -> bool {
        self.is_beside(version, Side::Above)
    }

    /// Whether `version` stands below all versions that meet the range.
    #[must_use]
    pub fn is_above(&self, version: &Version) -> bool {
        self.is_beside(version, Side::Below)
    }

    fn is_beside(&self, version: &Version, side: Side) -> bool {
        if self.matches(version) {
            return false;
        }
        self.alternatives
            .iter()
            .all(|alternative| side.is_outside(alternative, version))
    }

    /// The lowest version that can meet the range, node-semver's `minVersion`; `None` if none can.
    #[must_use]
    pub fn lowest(&self) -> Option<Version> {
        let zero = Version::release([0, 0, 0]);
        let first = Version {
            prerelease: vec![Identifier::Number(0)],
            ..zero.clone()
        };
        if let Some(lowest) = [zero, first]
            .into_iter()
            .find(|version| self.matches(version))
        {
            return Some(lowest);
        }
        let highest_floor = |alternative: &Alternative| {
            let floors = alternative.comparators.iter().filter_map(Comparator::floor);
            floors.reduce(|a, b| if b.cmp_precedence(&a).is_gt() { b } else { a })
        };
        self.alternatives
            .iter()
            .filter_map(highest_floor)
            .reduce(|a, b| if b.cmp_precedence(&a).is_lt() { b } else { a })
            .filter(|version| self.matches(version))
    }
}

impl Comparator {
    /// The lowest version that this comparator alone admits, if it is a lower bound.
    fn floor(&self) -> Option<Version> {
        let (operator, version) = self.0.as_ref()?;
        match operator {
            Operator::Less | Operator::LessEqual => None,
            Operator::Equal | Operator::GreaterEqual => Some(version.clone()),
            Operator::Greater => {
                let mut above = version.clone();
                if above.is_prerelease() {
                    above.prerelease.push(Identifier::Number(0));
                } else {
                    above.numbers[2] += 1;
                }
                // Above the greatest number there is nothing.
                (above.numbers[2] <= MAX_SAFE_INTEGER).then_some(above)
            }
        }
    }
}

fn is_satisfiable(alternative: &Alternative, options: Options) -> bool {
    let comparators = &alternative.comparators;
    comparators
        .iter()
        .enumerate()
        .all(|(n, a)| comparators[..n].iter().all(|b| a.intersects(b, options)))
}

/// On which side of a range a version is looked for.
#[derive(Clone, Copy)]
enum Side {
    Above,
    Below,
}

impl Side {
    /// The order of two versions, seen so that the side is above.
    fn compare(self, a: &Version, b: &Version) -> Ordering {
        match self {
            Self::Above => a.cmp_precedence(b),
            Self::Below => b.cmp_precedence(a),
        }
    }

    fn is_outside(self, alternative: &Alternative, version: &Version) -> bool {
        let any = (Operator::GreaterEqual, Version::release([0, 0, 0]));
        let mut bounds = alternative
            .comparators
            .iter()
            .map(|c| c.0.as_ref().unwrap_or(&any));
        let Some(first) = bounds.next() else {
            return true;
        };
        let (mut high, mut low) = (first, first);
        for bound in bounds {
            if self.compare(&bound.1, &high.1).is_gt() {
                high = bound;
            } else if self.compare(&bound.1, &low.1).is_lt() {
                low = bound;
            }
        }
        let (open, closed) = match self {
            Self::Above => (Operator::Greater, Operator::GreaterEqual),
            Self::Below => (Operator::Less, Operator::LessEqual),
        };
        // A range without an end on this side has nothing beyond it.
        if high.0 == open || high.0 == closed {
            return false;
        }
        let order = self.compare(version, &low.1);
        if low.0 == Operator::Equal || low.0 == open {
            order.is_gt()
        } else if low.0 == closed {
            order.is_ge()
        } else {
            true
        }
    }
}

/// The bounds of one alternative, as `subset` needs them.
struct Bounds<'a> {
    exact: Vec<&'a Version>,
    low: Option<Bound<'a>>,
    high: Option<Bound<'a>>,
}

type Bound<'a> = (Operator, &'a Version);

impl<'a> Bounds<'a> {
    fn of(comparators: &'a [Comparator]) -> Self {
        let mut bounds = Self {
            exact: Vec::new(),
            low: None,
            high: None,
        };
        for (operator, version) in comparators.iter().filter_map(|c| c.0.as_ref()) {
            let bound = (*operator, version);
            if operator.is_greater() {
                bounds.low = Some(bounds.low.map_or(bound, |low| higher(low, bound)));
            } else if operator.is_less() {
                bounds.high = Some(bounds.high.map_or(bound, |high| lower(high, bound)));
            } else {
                bounds.exact.push(version);
            }
        }
        bounds
    }
}

/// The one that admits less of two lower bounds; the first if they admit the same.
fn higher<'a>(a: Bound<'a>, b: Bound<'a>) -> Bound<'a> {
    match a.1.cmp_precedence(b.1) {
        Ordering::Greater => a,
        Ordering::Less => b,
        Ordering::Equal if b.0 == Operator::Greater && a.0 == Operator::GreaterEqual => b,
        Ordering::Equal => a,
    }
}

/// The one that admits less of two upper bounds; the first if they admit the same.
fn lower<'a>(a: Bound<'a>, b: Bound<'a>) -> Bound<'a> {
    match a.1.cmp_precedence(b.1) {
        Ordering::Less => a,
        Ordering::Greater => b,
        Ordering::Equal if b.0 == Operator::Less && a.0 == Operator::LessEqual => b,
        Ordering::Equal => a,
    }
}

/// Whether the second bound is stricter than the first.
fn is_stricter<'a>(
    pick: fn(Bound<'a>, Bound<'a>) -> Bound<'a>,
    a: Bound<'a>,
    b: Bound<'a>,
) -> bool {
    a != b && pick(a, b) == b && !(a.0 == b.0 && a.1.cmp_precedence(b.1).is_eq())
}

fn satisfies(version: &Version, (operator, bound): Bound<'_>, options: Options) -> bool {
    Range::of(Comparator::new(operator, bound.clone()), options).matches(version)
}

/// Whether `sub` is a subset of `sup`; `None` if nothing meets `sub`.
fn simple_subset(sub: &Alternative, sup: &Alternative, options: Options) -> Option<bool> {
    if sub.source.is_some() && sub.source == sup.source {
        return Some(true);
    }
    let mut zero = Version::release([0, 0, 0]);
    if options.include_prerelease {
        zero.prerelease.push(Identifier::Number(0));
    }
    let everything = [Comparator::new(Operator::GreaterEqual, zero)];
    if sup.is_any() && (sub.is_any() || options.include_prerelease) {
        return Some(true);
    }
    let sub = if sub.is_any() {
        &everything[..]
    } else {
        &sub.comparators
    };
    let sup = if sup.is_any() {
        &everything[..]
    } else {
        &sup.comparators
    };

    let Bounds { exact, low, high } = Bounds::of(sub);
    if exact.len() > 1 {
        return None;
    }
    let mut is_point = false;
    if let (Some(low), Some(high)) = (low, high) {
        match low.1.cmp_precedence(high.1) {
            Ordering::Greater => return None,
            Ordering::Equal if low.0 != Operator::GreaterEqual || high.0 != Operator::LessEqual => {
                return None;
            }
            order => is_point = order.is_eq(),
        }
    }
    if let [exact] = exact[..] {
        if [low, high]
            .into_iter()
            .flatten()
            .any(|bound| !satisfies(exact, bound, options))
        {
            return None;
        }
        let mut bounds = sup.iter().filter_map(|c| c.0.as_ref());
        return Some(
            bounds.all(|(operator, version)| satisfies(exact, (*operator, version), options)),
        );
    }
    Some(bounds_are_within(low, high, is_point, sup, options))
}

/// Whether all between `low` and `high` meets the comparators `sup`.
fn bounds_are_within(
    low: Option<Bound<'_>>,
    high: Option<Bound<'_>>,
    is_point: bool,
    sup: &[Comparator],
    options: Options,
) -> bool {
    let named = |bound: Option<Bound<'_>>| {
        bound
            .filter(|bound| !options.include_prerelease && bound.1.is_prerelease())
            .map(|b| b.1.numbers)
    };
    let mut low_needs = named(low);
    // `<1.2.3-0` is the same as `<1.2.3`.
    let mut high_needs = named(high.filter(|(operator, version)| {
        *operator != Operator::Less || version.prerelease != [Identifier::Number(0)]
    }));
    let (mut has_low, mut has_high) = (false, false);
    for (operator, version) in sup.iter().filter_map(|c| c.0.as_ref()) {
        let bound = (*operator, version);
        has_low |= operator.is_greater();
        has_high |= operator.is_less();
        let names = version.is_prerelease().then_some(version.numbers);
        if let Some(low) = low {
            low_needs = low_needs.filter(|_| low_needs != names);
            if operator.is_greater() {
                if is_stricter(higher, low, bound) {
                    return false;
                }
            } else if low.0 == Operator::GreaterEqual
                && !operator.admits(low.1.cmp_precedence(version))
            {
                return false;
            }
        }
        if let Some(high) = high {
            high_needs = high_needs.filter(|_| high_needs != names);
            if operator.is_less() {
                if is_stricter(lower, high, bound) {
                    return false;
                }
            } else if high.0 == Operator::LessEqual
                && !operator.admits(high.1.cmp_precedence(version))
            {
                return false;
            }
        }
        if *operator == Operator::Equal && (low.is_some() || high.is_some()) && !is_point {
            return false;
        }
    }
    // An end that `sup` has and the range has not, unless the other end closes it.
    let is_open = (low.is_some() && has_high && high.is_none())
        || (high.is_some() && has_low && low.is_none());
    !is_open && low_needs.is_none() && high_needs.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Range {
        Range::parse(text).unwrap()
    }

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn intersections() {
        for (a, b, expected) in [
            ("^3", "3.5.x", true),
            ("<3", ">=3", false),
            ("<=3.0.0", ">=3.0.0", true),
            ("1 || 3", "2 || 3.1", true),
            (">5 <4", "*", false),
            ("*", "3.0.0", true),
        ] {
            assert_eq!(range(a).intersects(&range(b)), expected, "{a} and {b}");
            assert_eq!(range(b).intersects(&range(a)), expected, "{b} and {a}");
        }
    }

    #[test]
    fn subsets() {
        for (a, b, expected) in [
            ("3.5.x", "^3", true),
            ("^3", "3.5.x", false),
            (">=3", "*", true),
            ("3 || 4", ">=3", true),
            (">=3.0.0-rc", ">=3", false),
            (">5 <4", "1.0.0", true),
            ("3.1.0 3.2.0", "1.0.0", true),
        ] {
            assert_eq!(range(a).is_subset(&range(b)), expected, "{a} in {b}");
        }
    }

    #[test]
    fn beside_and_lowest() {
        assert!(range("^3").is_below(&version("4.0.0")));
        assert!(range("^3 || 5.x").is_below(&version("6.0.0")));
        assert!(!range("^3 || 5.x").is_below(&version("4.0.0")));
        assert!(!range(">=3").is_below(&version("9.0.0")));
        assert!(range("^3").is_above(&version("2.9.9")));
        for (text, expected) in [
            ("^3.1 || >7", Some("3.1.0")),
            (">3.1.0-a", Some("3.1.0-a.0")),
            ("<3", Some("0.0.0")),
            (">5 <4", None),
        ] {
            assert_eq!(
                range(text).lowest().map(|v| v.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
