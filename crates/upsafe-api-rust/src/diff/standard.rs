//! What the standard library does for its own types, as far as signatures often need it.

use super::imply::Answer;
use crate::model::{Argument, Named, Type};

/// What the standard library does for its own types.
pub(super) fn built_in(of: &Type, wanted: &Named) -> Option<Answer> {
    let wanted_path = wanted.path.strip_prefix("std::")?;
    let reflexive = [
        "convert::Into",
        "convert::From",
        "borrow::Borrow",
        "borrow::BorrowMut",
    ];
    if reflexive.contains(&wanted_path) && wanted.args == [Argument::Type(of.clone())] {
        return Some(Answer::Yes);
    }
    let operators = ["Add", "Sub", "Mul", "Div", "Rem"];
    let everywhere = ["fmt::Debug", "cmp::PartialEq", "cmp::PartialOrd"];
    let auto = [
        "marker::Send",
        "marker::Sync",
        "marker::Unpin",
        "panic::unwind_safe::UnwindSafe",
        "panic::unwind_safe::RefUnwindSafe",
    ];
    let name = wanted_path.rsplit("::").next().unwrap_or_default();
    match of {
        Type::Primitive(primitive) => {
            let float = primitive.starts_with('f') && primitive != "fn";
            let number = !matches!(primitive.as_str(), "str" | "bool" | "char" | "never");
            match wanted_path {
                "convert::Into" => match wanted.args.as_slice() {
                    [Argument::Type(Type::Primitive(to))] if widens(primitive, to) => {
                        Some(Answer::Yes)
                    }
                    _ => None,
                },
                "marker::Copy" | "clone::Clone" | "default::Default" if primitive == "str" => {
                    Some(Answer::No)
                }
                "marker::Copy" | "clone::Clone" => Some(Answer::Yes),
                "cmp::Eq" | "cmp::Ord" | "hash::Hash" => Some(Answer::of(!float)),
                "default::Default" | "fmt::Display" => Some(Answer::Yes),
                path if everywhere.contains(&path) || auto.contains(&path) => Some(Answer::Yes),
                path if path.starts_with("ops::arith::") && operators.contains(&name) => {
                    Some(match wanted.args.is_empty() {
                        true => Answer::of(number),
                        false => Answer::Unknown,
                    })
                }
                path if path.starts_with("iter::") => Some(Answer::No),
                _ => None,
            }
        }
        Type::Ref { mutable, .. } => match wanted_path {
            "marker::Copy" | "clone::Clone" => Some(Answer::of(!mutable)),
            "marker::Unpin" => Some(Answer::Yes),
            _ => None,
        },
        Type::Dyn { .. } => (wanted_path == "marker::Sized").then_some(Answer::No),
        Type::Pointer { .. } => match wanted_path {
            "marker::Copy" | "clone::Clone" => Some(Answer::Yes),
            "marker::Send" | "marker::Sync" => Some(Answer::No),
            _ => None,
        },
        Type::Path(named) => {
            let owning = ["vec::Vec", "string::String", "boxed::Box"];
            let named = named.path.strip_prefix("std::").unwrap_or_default();
            let collection = named.starts_with("collections::");
            let state = [
                "clone::Clone",
                "default::Default",
                "fmt::Debug",
                "hash::BuildHasher",
            ];
            match wanted_path {
                path if named.ends_with("::RandomState") && state.contains(&path) => {
                    Some(Answer::Yes)
                }
                "marker::Copy" if owning.contains(&named) || collection => Some(Answer::No),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether every value of one integer is one of the other: what `From` is for.
fn widens(from: &str, to: &str) -> bool {
    let parts = |name: &str| -> Option<(bool, u32)> {
        let signed = name.starts_with('i');
        Some((signed, name.get(1..)?.parse().ok()?))
    };
    match (parts(from), parts(to)) {
        (Some((false, a)), Some((false, b))) | (Some((true, a)), Some((true, b))) => a <= b,
        (Some((false, a)), Some((true, b))) => a < b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::widens;

    #[test]
    fn integers_widen() {
        assert!(widens("u16", "u128") && widens("u8", "i16") && widens("i8", "i8"));
        assert!(!widens("i8", "u16") && !widens("u16", "i16") && !widens("u8", "usize"));
        assert!(!widens("bool", "u8"));
    }
}
