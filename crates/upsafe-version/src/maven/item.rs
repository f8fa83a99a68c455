//! The items that a version of Maven falls into, and their order.
//!
//! Maven's lists nest, but a list is always the last item of the one it stands in. So a version is a
//! row of lists here, each the last item of the one before, and nothing recurses.

use crate::Number;
use std::cmp::Ordering;
use std::fmt;

/// One item of a list that is not a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Number(Digits),
    Qualifier(Qualifier),
    /// A qualifier with the number that follows it: `rc1`, `rc-1`.
    Combination(Qualifier, Digits),
}

/// A number, with the kind of integer that Maven holds it in. That kind counts for zeros: ten and
/// more of them stand above nine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Digits {
    width: Width,
    pub(super) value: Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Width {
    Int,
    Long,
    Big,
}

/// A qualifier in lower case, with its aliases resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Qualifier(Box<str>);

/// What stands at one place of a list.
#[derive(Clone, Copy)]
enum Place<'a> {
    Item(&'a Item),
    /// The next list.
    List,
    Nothing,
}

/// The lists of a version, each the last item of the one before. The last one is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Lists(pub(super) Vec<Vec<Item>>);

impl Digits {
    pub(super) fn new(digits: &str) -> Self {
        let stripped = digits.trim_start_matches('0');
        let kept = if stripped.is_empty() {
            digits
        } else {
            stripped
        };
        let width = match kept.len() {
            0..=9 => Width::Int,
            10..=18 => Width::Long,
            _ => Width::Big,
        };
        Self {
            width,
            value: Number::from_digits(kept).unwrap_or(Number::ZERO),
        }
    }
}

impl Qualifier {
    /// A qualifier that no number follows.
    pub(super) fn alone(text: &str) -> Self {
        Self(if text == "cr" { "rc" } else { text }.into())
    }

    /// A qualifier that a number follows.
    pub(super) fn before_number(text: &str) -> Self {
        match text {
            "a" => Self("alpha".into()),
            "b" => Self("beta".into()),
            "m" => Self("milestone".into()),
            _ => Self::alone(text),
        }
    }

    /// The rank of a known qualifier; 5 is that of a release, 7 that of all unknown ones.
    fn rank(&self) -> u8 {
        match &*self.0 {
            "alpha" => 0,
            "beta" => 1,
            "milestone" => 2,
            "rc" => 3,
            "snapshot" => 4,
            "" | "ga" | "final" | "release" => 5,
            "sp" => 6,
            _ => 7,
        }
    }

    fn compare_to_nothing(&self) -> Ordering {
        self.rank().cmp(&5)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| {
            if self.rank() < 7 {
                Ordering::Equal
            } else {
                // Java compares UTF-16.
                self.0.encode_utf16().cmp(other.0.encode_utf16())
            }
        })
    }
}

impl Item {
    /// Whether the item says as much as nothing.
    fn is_null(&self) -> bool {
        match self {
            Self::Number(digits) => digits.value.is_zero(),
            Self::Qualifier(qualifier) => qualifier.0.is_empty(),
            Self::Combination(..) => false,
        }
    }

    fn compare_to_nothing(&self) -> Ordering {
        match self {
            Self::Number(digits) if digits.value.is_zero() => Ordering::Equal,
            Self::Number(_) => Ordering::Greater,
            Self::Qualifier(qualifier) | Self::Combination(qualifier, _) => {
                qualifier.compare_to_nothing()
            }
        }
    }

    fn compare_to_list(&self) -> Ordering {
        match self {
            Self::Number(_) => Ordering::Greater,
            Self::Qualifier(_) | Self::Combination(..) => Ordering::Less,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Number(_), _) => Ordering::Greater,
            (_, Self::Number(_)) => Ordering::Less,
            (Self::Qualifier(a), Self::Qualifier(b)) => a.compare(b),
            (Self::Qualifier(a), Self::Combination(b, _)) => a.compare(b).then(Ordering::Less),
            (Self::Combination(a, _), Self::Qualifier(b)) => a.compare(b).then(Ordering::Greater),
            (Self::Combination(a, x), Self::Combination(b, y)) => {
                a.compare(b).then_with(|| x.cmp(y))
            }
        }
    }
}

impl Lists {
    /// Takes out the items that say as much as nothing, where they stand at the end or before a
    /// qualifier.
    pub(super) fn normalized(lists: Vec<Vec<Item>>) -> Self {
        let mut lists = lists;
        for n in (0..lists.len()).rev() {
            let (list, rest) = match &mut lists[n..] {
                [list, rest @ ..] => (list, rest),
                [] => continue,
            };
            // Inner lists come first, so that an empty one has gone by now.
            let mut next = match rest {
                [] => Next::End,
                [first, ..] => match first.first() {
                    Some(Item::Qualifier(_) | Item::Combination(..)) => Next::QualifierList,
                    Some(Item::Number(_)) | None => Next::Other,
                },
            };
            let mut kept = Vec::with_capacity(list.len());
            for item in list.drain(..).rev() {
                let is_at_end = !matches!(next, Next::Other);
                if is_at_end && item.is_null() {
                    continue;
                }
                next = match item {
                    Item::Qualifier(_) => Next::Qualifier,
                    Item::Number(_) | Item::Combination(..) => Next::Other,
                };
                kept.push(item);
            }
            list.extend(kept.into_iter().rev());
            if list.is_empty() && n + 1 == lists.len() {
                lists.pop();
            }
        }
        Self(lists)
    }

    fn place(&self, list: usize, n: usize) -> Place<'_> {
        match self.0.get(list).map_or(&[][..], Vec::as_slice).get(n) {
            Some(item) => Place::Item(item),
            None if self.0.get(list).is_some_and(|items| items.len() == n)
                && list + 1 < self.0.len() =>
            {
                Place::List
            }
            None => Place::Nothing,
        }
    }

    /// The order of a list and those in it to nothing at all.
    fn compare_to_nothing(&self, from: usize) -> Ordering {
        self.0[from.min(self.0.len())..]
            .iter()
            .flatten()
            .map(Item::compare_to_nothing)
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let (mut list, mut n) = (0, 0);
        loop {
            let order = match (self.place(list, n), other.place(list, n)) {
                (Place::Nothing, Place::Nothing) => return Ordering::Equal,
                (Place::List, Place::List) => {
                    (list, n) = (list + 1, 0);
                    continue;
                }
                (Place::Item(a), Place::Item(b)) => a.compare(b),
                (Place::Item(a), Place::List) => a.compare_to_list(),
                (Place::List, Place::Item(b)) => b.compare_to_list().reverse(),
                (Place::Item(a), Place::Nothing) => a.compare_to_nothing(),
                (Place::Nothing, Place::Item(b)) => b.compare_to_nothing().reverse(),
                (Place::List, Place::Nothing) => return self.compare_to_nothing(list + 1),
                (Place::Nothing, Place::List) => {
                    return other.compare_to_nothing(list + 1).reverse();
                }
            };
            if order.is_ne() {
                return order;
            }
            n += 1;
        }
    }
}

/// What follows an item.
#[derive(Clone, Copy)]
enum Next {
    End,
    Qualifier,
    /// A list that begins with a qualifier.
    QualifierList,
    Other,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(digits) => write!(f, "{}", digits.value),
            Self::Qualifier(qualifier) => f.write_str(&qualifier.0),
            Self::Combination(qualifier, digits) => write!(f, "{}{}", qualifier.0, digits.value),
        }
    }
}

/// Maven's canonical form.
impl fmt::Display for Lists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before_list = "";
        for list in &self.0 {
            for (n, item) in list.iter().enumerate() {
                write!(f, "{}{item}", if n == 0 { before_list } else { "." })?;
            }
            if !list.is_empty() {
                before_list = "-";
            }
        }
        Ok(())
    }
}
