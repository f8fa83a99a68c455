//! Values that are read and mean something else.

use super::{check, check_with, comparison, told};
use upsafe_schema::format::avro::{Decimals, Meanings, Rules};

fn of(kind: &str, logical: &str) -> String {
    format!("{{'type':'{kind}','logicalType':'{logical}'}}")
}

fn decimal(precision: u32, scale: u32) -> String {
    format!("{{'type':'bytes','logicalType':'decimal','precision':{precision},'scale':{scale}}}")
}

fn outcome(old: &str, new: &str) -> String {
    let found = comparison(old, new, Rules::default());
    let outcome = found
        .conflicts
        .first()
        .and_then(|conflict| conflict.example.as_ref());
    outcome.map_or(String::new(), |example| example.outcome.clone())
}

#[test]
fn another_unit_or_calendar_is_misread() {
    let check = |old: (&str, &str), new: (&str, &str), expected: &str| {
        let (old, new) = (of(old.0, old.1), of(new.0, new.1));
        let found = told(&old, &new, Rules::default());
        assert!(
            found.starts_with("misread; meaning-changed / 1:1<1:1; 1 02"),
            "{old} {new}: {found}"
        );
        assert_eq!(outcome(&old, &new), expected);
    };
    check(
        ("int", "date"),
        ("long", "timestamp-millis"),
        "written as 1970-01-02, read as 1970-01-01T00:00:00.001Z",
    );
    check(
        ("long", "timestamp-millis"),
        ("long", "timestamp-micros"),
        "written as 1970-01-01T00:00:00.001Z, read as 1970-01-01T00:00:00.000001Z",
    );
    check(
        ("long", "timestamp-nanos"),
        ("long", "local-timestamp-nanos"),
        "written as 1970-01-01T00:00:00.000000001Z, read as 1970-01-01T00:00:00.000000001 local time",
    );
    check(
        ("int", "time-millis"),
        ("long", "time-micros"),
        "written as 00:00:00.001, read as 00:00:00.000001",
    );
    check(
        ("int", "time-millis"),
        ("int", "date"),
        "written as 00:00:00.001, read as 1970-01-02",
    );
}

#[test]
fn a_type_without_a_meaning_agrees_with_every_meaning() {
    for (kind, logical) in [
        ("int", "date"),
        ("int", "time-millis"),
        ("long", "time-micros"),
        ("long", "timestamp-millis"),
        ("string", "uuid"),
        ("bytes", "big-decimal"),
    ] {
        check(&of(kind, logical), &format!("'{kind}'"), "compatible");
        check(&format!("'{kind}'"), &of(kind, logical), "compatible");
        check(&of(kind, logical), &of(kind, logical), "compatible");
        check(&of(kind, logical), &of(kind, "our-own"), "compatible");
    }
    check("'int'", &of("long", "timestamp-micros"), "compatible");
}

#[test]
fn decimals_keep_their_scale_and_do_not_lose_digits() {
    check(&decimal(10, 2), &decimal(12, 2), "compatible");
    check(
        &decimal(10, 2),
        &decimal(10, 4),
        "misread; scale-changed / 1:1<1:1; \"\\u0001\" 0201",
    );
    assert_eq!(
        outcome(&decimal(10, 2), &decimal(10, 4)),
        "written as 0.01, read as 0.0001"
    );
    check(
        &decimal(3, 0),
        &decimal(2, 0),
        "misread; precision-narrowed / 1:1<1:1; \"d\" 0264",
    );
    check(
        &decimal(4, 0),
        "{'type':'bytes','logicalType':'decimal','precision':4}",
        "compatible",
    );
    check(&decimal(4, 2), "'bytes'", "compatible");
    check("'bytes'", &decimal(4, 2), "compatible");
    let fixed = |scale: u32| {
        format!(
            "{{'type':'fixed','name':'F','size':2,'logicalType':'decimal','precision':4,'scale':{scale}}}"
        )
    };
    check(
        &fixed(2),
        &fixed(1),
        "misread; scale-changed / 1:1<1:1; \"\\u0000\\u0001\" 0001",
    );
    let found = told(&decimal(4, 2), &fixed(2), Rules::default());
    assert!(
        found.starts_with("incompatible; type-mismatch /"),
        "{found}"
    );
}

#[test]
fn numbers_in_bytes_and_text_are_not_each_other() {
    check(
        &decimal(4, 2),
        "'string'",
        "misread; number-as-text / 1:1<1:1; \"\\u0001\" 0201",
    );
    check(
        "'string'",
        &decimal(4, 2),
        "misread; text-as-number / 1:1<1:1; \"a\" 0261",
    );
    check("'string'", "'bytes'", "compatible");
    check(&of("string", "uuid"), "'bytes'", "compatible");
    check(
        &decimal(4, 2),
        &of("bytes", "big-decimal"),
        "misread; meaning-changed / 1:1<1:1; \"\\u0001\" 0201",
    );
}

#[test]
fn what_is_refused_elsewhere_comes_first() {
    check(
        "{'type':'record','name':'A','fields':[{'name':'d','type':{'type':'int','logicalType':'date'}},{'name':'s','type':'string'}]}",
        "{'type':'record','name':'A','fields':[{'name':'d','type':{'type':'int','logicalType':'time-millis'}},{'name':'s','type':'int'}]}",
        "incompatible; type-mismatch /fields/1/type 1:121<1:114; meaning-changed /fields/0/type 1:58<1:58; {\"d\":0,\"s\":\"\"} 0000",
    );
}

#[test]
fn inside_unions_arrays_and_maps() {
    check(
        "['null',{'type':'array','items':{'type':'map','values':{'type':'long','logicalType':'timestamp-millis'}}}]",
        "['null',{'type':'array','items':{'type':'map','values':['null',{'type':'long','logicalType':'timestamp-micros'}]}}]",
        "misread; meaning-changed /1/items/values 1:64<1:56; {\"array\":[{\"k\":1}]} 020202026b020000",
    );
}

#[test]
fn the_switches_turn_it_off_and_up() {
    let mut rules = Rules::default();
    rules.meanings = Meanings::Ignored;
    check_with(rules, &decimal(10, 2), &decimal(10, 4), "compatible");
    check_with(
        rules,
        &of("int", "date"),
        &of("long", "timestamp-millis"),
        "compatible",
    );
    let mut rules = Rules::default();
    rules.decimals = Decimals::Exact;
    let found = comparison(&decimal(10, 2), &decimal(12, 2), rules);
    assert_eq!(found.verdict.name(), "unknown");
    assert_eq!(found.conflicts[0].kind.name(), "precision-changed");
}
