//! The parser of JSON beside another one.

use proptest::{collection, prelude::*};
use serde_json::Value;
use upsafe_schema::Document;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        "[a-z\"\\\\\n\u{1}\u{e9}\u{1f600} ]{0,20}".prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        let name = "[a-c\"\\\\\u{0}\u{e9}]{0,12}";
        prop_oneof![
            collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            collection::btree_map(name, inner, 0..14)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn written(value: &Value, is_pretty: bool) -> String {
    let text = match is_pretty {
        true => serde_json::to_string_pretty(value),
        false => serde_json::to_string(value),
    };
    text.expect("every value can be written")
}

proptest! {
    #[test]
    fn what_is_read_is_what_others_read(value in value(), is_pretty in any::<bool>()) {
        let text = written(&value, is_pretty);
        let document = Document::parse(&text).unwrap();
        prop_assert_eq!(&document.value(document.root()).to_serde(), &value);
        prop_assert_eq!(document.text(), text);
        // Each member is found by its name.
        if let Value::Object(members) = &value {
            for (name, part) in members {
                let node = document.member(document.root(), name).unwrap();
                prop_assert_eq!(&document.value(node).to_serde(), part);
            }
        }
        prop_assert!(document.member(document.root(), "d").is_none());
    }

    #[test]
    fn what_others_refuse_is_refused(
        value in value(),
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["", "{", "}", "[", "]", "\"", ",", ":", "\\", " ", "0", "n"]),
    ) {
        let text = written(&value, false);
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        let (before, behind) = (&chars[..at], &chars[at + 1..]);
        let text = before.iter().collect::<String>() + with + &behind.iter().collect::<String>();
        let others = serde_json::from_str::<Value>(&text);
        // A number beyond 64 bits becomes another one there.
        let ours = Document::parse(&text);
        prop_assert_eq!(ours.is_ok(), others.is_ok(), "{}", text);
    }
}
