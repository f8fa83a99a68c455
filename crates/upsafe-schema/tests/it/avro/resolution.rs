//! The rules of "Schema Resolution", one by one.

use super::{check, check_with, comparison, told};
use upsafe_schema::Verdict;
use upsafe_schema::format::avro::{Branches, Names, Rules};

const PRIMITIVES: [&str; 8] = [
    "null", "boolean", "int", "long", "float", "double", "bytes", "string",
];

#[test]
fn primitives_are_promoted_as_the_specification_says_and_never_otherwise() {
    let promoted = [
        ("int", "long"),
        ("int", "float"),
        ("int", "double"),
        ("long", "float"),
        ("long", "double"),
        ("float", "double"),
        ("string", "bytes"),
        ("bytes", "string"),
    ];
    for old in PRIMITIVES {
        for new in PRIMITIVES {
            let is_read = old == new || promoted.contains(&(old, new));
            let found = told(&format!("'{old}'"), &format!("'{new}'"), Rules::default());
            let expected = if is_read {
                "compatible"
            } else {
                "incompatible; type-mismatch /"
            };
            assert!(found.starts_with(expected), "{old} -> {new}: {found}");
        }
    }
}

#[test]
fn a_field_of_the_reader_needs_a_default_or_a_writer() {
    let old = "{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]}";
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},\n {'name':'y','type':'int'}]}",
        "incompatible; reader-field-missing-default-value /fields/1 2:2<1:1; {\"x\":0} 00",
    );
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'y','type':'int','default':1}]}",
        "compatible",
    );
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'y','type':'long','aliases':['x']}]}",
        "compatible",
    );
    // An enum's default does not stand in for a field's.
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'e','type':{'type':'enum','name':'E','symbols':['S'],'default':'S'}}]}",
        "incompatible; reader-field-missing-default-value /fields/1 1:65<1:1; {\"x\":0} 00",
    );
}

#[test]
fn aliases_of_fields_that_fit_twice_are_refused() {
    let old = "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'y','type':'int'}]}";
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'y','type':'int','aliases':['x']}]}",
        "incompatible; ambiguous-field /fields/0 1:39<1:1; {\"x\":0,\"y\":0} 0000",
    );
    // The writer's field goes to the reader's field of its own name; the other one needs a default.
    let old = "{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]}";
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'y','type':'int','aliases':['x']}]}",
        "incompatible; reader-field-missing-default-value /fields/1 1:65<1:1; {\"x\":0} 00",
    );
    check(
        old,
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'y','type':'int','aliases':['x'],'default':7}]}",
        "compatible",
    );
}

#[test]
fn names_agree_in_the_last_part_or_by_an_alias_of_the_reader() {
    for (kind, rest) in [
        ("record", "'fields':[]"),
        ("enum", "'symbols':['S']"),
        ("fixed", "'size':1"),
    ] {
        let of =
            |name: &str, more: &str| format!("{{'type':'{kind}','name':'{name}',{more}{rest}}}");
        check(&of("a.A", ""), &of("b.A", ""), "compatible");
        check(
            &of("a.A", ""),
            &of("b.B", "'aliases':['a.A'],"),
            "compatible",
        );
        check(&of("A", ""), &of("B", "'aliases':['A'],"), "compatible");
        // Unqualified aliases take the namespace of the type.
        let refused = told(
            &of("a.A", ""),
            &of("b.B", "'aliases':['A'],"),
            Rules::default(),
        );
        assert!(
            refused.starts_with("incompatible; name-mismatch /name"),
            "{refused}"
        );
        // The writer's aliases are of no use.
        let refused = told(&of("A", "'aliases':['B'],"), &of("B", ""), Rules::default());
        assert!(
            refused.starts_with("incompatible; name-mismatch /name"),
            "{refused}"
        );
        let mut rules = Rules::default();
        rules.names = Names::Full;
        let refused = told(&of("a.A", ""), &of("b.A", ""), rules);
        assert!(
            refused.starts_with("incompatible; name-mismatch /name"),
            "{refused}"
        );
    }
}

#[test]
fn every_disagreement_is_told_and_each_has_an_example() {
    check(
        "{'type':'record','name':'A','fields':[\n{'name':'e','type':{'type':'enum','name':'E','symbols':['S','T']}},\n{'name':'f','type':{'type':'fixed','name':'F','size':2}},\n{'name':'l','type':{'type':'array','items':'long'}},\n{'name':'m','type':{'type':'map','values':'string'}}]}",
        "{'type':'record','name':'A','fields':[\n{'name':'e','type':{'type':'enum','name':'E','symbols':['S']}},\n{'name':'f','type':{'type':'fixed','name':'F','size':3}},\n{'name':'l','type':{'type':'array','items':'int'}},\n{'name':'m','type':{'type':'map','values':'int'}}]}",
        "incompatible; missing-enum-symbols /fields/0/type/symbols 2:20<2:61; fixed-size-mismatch /fields/1/type/size 3:20<3:20; type-mismatch /fields/2/type/items 4:44<4:44; type-mismatch /fields/3/type/values 5:43<5:43; {\"e\":\"T\",\"f\":\"\\u0000\\u0000\",\"l\":[],\"m\":{}} 0200000000",
    );
}

#[test]
fn enums_lose_symbols_only_with_a_default() {
    let old = "{'type':'enum','name':'E','symbols':['A','B','C']}";
    check(
        old,
        "{'type':'enum','name':'E','symbols':['C','B','A','D']}",
        "compatible",
    );
    check(
        old,
        "{'type':'enum','name':'E','symbols':['A'],'default':'A'}",
        "compatible",
    );
    check(
        old,
        "{'type':'enum','name':'E','symbols':['A','B']}",
        "incompatible; missing-enum-symbols /symbols 1:1<1:46; \"C\" 04",
    );
    // The writer's default is of no use.
    check(
        "{'type':'enum','name':'E','symbols':['A','B'],'default':'A'}",
        "{'type':'enum','name':'E','symbols':['A']}",
        "incompatible; missing-enum-symbols /symbols 1:1<1:42; \"B\" 02",
    );
}

#[test]
fn every_branch_of_the_writer_must_be_read() {
    check("['int','null']", "['null','long']", "compatible");
    check("['int']", "'long'", "compatible");
    check("'int'", "['string','double']", "compatible");
    check(
        "'int'",
        "['string']",
        "incompatible; missing-union-branch / 1:1<1:1; 0 00",
    );
    check(
        "['null','int','string']",
        "['null','int']",
        "incompatible; missing-union-branch /2 1:1<1:15; {\"string\":\"\"} 0400",
    );
    check(
        "['string','int','long']",
        "'int'",
        "incompatible; type-mismatch /0 1:1<1:2; type-mismatch /2 1:1<1:17; {\"string\":\"\"} 0000",
    );
    check("[]", "'int'", "compatible");
    check(
        "'int'",
        "[]",
        "incompatible; missing-union-branch / 1:1<1:1; 0 00",
    );
}

#[test]
fn a_union_takes_the_branch_that_agrees_best() {
    let record = |name: &str, kind: &str| {
        format!("{{'type':'record','name':'{name}','fields':[{{'name':'x','type':'{kind}'}}]}}")
    };
    let old = record("a.R", "string");
    let union = |first: (&str, &str), second: (&str, &str)| {
        format!(
            "[{},{}]",
            record(first.0, first.1),
            record(second.0, second.1)
        )
    };
    check(
        &old,
        &union(("b.R", "int"), ("a.R", "string")),
        "compatible",
    );
    check(
        &old,
        &union(("b.R", "int"), ("c.R", "string")),
        "compatible",
    );
    // The full name decides, whatever it leads to.
    let found = told(
        &old,
        &union(("b.R", "string"), ("a.R", "int")),
        Rules::default(),
    );
    assert!(
        found.starts_with("incompatible; type-mismatch /fields/0/type"),
        "{found}"
    );
    let found = told(
        &old,
        &union(("b.R", "int"), ("c.R", "int")),
        Rules::default(),
    );
    assert!(
        found.starts_with("incompatible; type-mismatch /fields/0/type"),
        "{found}"
    );
    // To the letter, the first that agrees by name is taken.
    let mut rules = Rules::default();
    rules.branches = Branches::First;
    let found = told(&old, &union(("b.R", "int"), ("c.R", "string")), rules);
    assert!(
        found.starts_with("incompatible; type-mismatch /fields/0/type"),
        "{found}"
    );
    check_with(
        rules,
        &old,
        &union(("a.R", "string"), ("b.R", "int")),
        "compatible",
    );
}

#[test]
fn a_choice_that_fails_in_a_loop_fails() {
    // The second branch leads back to the first pair and looks good until that one fails.
    let list = |item: &str| {
        format!(
            "{{'type':'record','name':'L','fields':[{{'name':'next','type':['null','L']}},{{'name':'item','type':'{item}'}}]}}"
        )
    };
    check(&list("int"), &list("long"), "compatible");
    check(
        &list("long"),
        &list("int"),
        "incompatible; type-mismatch /fields/1/type 1:97<1:97; {\"item\":0,\"next\":null} 0000",
    );
    let wrapped = |inner: String| {
        format!(
            "{{'type':'record','name':'W','fields':[{{'name':'l','type':{{'type':'array','items':{inner}}}}},{{'name':'again','type':{{'type':'map','values':'L'}}}}]}}"
        )
    };
    let found = told(
        &wrapped(list("long")),
        &wrapped(list("int")),
        Rules::default(),
    );
    assert!(
        found.starts_with("incompatible; type-mismatch /fields/0/type/items/fields/1/type"),
        "{found}"
    );
}

#[test]
fn what_no_value_can_show_is_neither_yes_nor_no() {
    let check = |old: &str, new: &str, expected: &str| {
        let found = comparison(old, new, Rules::default());
        let told = match &found.verdict {
            Verdict::Unknown(unknown) => unknown.reason.as_str(),
            other => other.name(),
        };
        assert_eq!(told, expected, "{old} {new}");
        assert!(found.conflicts.iter().all(|part| part.example.is_none()));
        assert_eq!(found.conflicts.is_empty(), expected == "compatible");
    };
    let endless = |name: &str| {
        format!("{{'type':'record','name':'{name}','fields':[{{'name':'r','type':'{name}'}}]}}")
    };
    let list = |item: &str| {
        format!(
            "{{'type':'record','name':'L','fields':[{{'name':'head','type':'{item}'}},{{'name':'tail','type':'L'}}]}}"
        )
    };
    let nothing = |place: &str| format!("{place}, but no value can be written there");
    check(&list("int"), &list("long"), "compatible");
    check(
        &list("long"),
        &list("int"),
        &nothing("long is not read as int (reader, line 1, column 61)"),
    );
    check(
        &endless("R"),
        "'int'",
        &nothing("record `R` is not read as int (reader, line 1, column 1)"),
    );
    check(
        "{'type':'enum','name':'E','symbols':[]}",
        "{'type':'enum','name':'E','symbols':['A']}",
        "compatible",
    );
    check(
        &format!("['string',{}]", endless("R")),
        "'string'",
        &nothing("record `R` is not read as string (reader, line 1, column 1)"),
    );
    check("[]", "'int'", "compatible");
    // Only an empty list can be written.
    check(
        &format!("{{'type':'array','items':{}}}", endless("R")),
        "{'type':'array','items':'int'}",
        &nothing("record `R` is not read as int (reader, line 1, column 25)"),
    );
    // What is really refused comes first.
    let found = comparison(
        &format!("['string',{}]", endless("R")),
        &format!("['int',{}]", endless("S")),
        Rules::default(),
    );
    assert_eq!(found.verdict.name(), "incompatible");
}

#[test]
fn removed_definitions_and_references_are_the_same_types() {
    check(
        "{'type':'record','name':'A','fields':[{'name':'p','type':{'type':'record','name':'Q','fields':[{'name':'i','type':'int'}]}},{'name':'q','type':'Q'}]}",
        "{'type':'record','name':'A','fields':[{'name':'q','type':{'type':'record','name':'Q','fields':[{'name':'i','type':'int'}]}}]}",
        "compatible",
    );
}

#[test]
fn the_smallest_example_goes_around_large_values() {
    // The way through `big` would need a fixed of 1,000 bytes.
    let of = |kind: &str| {
        format!(
            "{{'type':'record','name':'A','fields':[{{'name':'a','type':['null',{{'type':'record','name':'B','fields':[{{'name':'big','type':{{'type':'fixed','name':'F','size':1000}}}},{{'name':'c','type':{{'type':'record','name':'C','fields':[{{'name':'x','type':'{kind}'}}]}}}}]}}]}},{{'name':'d','type':{{'type':'array','items':'C'}}}}]}}"
        )
    };
    let found = told(&of("string"), &of("int"), Rules::default());
    assert!(
        found.ends_with("; {\"a\":null,\"d\":[{\"x\":\"\"}]} 00020000"),
        "{found}"
    );
}
