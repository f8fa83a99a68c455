//! What must hold for any two schemas: a witness shows what it is said to show, and what is safe is
//! safe for objects that nobody made for the purpose.

use super::with_spec;
use upsafe_schema::{
    Budget,
    format::crd::{
        Audience, Effect, File, compare,
        object::{Reader, value},
    },
};

/// Small numbers in a row that never changes.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap_or(0)]
    }
}

/// Two schemas of one shape: often alike, now and then not.
fn schemas(dice: &mut Dice, depth: u64) -> [String; 2] {
    let string = [
        "",
        "",
        r#", "maxLength": 2"#,
        r#", "minLength": 1"#,
        r#", "enum": ["a", "bb"]"#,
        r#", "pattern": "^[ab]+$""#,
        r#", "nullable": true"#,
        r#", "default": "a""#,
        r#", "format": "date""#,
        r#", "not": {"enum": ["a"]}"#,
    ];
    let integer = [
        "",
        "",
        r#", "minimum": 1"#,
        r#", "maximum": 2"#,
        r#", "multipleOf": 2"#,
        r#", "format": "int32""#,
        r#", "minimum": 1, "exclusiveMinimum": true"#,
        r#", "default": 2"#,
    ];
    let list = [
        "",
        "",
        r#", "minItems": 1"#,
        r#", "maxItems": 1"#,
        r#", "x-kubernetes-list-type": "atomic""#,
    ];
    let object = [
        "",
        "",
        "",
        r#", "required": ["a"]"#,
        r#", "required": ["b"]"#,
        r#", "minProperties": 1"#,
        r#", "maxProperties": 1"#,
        r#", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]"#,
        r#", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]"#,
        r#", "x-kubernetes-preserve-unknown-fields": true"#,
        r#", "not": {"required": ["a", "b"]}"#,
    ];
    let pair = |dice: &mut Dice, list: &[&str]| {
        let old = dice.pick(list).to_owned();
        let new = if dice.below(3) == 0 {
            dice.pick(list).to_owned()
        } else {
            old.clone()
        };
        [old, new]
    };
    let kind = if depth == 0 {
        dice.below(2)
    } else {
        dice.below(6)
    };
    match kind {
        0 => pair(dice, &string).map(|rest| format!(r#"{{"type": "string"{rest}}}"#)),
        1 => pair(dice, &integer).map(|rest| format!(r#"{{"type": "integer"{rest}}}"#)),
        2 => {
            let rest = pair(dice, &list);
            let items = schemas(dice, depth - 1);
            [0, 1].map(|n| format!(r#"{{"type": "array"{}, "items": {}}}"#, rest[n], items[n]))
        }
        3 => {
            let parts = schemas(dice, depth - 1);
            [0, 1].map(|n| {
                format!(
                    r#"{{"type": "object", "additionalProperties": {}}}"#,
                    parts[n]
                )
            })
        }
        _ => {
            let rest = pair(dice, &object);
            let (a, b) = (schemas(dice, depth - 1), schemas(dice, depth - 1));
            let is_gone = dice.below(8) == 0;
            [0, 1].map(|n| match is_gone && n == 1 {
                true => format!(
                    r#"{{"type": "object"{}, "properties": {{"a": {}}}}}"#,
                    rest[n], a[n]
                ),
                false => format!(
                    r#"{{"type": "object"{}, "properties": {{"a": {}, "b": {}}}}}"#,
                    rest[n], a[n], b[n]
                ),
            })
        }
    }
}

/// A value of any shape.
fn anything(dice: &mut Dice, depth: u64) -> String {
    match dice.below(if depth == 0 { 5 } else { 10 }) {
        0 | 1 => dice
            .pick(&["\"\"", "\"a\"", "\"bb\"", "\"ccc\"", "\"2006-01-02\""])
            .to_owned(),
        2 | 3 => dice.pick(&["0", "1", "2", "3", "4294967296"]).to_owned(),
        4 => "null".to_owned(),
        5 | 6 => {
            let n = dice.below(3);
            let items: Vec<String> = (0..n).map(|_| anything(dice, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            let mut parts = Vec::new();
            for name in ["a", "b", "k"] {
                if dice.below(2) == 0 {
                    parts.push(format!("\"{name}\": {}", anything(dice, depth - 1)));
                }
            }
            format!("{{{}}}", parts.join(","))
        }
    }
}

#[test]
fn witnesses_show_and_what_is_safe_is_safe() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let (mut n_safe, mut n_broken, mut n_unknown, mut n_tried) = (0, 0, 0, 0);
    for _ in 0..400 {
        let [old_text, new_text] = schemas(&mut dice, 2).map(|spec| with_spec(&spec));
        let (old, new) = (
            File::parse(&old_text).unwrap(),
            File::parse(&new_text).unwrap(),
        );
        let report = compare(&old, &new, Audience::StoredData, Budget::default());
        let reader = |file: &File| {
            let crd = &file.crds[0].1;
            Reader::new(crd, &crd.versions[0])
        };
        let (before, after) = (reader(&old), reader(&new));
        let is_broken = |object: &upsafe_schema::Value| {
            let reading = after.read(object);
            !reading.errors.is_empty() || !reading.pruned.is_empty()
        };
        for change in &report.changes {
            match &change.stored {
                Effect::Breaks(_, Some(object)) => {
                    // A hidden field may be lost before; everything else is read whole.
                    let reading = before.read(object);
                    let is_hidden = change.kind == "additional-properties";
                    assert!(reading.errors.is_empty(), "{object}: {old_text}");
                    assert!(
                        is_hidden || reading.pruned.is_empty(),
                        "{object}: {old_text}"
                    );
                    assert!(is_broken(object), "{object}: {new_text}");
                    n_broken += 1;
                }
                Effect::Breaks(_, None) => panic!("no witness: {change:?}"),
                Effect::Unknown(_) => n_unknown += 1,
                _ => {}
            }
        }
        if report
            .changes
            .iter()
            .any(|change| change.stored != Effect::Safe)
        {
            continue;
        }
        n_safe += 1;
        for _ in 0..60 {
            let spec = anything(&mut dice, 3);
            let object =
                format!(r#"{{"apiVersion": "example.com/v1", "kind": "Hat", "spec": {spec}}}"#);
            let object = value(&object).unwrap();
            if before.read(&object).is_fine() {
                n_tried += 1;
                assert!(
                    !is_broken(&object),
                    "{object}\n{old_text}\n{new_text}\n{report:?}"
                );
            }
        }
    }
    println!("{n_safe} safe, {n_broken} broken, {n_unknown} unknown, {n_tried} objects tried");
    assert!(n_safe > 50 && n_broken > 50 && n_tried > 100 && n_unknown < 40);
}
