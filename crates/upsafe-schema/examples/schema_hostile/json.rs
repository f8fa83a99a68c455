//! JSON Schemas that are made to hurt.

use super::{BREAKS, BREAKS_OR_UNKNOWN, Case, LIMIT, SAFE, SAFE_OR_UNKNOWN, UNKNOWN, list};
use upsafe_schema::any::Format;

pub(super) fn cases() -> Vec<Case> {
    let case = |name, old: String, new: String, right| Case {
        name,
        format: Format::JsonSchema,
        old,
        new,
        right,
    };
    let of = str::to_owned;
    let text = || of(r#"{"type":"string"}"#);
    let chain = |n: usize, leaf: &str| {
        let links = list(n, |at| {
            format!(r##""d{at}":{{"$ref":"#/definitions/d{}"}}"##, at + 1)
        });
        format!(
            r##"{{"$ref":"#/definitions/d0","definitions":{{{links},"d{n}":{{"type":"{leaf}"}}}}}}"##
        )
    };
    let tree = |leaf: &str, n: usize| {
        let types = list(n, |at| {
            format!(
                r##""n{at}":{{"properties":{{"leaf":{{"type":"{leaf}"}},"next":{{"oneOf":[{}]}}}},"required":["k{at}"]}}"##,
                list(n, |to| format!(r##"{{"$ref":"#/definitions/n{to}"}}"##))
            )
        });
        format!(r##"{{"$ref":"#/definitions/n0","definitions":{{{types}}}}}"##)
    };
    let tuple = |last: &str| {
        let items = list(10_661, |at| {
            format!(r#"{{"type":"integer","minimum":{}}}"#, at % 97)
        });
        format!(r#"{{"items":[{items},{{"type":"{last}"}}],"additionalItems":false}}"#)
    };
    let pattern = |source: &str| format!(r#"{{"type":"string","pattern":"{source}"}}"#);
    let nested = |front: &str, back: &str, n: usize, leaf: &str| {
        format!("{}{leaf}{}", front.repeat(n), back.repeat(n))
    };
    let crossed = |n: usize, more: &str| {
        let parts = list(n, |at| {
            format!(r#"{{"anyOf":[{{"required":["a{at}"]}},{{"required":["b{at}"]}}]}}"#)
        });
        format!(r#"{{"type":"object","allOf":[{parts}{more}]}}"#)
    };
    let names = |n: usize, kind: &str| {
        let parts = list(n, |at| format!(r#""p{at}":{{"type":"{kind}"}}"#));
        format!(r#"{{"type":"object","properties":{{{parts}}},"additionalProperties":false}}"#)
    };
    let values = |n: usize| format!(r#"{{"enum":[{}]}}"#, list(n, |at| format!("\"v{at}\"")));
    let patterns = |n: usize, kind: &str| {
        let parts = list(n, |at| {
            let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
            format!(r#""{letter}.*{at}":{{"type":"{kind}"}}"#)
        });
        format!(r#"{{"type":"object","patternProperties":{{{parts}}}}}"#)
    };
    let one_of = |n: usize, width: usize| {
        let parts = list(n, |at| {
            let (least, most) = (at * 10, at * 10 + width);
            format!(r#"{{"type":"integer","minimum":{least},"maximum":{most}}}"#)
        });
        format!(r#"{{"oneOf":[{parts}]}}"#)
    };
    let nines = "9".repeat(100_000);
    let evaluated = |n: usize, more: &str| {
        let parts = list(n, |at| {
            format!(r#"{{"properties":{{"x{at}":{{"type":"null"}}}}}}"#)
        });
        format!(
            r#"{{"$schema":"https://json-schema.org/draft/2020-12/schema","anyOf":[{parts}],"unevaluatedProperties":false{more}}}"#
        )
    };
    vec![
        case("`$ref` to itself", of(r##"{"$ref":"#"}"##), text(), UNKNOWN),
        case(
            "`$ref`s in a circle",
            of(
                r##"{"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}}}"##,
            ),
            text(),
            UNKNOWN,
        ),
        case(
            "chain of 5,000 `$ref`s",
            chain(5_000, "string"),
            text(),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "chain of 40 `$ref`s",
            chain(40, "string"),
            chain(40, "number"),
            BREAKS,
        ),
        case(
            "12 recursive types, widened",
            tree("integer", 12),
            tree("number", 12),
            SAFE,
        ),
        case(
            "12 recursive types, narrowed",
            tree("number", 12),
            tree("integer", 12),
            BREAKS,
        ),
        case(
            "30 recursive types, narrowed",
            tree("number", 30),
            tree("integer", 30),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "remote `$ref` on both sides",
            of(r#"{"items":{"$ref":"http://example.com/x"}}"#),
            of(r#"{"items":{"$ref":"http://example.com/x"},"minItems":0}"#),
            SAFE,
        ),
        case(
            "remote `$ref` on one side",
            of(r#"{"items":{"$ref":"http://example.com/x"}}"#),
            of(r#"{"items":{"type":"null"}}"#),
            UNKNOWN,
        ),
        case(
            "arrays 100,000 deep",
            nested(r#"{"items":"#, "}", 100_000, "true"),
            text(),
            LIMIT,
        ),
        case(
            "`not` 100,000 deep",
            nested(r#"{"not":"#, "}", 100_000, "true"),
            text(),
            LIMIT,
        ),
        case("open brackets, 100,000", "[".repeat(100_000), text(), LIMIT),
        case(
            "objects 90 deep, narrowed",
            nested(r#"{"properties":{"a":"#, "}}", 90, r#"{"type":"object"}"#),
            nested(r#"{"properties":{"a":"#, "}}", 90, r#"{"type":"string"}"#),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "`not` 180 deep",
            nested(r#"{"not":"#, "}", 180, r#"{"type":"string"}"#),
            text(),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "tuple of 10,662, equal but for the layout",
            tuple("integer"),
            tuple("integer").replace(',', ", "),
            SAFE,
        ),
        case(
            "tuple of 10,662, widened",
            tuple("integer"),
            tuple("number"),
            SAFE,
        ),
        case(
            "tuple of 10,662, narrowed",
            tuple("number"),
            tuple("integer"),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "pattern with nested stars",
            pattern("^(a+)+$"),
            pattern("^(a|a?)+$"),
            SAFE,
        ),
        case(
            "pattern with nested stars, narrowed",
            pattern("^(([a-z])+.)+[A-Z]([a-z])+$"),
            pattern("^(x+x+)+y$"),
            BREAKS,
        ),
        case(
            "pattern with nested counts",
            pattern("^((a{0,9}){0,9}){0,9}$"),
            pattern("^a{0,729}$"),
            SAFE,
        ),
        case(
            "pattern with an exponential automaton",
            pattern("a.{25}$"),
            pattern("a.{24}$"),
            UNKNOWN,
        ),
        case(
            "pattern of 100,000 characters",
            pattern(&format!("^{}$", "ab".repeat(50_000))),
            pattern("^(ab)*$"),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "pattern with a count of a million",
            pattern("^a{1000000}$"),
            pattern("^a*$"),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "pattern with 5,000 alternatives",
            pattern(&format!(
                "^({})$",
                list(5_000, |at| format!("w{at}")).replace(',', "|")
            )),
            pattern("^w[0-9]+$"),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "number of 100,000 digits",
            format!(r#"{{"minimum":{nines}}}"#),
            format!(r#"{{"minimum":{nines}0}}"#),
            &["limit", "incompatible", "unknown"],
        ),
        case(
            "numbers of 400 digits",
            format!(r#"{{"type":"integer","minimum":1{}}}"#, "0".repeat(400)),
            format!(r#"{{"exclusiveMinimum":{}}}"#, "9".repeat(400)),
            SAFE,
        ),
        case(
            "exponent of a billion",
            of(r#"{"maximum":1e999999999}"#),
            text(),
            LIMIT,
        ),
        case(
            "fractions of 300 places",
            of(r#"{"multipleOf":1e-300}"#),
            of(r#"{"multipleOf":1e-301}"#),
            SAFE,
        ),
        case(
            "multiples of large primes",
            of(r#"{"multipleOf":99999999999999999989}"#),
            of(r#"{"multipleOf":99999999999999999877}"#),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "length of 10^30",
            of(r#"{"minLength":1000000000000000000000000000000}"#),
            text(),
            &["unknown", "incompatible", "compatible"],
        ),
        case(
            "a million items",
            of(r#"{"type":"array","minItems":1000000}"#),
            of(r#"{"type":"array","minItems":1000001}"#),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "names written twice",
            of(r#"{"type":"string","type":"integer"}"#),
            of(r#"{"type":"number"}"#),
            SAFE,
        ),
        case(
            "20 choices crossed",
            crossed(20, ""),
            crossed(20, r#",{"required":["c"]}"#),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "60 choices crossed, the same in another order",
            crossed(60, ""),
            crossed(61, "").replace(
                r#"{"anyOf":[{"required":["a60"]},{"required":["b60"]}]}"#,
                "true",
            ),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "5,000 properties, widened",
            names(5_000, "integer"),
            names(5_000, "number"),
            SAFE,
        ),
        case(
            "5,000 properties, narrowed",
            names(5_000, "number"),
            names(5_000, "integer"),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "`enum` of 20,000, one less",
            values(20_000),
            values(19_999),
            BREAKS,
        ),
        case(
            "`enum` of 20,000, one more",
            values(19_999),
            values(20_000),
            SAFE,
        ),
        case(
            "60 crossing patterns of names, widened",
            patterns(60, "integer"),
            patterns(60, "number"),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "60 crossing patterns of names, narrowed",
            patterns(60, "number"),
            patterns(60, "integer"),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "`oneOf` of 200, disjoint",
            one_of(200, 9),
            of(r#"{"type":"integer","minimum":0,"maximum":1999}"#),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "`oneOf` of 200, overlapping",
            of(r#"{"type":"integer","minimum":0,"maximum":1999}"#),
            one_of(200, 15),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "unique items of a small enum",
            of(
                r#"{"type":"array","items":{"enum":[1,2,3,4,5,6,7,8,9,10]},"uniqueItems":true,"minItems":11}"#,
            ),
            of("false"),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "unevaluated properties of 16 branches",
            evaluated(16, ""),
            evaluated(16, r#","maxProperties":15"#),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "unevaluated properties of 16 branches, wider",
            evaluated(16, ""),
            evaluated(17, ""),
            SAFE_OR_UNKNOWN,
        ),
    ]
}
