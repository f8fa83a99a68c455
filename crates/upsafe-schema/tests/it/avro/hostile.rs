//! Hostile schemas: an answer, "unknown" or an error with a place; no panic, no overflow, no hang.

use super::schema;
use upsafe_schema::format::avro::{Header, MAGIC, Rules, Schema, changes, compare, judge};
use upsafe_schema::{Budget, Verdict};

fn verdict(old: &str, new: &str) -> String {
    let found = compare(
        &schema(new),
        &schema(old),
        Rules::default(),
        Budget::default(),
    );
    match found.verdict {
        Verdict::Unknown(unknown) => format!("unknown: {}", unknown.reason),
        other => other.name().to_owned(),
    }
}

#[test]
fn deep_nesting_is_refused() {
    let nest = |n: usize| {
        format!(
            "{}\"int\"{}",
            "{\"type\":\"array\",\"items\":".repeat(n),
            "}".repeat(n)
        )
    };
    let error = Schema::parse(&nest(100_000)).unwrap_err();
    assert!(error.is_limit, "{error}");
    let deep = nest(180);
    assert_eq!(verdict(&deep, &deep.replace("int", "long")), "compatible");
    assert_eq!(verdict(&deep.replace("int", "long"), &deep), "incompatible");
}

/// Records that name the next one: deep without nesting.
fn chain(n: usize, last: &str) -> String {
    let mut parts: Vec<String> = (0..n)
        .map(|at| {
            format!(
                "{{'type':'record','name':'R{at}','fields':[{{'name':'f','type':'R{}'}}]}}",
                at + 1
            )
        })
        .collect();
    parts.push(format!(
        "{{'type':'record','name':'R{n}','fields':[{{'name':'f','type':'{last}'}}]}}"
    ));
    format!("[{}]", parts.join(","))
}

#[test]
fn long_chains_of_names_do_not_overflow_the_stack() {
    assert_eq!(
        verdict(&chain(30_000, "int"), &chain(30_000, "long")),
        "compatible"
    );
    // The cheapest way is the branch of the last record.
    assert_eq!(
        verdict(&chain(30_000, "long"), &chain(30_000, "int")),
        "incompatible"
    );
    let whole = |last: &str| {
        format!(
            "{{'type':'record','name':'W','fields':[{{'name':'u','type':{}}},{{'name':'w','type':'R0'}}]}}",
            chain(30_000, last)
        )
    };
    let column = whole("int").find("'int'").unwrap() + 1;
    assert_eq!(
        verdict(&whole("long"), &whole("int")),
        format!(
            "unknown: long is not read as int (reader, line 1, column {column}), but no value that \
             shows it was built within the limits, or the decoder reads all of them"
        )
    );
    assert_eq!(
        changes(
            &schema(&chain(30_000, "int")),
            &schema(&chain(30_000, "long"))
        )
        .len(),
        1
    );
}

#[test]
fn values_that_double_at_every_step_are_not_built() {
    let tower = |last: &str| {
        let mut parts: Vec<String> = (0..100)
            .map(|at| format!("{{'type':'record','name':'R{at}','fields':[{{'name':'a','type':'R{0}'}},{{'name':'b','type':'R{0}'}}]}}", at + 1))
            .collect();
        parts.push(format!(
            "{{'type':'record','name':'R100','fields':[{{'name':'f','type':'{last}'}}]}}"
        ));
        format!(
            "{{'type':'record','name':'W','fields':[{{'name':'u','type':{{'type':'array','items':[{}]}}}},{{'name':'w','type':'R0'}}]}}",
            parts.join(",")
        )
    };
    assert_eq!(verdict(&tower("int"), &tower("long")), "compatible");
    assert!(verdict(&tower("long"), &tower("int")).starts_with("unknown: long is not read as int"));
    let huge = "{'type':'fixed','name':'F','size':2147483647}";
    assert!(verdict(huge, "'int'").starts_with("unknown: fixed `F` is not read as int"));
    let digits = |n: u32| format!("{{'type':'bytes','logicalType':'decimal','precision':{n}}}");
    assert!(verdict(&digits(4_000_000_000), &digits(3_000_000_000)).starts_with("unknown: bytes"));
}

#[test]
fn wide_schemas_are_compared_in_linear_time() {
    let n = 20_000;
    let fields = |kind: &str| {
        let fields: Vec<String> = (0..n)
            .map(|at| format!("{{'name':'f{at}','type':'{kind}'}}"))
            .collect();
        format!(
            "{{'type':'record','name':'W','fields':[{}]}}",
            fields.join(",")
        )
    };
    assert_eq!(verdict(&fields("int"), &fields("long")), "compatible");
    let union = |size: usize| {
        let parts: Vec<String> = (0..n)
            .map(|at| format!("{{'type':'fixed','name':'F{at}','size':{size}}}"))
            .collect();
        format!("[{}]", parts.join(","))
    };
    assert_eq!(verdict(&union(1), &union(2)), "incompatible");
    let symbols = |from: usize| {
        let list: Vec<String> = (from..n).map(|at| format!("'S{at}'")).collect();
        format!(
            "{{'type':'enum','name':'E','symbols':[{}]}}",
            list.join(",")
        )
    };
    assert_eq!(verdict(&symbols(0), &symbols(1)), "incompatible");
    assert_eq!(changes(&schema(&symbols(0)), &schema(&symbols(1))).len(), 1);
}

#[test]
fn the_budget_ends_the_work() {
    let (old, new) = (chain(100, "int"), chain(100, "long"));
    let found = compare(
        &schema(&new),
        &schema(&old),
        Rules::default(),
        Budget::steps(50),
    );
    let Verdict::Unknown(unknown) = found.verdict else {
        panic!("decided within 50 steps")
    };
    assert_eq!(unknown.reason, "the comparison takes more than 50 steps");
}

#[test]
fn defaults_of_unions_that_nest_are_checked_once() {
    // Tried branch by branch at every level, this would take 2^80 steps.
    let mut default = "{'x':7}".to_owned();
    for _ in 0..80 {
        default = format!("{{'x':{default}}}");
    }
    let text = format!(
        "{{'type':'record','name':'W','fields':[{{'name':'t','type':[{{'type':'record','name':'R','fields':[{{'name':'x','type':['R',{{'type':'record','name':'S','fields':[{{'name':'x','type':['R','S']}}]}}]}}]}},'S'],'default':{default}}}]}}"
    );
    let error = Schema::parse(&text.replace('\'', "\"")).unwrap_err();
    assert!(
        error
            .message
            .starts_with("the default of field `t` does not fit"),
        "{error}"
    );
}

#[test]
fn no_text_makes_the_parser_panic() {
    let whole = r#"{"type":"record","name":"A","aliases":["B"],"fields":[{"name":"e","type":{"type":"enum","name":"E","symbols":["S"],"default":"S"},"default":"S"},{"name":"u","type":["null",{"type":"map","values":{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":3,"scale":1}}],"default":null}]}"#;
    assert!(Schema::parse(whole).is_ok());
    for at in 0..whole.len() {
        assert!(Schema::parse(&whole[..at]).is_err());
        for byte in ["{", "[", "\"", "0", "null", ",", "x", "\u{0}", "\u{202e}"] {
            let text = format!("{}{byte}{}", &whole[..at], &whole[at + 1..]);
            // Whether it is a schema is another question.
            let _read = Schema::parse(&text);
        }
    }
}

/// Runs with the stack of a thread as the standard library makes it.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let running = thread.spawn(work).expect("threads can be had");
    running.join().expect("the work does not panic");
}

#[test]
fn depth_is_bounded_on_a_small_stack() {
    on_a_small_stack(|| {
        let nests = [
            ("{\"type\":\"array\",\"items\":", "}"),
            ("{\"type\":\"map\",\"values\":", "}"),
            ("{\"type\":", "}"),
            ("[", "]"),
            ("{\"x\":", "}"),
            (
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":",
                "}]}",
            ),
        ];
        for (open, close) in nests {
            for n in [10, 100, 1_000, 100_000] {
                let text = format!("{}\"int\"{}", open.repeat(n), close.repeat(n));
                let error = Schema::parse(&text).err();
                assert!(n < 1_000 || error.is_some_and(|error| error.is_limit));
                let unclosed = Schema::parse(&open.repeat(n)).unwrap_err();
                assert!(n < 1_000 || unclosed.is_limit, "{unclosed}");
                // The same as a default.
                let field = format!(
                    "{{\"type\":\"record\",\"name\":\"W\",\"fields\":[{{\"name\":\"f\",\"type\":\"int\",\"default\":{text}}}]}}"
                );
                assert!(Schema::parse(&field).is_err());
            }
        }
        let deep = |last: &str| {
            let (open, close) = nests[0];
            let text = format!("{}\"{last}\"{}", open.repeat(180), close.repeat(180));
            Schema::parse(&text).unwrap()
        };
        let (old, new) = (deep("long"), deep("int"));
        assert_eq!(
            judge(&old, &new, Rules::default(), Budget::default())
                .breaks()
                .name(),
            "readers"
        );
    });
}

#[test]
fn names_that_name_each_other_end() {
    on_a_small_stack(|| {
        let ring = |n: usize, kind: &str| {
            let parts: Vec<String> = (0..n)
                .map(|at| {
                    format!(
                        "{{'type':'record','name':'R{at}','fields':[{{'name':'next','type':['null','R{}']}},{{'name':'x','type':'{kind}'}}]}}",
                        (at + 1) % n
                    )
                })
                .collect();
            format!("[{}]", parts.join(","))
        };
        assert_eq!(
            verdict(&ring(2_000, "int"), &ring(2_000, "long")),
            "compatible"
        );
        assert_eq!(
            verdict(&ring(2_000, "long"), &ring(2_000, "int")),
            "incompatible"
        );
        // Rings of other lengths: every pair of places meets once.
        let one = |letter: char, n: usize| {
            let parts: Vec<String> = (1..n)
                .map(|at| {
                    format!(
                        "{{'type':'record','name':'{letter}{at}.R','fields':[{{'name':'n','type':['null','{letter}{}.R']}}]}}",
                        (at + 1) % n
                    )
                })
                .collect();
            format!(
                "{{'type':'record','name':'{letter}0.R','fields':[{{'name':'n','type':['null','{letter}1.R']}},{{'name':'all','type':{{'type':'array','items':[{}]}},'default':[]}}]}}",
                parts.join(",")
            )
        };
        assert_eq!(verdict(&one('a', 31), &one('b', 37)), "compatible");
    });
}

#[test]
fn numbers_without_end_are_refused_or_read() {
    let field = |default: &str| {
        format!(
            "{{\"type\":\"record\",\"name\":\"A\",\"fields\":[{{\"name\":\"x\",\"type\":\"long\",\"default\":{default}}}]}}"
        )
    };
    assert!(Schema::parse(&field("9223372036854775807")).is_ok());
    for number in [
        "9223372036854775808",
        "1e400",
        "1e999999999",
        "1e-999999999",
        "0.1",
    ] {
        assert!(Schema::parse(&field(number)).is_err(), "{number}");
    }
    let error = Schema::parse(&field(&"9".repeat(20_000_000))).unwrap_err();
    assert!(error.is_limit, "{error}");
    let sizes = ["4294967296", "-1", "1.5", "1e99999"];
    for size in sizes {
        let text = format!("{{\"type\":\"fixed\",\"name\":\"F\",\"size\":{size}}}");
        assert!(Schema::parse(&text).is_err(), "{size}");
    }
}

#[test]
fn headers_that_promise_too_much_are_refused() {
    let check = |rest: &[u8], expected: &str| {
        let error = Header::parse(&[&MAGIC[..], rest].concat()).unwrap_err();
        assert_eq!(error.message, format!("{expected} of the data file"));
    };
    let most = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    let least = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    check(&most, "expected a number at byte 14");
    check(&least, "expected a number at byte 14");
    // A key of 2^63 - 1 bytes.
    check(
        &[&[2][..], &most].concat(),
        "expected a key of the metadata at byte 15",
    );
    check(
        &[&[2][..], &least].concat(),
        "expected the length of a key of the metadata at byte 15",
    );
    check(&[2, 2, b'k'], "expected a number at byte 7");
    check(
        &[2, 2, b'k', 8, b'v'],
        "expected a value of the metadata at byte 8",
    );
}

#[test]
fn many_aliases_are_looked_up_and_not_searched() {
    let n = 20_000;
    let aliases: Vec<String> = (0..n).map(|at| format!("'f{at}'")).collect();
    let aliases = aliases.join(",");
    let fields: Vec<String> = (0..n)
        .map(|at| format!("{{'name':'f{at}','type':'int'}}"))
        .collect();
    let wide = format!(
        "{{'type':'record','name':'A','fields':[{}]}}",
        fields.join(",")
    );
    let of = |name: &str| {
        format!(
            "{{'type':'record','name':'A','aliases':[{aliases}],'fields':[{{'name':'{name}','type':'int','aliases':[{aliases}]}}]}}"
        )
    };
    let judged = |old: &str, new: &str| {
        let found = judge(
            &schema(old),
            &schema(new),
            Rules::default(),
            Budget::default(),
        );
        (found.breaks().name(), found.changes.len())
    };
    assert_eq!(judged(&of("x"), &of("y")), ("both", 2));
    assert_eq!(judged(&wide, &of("f0")).0, "both");
}

#[test]
fn the_walk_over_changes_is_bounded_and_says_so() {
    // Circles without a common factor: every type of the one meets every type of the other.
    let circle = |n: usize| {
        let links: Vec<String> = (0..n)
            .map(|at| {
                let next = (at + 1) % n;
                format!("{{'type':'record','name':'c{at}.R','fields':[{{'name':'f','type':['null','c{next}.R']}}]}}")
            })
            .collect();
        schema(&format!("[{}]", links.join(",")))
    };
    let told = changes(&circle(331), &circle(337));
    let last = told.last().unwrap();
    assert_eq!(
        (last.kind.name(), last.message.as_str()),
        ("unclaimed-change", "more than 100000 pairs of types meet")
    );
    let told = changes(&circle(31), &circle(37));
    assert!(told.iter().all(|one| one.kind.name() != "unclaimed-change"));
}
