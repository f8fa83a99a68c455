//! Nesting of every kind on a small stack: an answer, "unknown" or a limit, never an overflow.

use crate::verdicts::verdict;
use upsafe_schema::Semantics;
use upsafe_schema::format::json_schema::{Dialect, Schema};

/// Threads of most programs have no less.
const STACK: usize = 2 * 1024 * 1024;

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(test);
    thread.expect("a thread").join().expect("no panic");
}

/// The verdict's name, or `limit` where a schema is beyond one.
fn name(old: &str, new: &str) -> String {
    for text in [old, new] {
        if let Err(error) = Schema::parse(text, Dialect::Draft7) {
            assert!(error.is_limit(), "{error}");
            return "limit".to_owned();
        }
    }
    let found = verdict("draft-07", old, new, Semantics::default());
    let end = found.find([' ', ':']).unwrap_or(found.len());
    found[..end].to_owned()
}

fn nested(front: &str, depth: usize, leaf: &str, back: &str) -> String {
    format!("{}{leaf}{}", front.repeat(depth), back.repeat(depth))
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    on_a_small_stack(|| {
        let integer = r#"{"type":"integer"}"#;
        let number = r#"{"type":"number"}"#;
        for (front, back) in [
            (r#"{"not":"#, "}"),
            (r#"{"items":"#, "}"),
            (r#"{"additionalProperties":"#, "}"),
            (r#"{"propertyNames":"#, "}"),
            (r#"{"contains":"#, "}"),
            (r#"{"if":true,"then":"#, "}"),
            (r#"{"properties":{"a":"#, "}}"),
            (r#"{"allOf":[true,"#, "]}"),
            (r#"{"oneOf":[{"minimum":3},"#, "]}"),
            (r#"{"anyOf":[{"maxLength":2},"#, "]}"),
        ] {
            for depth in [30, 90, 180, 100_000] {
                let old = nested(front, depth, integer, back);
                let new = nested(front, depth, number, back);
                let found = name(&old, &new);
                // `oneOf` is not monotone: a wider alternative may take a value from another.
                let fits = match depth {
                    100_000 => found == "limit",
                    _ => found != "incompatible" || front.contains("oneOf"),
                };
                assert!(fits, "{front} {depth}: {found}");
                let same = name(&old, &old);
                assert!(
                    ["compatible", "limit"].contains(&same.as_str()),
                    "{front} {depth}"
                );
            }
        }
    });
}

#[test]
fn a_break_at_the_bottom_is_never_compatible() {
    on_a_small_stack(|| {
        for (front, back) in [
            (r#"{"items":"#, "}"),
            (r#"{"properties":{"a":"#, "}}"),
            (r#"{"allOf":[true,"#, "]}"),
            (r#"{"additionalProperties":"#, "}"),
        ] {
            for depth in [10, 60, 90] {
                let old = nested(front, depth, r#"{"type":"number"}"#, back);
                let new = nested(front, depth, r#"{"type":"integer"}"#, back);
                let found = name(&old, &new);
                assert!(
                    ["incompatible", "unknown"].contains(&found.as_str()),
                    "{front} {depth}: {found}"
                );
                assert!(
                    depth > 10 || found == "incompatible",
                    "{front} {depth}: {found}"
                );
            }
        }
    });
}

#[test]
fn references_in_rings_and_chains_do_not_overflow_the_stack() {
    on_a_small_stack(|| {
        let ring = |n: usize, through: &str| {
            let parts: Vec<String> = (0..n)
                .map(|at| {
                    let next = format!(r##"{{"$ref":"#/definitions/d{}"}}"##, (at + 1) % n);
                    format!(r#""d{at}":{}"#, through.replace('@', &next))
                })
                .collect();
            format!(
                r##"{{"$ref":"#/definitions/d0","definitions":{{{}}}}}"##,
                parts.join(",")
            )
        };
        for n in [1, 2, 50, 1_000] {
            for through in [
                r#"{"properties":{"a":@}}"#,
                r#"{"items":@,"maxItems":1}"#,
                r#"{"allOf":[@]}"#,
                r#"{"not":@}"#,
                r#"{"anyOf":[@,{"type":"null"}]}"#,
                "@",
            ] {
                let ring = ring(n, through);
                assert_eq!(name(&ring, &ring), "compatible");
                let found = name(&ring, r#"{"type":"string"}"#);
                assert_ne!(found, "compatible", "{through} {n}");
            }
        }
    });
}

#[test]
fn wide_schemas_end_within_the_budget() {
    on_a_small_stack(|| {
        let list = |n: usize, part: &dyn Fn(usize) -> String| {
            (0..n).map(part).collect::<Vec<_>>().join(",")
        };
        let required = |n: usize| {
            let names = list(n, &|at| format!(r#""p{at}""#));
            format!(r#"{{"type":"object","required":[{names}]}}"#)
        };
        assert_eq!(name(&required(300), &required(200)), "compatible");
        assert_ne!(name(&required(200), &required(300)), "compatible");
        let choice = |keyword: &str, n: usize| {
            let parts = list(n, &|at| format!(r#"{{"const":{at}}}"#));
            format!(r#"{{"{keyword}":[{parts}]}}"#)
        };
        assert_eq!(
            name(&choice("oneOf", 200), &choice("anyOf", 201)),
            "compatible"
        );
        assert_ne!(
            name(&choice("anyOf", 201), &choice("oneOf", 200)),
            "compatible"
        );
        let patterns = |n: usize, kind: &str| {
            let parts = list(n, &|at| format!(r#""^{at}.*x":{{"type":"{kind}"}}"#));
            format!(r#"{{"patternProperties":{{{parts}}}}}"#)
        };
        let found = name(&patterns(100, "integer"), &patterns(100, "string"));
        assert_ne!(found, "compatible");
        let tuple = |shift: i64| {
            let items = list(10_662, &|at| {
                format!(r#"{{"minimum":{}}}"#, at as i64 - shift)
            });
            format!(r#"{{"type":"array","minItems":10662,"items":[{items}]}}"#)
        };
        assert_eq!(name(&tuple(0), &tuple(1)), "compatible");
        assert_ne!(name(&tuple(1), &tuple(0)), "compatible");
    });
}
