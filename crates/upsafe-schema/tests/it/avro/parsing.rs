//! What is a schema, and what is told about a text that is none.

use super::schema;
use upsafe_schema::format::avro::Schema;

#[test]
fn errors_say_what_was_expected_and_where() {
    let check = |text: &str, expected: &str| {
        let error = Schema::parse(&text.replace('\'', "\""))
            .map(|_| ())
            .unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    };
    let name = "expected a name of letters, digits and `_` that does not start with a digit";
    check("", "expected a JSON value at line 1, column 1");
    check(
        "7",
        "expected a type: a name, a union or an object, found `7` at line 1, column 1",
    );
    check("{}", "expected `type` in the type at line 1, column 1");
    check("'Q'", "type `Q` is not defined at line 1, column 1");
    check(
        "{'type':'int',\n 'type':'long'}",
        "member `type` is written twice in one object at line 2, column 9",
    );
    check(
        "{'type':'array'}",
        "expected `items` in the array at line 1, column 1",
    );
    check(
        "{'type':'map'}",
        "expected `values` in the map at line 1, column 1",
    );
    check(
        "['int',['int']]",
        "expected a type that is no union inside a union at line 1, column 8",
    );
    check(
        "['int',\n'int']",
        "`int` is in the union twice at line 2, column 1",
    );
    check(
        "{'type':'record','fields':[]}",
        "expected `name` in the record at line 1, column 1",
    );
    check(
        "{'type':'record','name':'A'}",
        "expected `fields` in the record at line 1, column 1",
    );
    check(
        "{'type':'record','name':'A-B','fields':[]}",
        &format!("{name}, found `A-B` at line 1, column 25"),
    );
    check(
        "{'type':'record','name':'int','fields':[]}",
        "`int` is the name of a primitive type at line 1, column 25",
    );
    check(
        "{'type':'record','name':'A','fields':{}}",
        "expected an array of fields, found an object at line 1, column 38",
    );
    check(
        "{'type':'record','name':'A','fields':[7]}",
        "expected a field, found `7` at line 1, column 39",
    );
    check(
        "{'type':'record','name':'A','fields':[{'name':'x'}]}",
        "expected `type` in field `x` at line 1, column 39",
    );
    check(
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int'},{'name':'x','type':'int'}]}",
        "field `x` is written twice at line 1, column 73",
    );
    check(
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int','order':'up'}]}",
        "expected `ascending`, `descending` or `ignore`, found `up` at line 1, column 72",
    );
    check(
        "{'type':'enum','name':'E','symbols':['A','A']}",
        "symbol `A` is written twice at line 1, column 42",
    );
    check(
        "{'type':'enum','name':'E','symbols':['A'],'default':'B'}",
        "expected one of the symbols as default, found `B` at line 1, column 53",
    );
    check(
        "{'type':'fixed','name':'F','size':-1}",
        "expected a number of bytes, found `-1` at line 1, column 35",
    );
    check(
        "[{'type':'fixed','name':'F','size':1},\n{'type':'fixed','name':'F','size':2}]",
        "`F` is defined twice, first at line 1, column 2 at line 2, column 24",
    );
}

#[test]
fn defaults_must_fit() {
    let check = |kind: &str, default: &str, expected: &str| {
        let text = format!(
            "{{'type':'record','name':'A','fields':[{{'name':'x','type':{kind},'default':{default}}}]}}"
        );
        let told = match Schema::parse(&text.replace('\'', "\"")) {
            Ok(_) => "fits".to_owned(),
            Err(error) => error.message,
        };
        let expected = match expected {
            "fits" => expected.to_owned(),
            _ => format!("the default of field `x` does not fit: {expected}"),
        };
        assert_eq!(told, expected, "{kind} {default}");
    };
    check("'null'", "null", "fits");
    check("'null'", "'null'", "expected `null`, found the text `null`");
    check("'boolean'", "1", "expected `true` or `false`, found `1`");
    check(
        "'int'",
        "2147483648",
        "expected a whole number of 32 bits, found `2147483648`",
    );
    check("'int'", "-2147483648", "fits");
    check(
        "'long'",
        "9223372036854775808",
        "expected a whole number of 64 bits, found `9223372036854775808`",
    );
    check(
        "'long'",
        "1.5",
        "expected a whole number of 64 bits, found `1.5`",
    );
    check("'float'", "1", "fits");
    check("'double'", "'1'", "expected a number, found the text `1`");
    check("'bytes'", "'\u{ff}'", "fits");
    check(
        "'bytes'",
        "'\u{100}'",
        "expected a text of characters up to U+00FF, one a byte, found the text `\u{100}`",
    );
    check("{'type':'fixed','name':'F','size':2}", "'ab'", "fits");
    check(
        "{'type':'fixed','name':'F','size':2}",
        "'abc'",
        "expected a text of 2 characters up to U+00FF, one a byte, found the text `abc`",
    );
    check(
        "{'type':'enum','name':'E','symbols':['S']}",
        "'T'",
        "expected a symbol of `E`, found the text `T`",
    );
    check(
        "{'type':'array','items':'int'}",
        "[1,'2']",
        "expected a whole number of 32 bits, found the text `2`",
    );
    check("{'type':'map','values':'int'}", "{'a':1}", "fits");
    check("['null','int']", "null", "fits");
    check("['null','int']", "7", "fits");
    check(
        "['null','int']",
        "'x'",
        "expected a value of one of the branches of the union, found the text `x`",
    );
    let record = "{'type':'record','name':'R','fields':[{'name':'a','type':'int'},{'name':'b','type':'int','default':2}]}";
    check(record, "{'a':1}", "fits");
    check(record, "{'b':1}", "expected field `a`");
}

#[test]
fn a_default_may_not_fill_itself() {
    let check = |text: &str, expected: &str| {
        let told = match Schema::parse(&text.replace('\'', "\"")) {
            Ok(_) => "ends".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected);
    };
    check(
        "{'type':'record','name':'R','fields':[{'name':'r','type':'R','default':{}}]}",
        "the default of field `r` fills itself without end at line 1, column 72",
    );
    check(
        "{'type':'record','name':'R','fields':[{'name':'r','type':['null','R'],'default':null}]}",
        "ends",
    );
    check(
        "{'type':'record','name':'R','fields':[{'name':'s','type':{'type':'record','name':'S','fields':[{'name':'r','type':'R','default':{}}]},'default':{}}]}",
        "the default of field `s` fills itself without end at line 1, column 145",
    );
}

#[test]
fn what_is_tolerated_or_ignored_leaves_a_note() {
    let check = |text: &str, expected: &str| {
        let found = schema(text);
        let notes: Vec<String> = found
            .notes()
            .iter()
            .map(|note| format!("{} at {}", note.message, found.place(note.spot).column))
            .collect();
        assert_eq!(notes.join("; "), expected, "{text}");
    };
    check("'int'", "");
    check("{'type':'int','logicalType':'our-own'}", "");
    check(
        "{'type':'string','logicalType':'date'}",
        "logical type `date` is ignored: it stands on `int`, not on `string` at 32",
    );
    check(
        "{'type':'bytes','logicalType':'decimal'}",
        "logical type `decimal` is ignored: `precision` must be 1 or more at 31",
    );
    check(
        "{'type':'bytes','logicalType':'decimal','precision':2,'scale':3}",
        "logical type `decimal` is ignored: its scale 3 is greater than its precision 2 at 31",
    );
    check(
        "{'type':'fixed','name':'F','size':1,'logicalType':'decimal','precision':3}",
        "logical type `decimal` is ignored: 1 bytes hold 2 digits, not 3 at 51",
    );
    check(
        "{'type':'fixed','name':'F','size':11,'logicalType':'duration'}",
        "logical type `duration` is ignored: it stands on a `fixed` of 12 bytes, not on `fixed` at 52",
    );
    check(
        "{'type':{'type':'int'}}",
        "a type inside `type`: some readers refuse it at 9",
    );
    check(
        "{'type':'record','name':'A','fields':[{'name':'x','type':'int','logicalType':'date'}]}",
        "`logicalType` of a field is ignored: it belongs into its type at 78",
    );
    check(
        "{'type':'record','name':'n.A','fields':[{'name':'x','type':'B'},{'name':'y','type':{'type':'record','name':'B','fields':[]}}]}",
        "`n.B` is used before it is defined at 60",
    );
    check(
        "[{'type':'fixed','name':'F','size':1},{'type':'record','name':'n.A','fields':[{'name':'x','type':'F'}]}]",
        "`F` is not defined in this namespace; the one without a namespace is taken at 98",
    );
    check(
        "{'type':'record','name':'A','fields':[{'name':'x','type':['int','null'],'default':null}]}",
        "the default is of another branch than the first: readers before Avro 1.9 refuse it at 83",
    );
}

#[test]
fn names_take_the_namespace_around_them() {
    let found = schema(
        "{'type':'record','name':'A','namespace':'n','fields':[{'name':'x','type':{'type':'record','name':'m.B','fields':[{'name':'y','type':{'type':'fixed','name':'C','size':1}}]}},{'name':'z','type':'m.C'},{'name':'a','type':['null','A']}]}",
    );
    let names: Vec<&str> = found.names().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(names, ["m.B", "m.C", "n.A"]);
    assert!(found.named("m.C").is_some() && found.named("C").is_none());
}

#[test]
fn names_of_other_texts_are_known_where_they_are_given() {
    let text =
        r#"{"type":"record","name":"A","namespace":"n","fields":[{"name":"c","type":"Child"}]}"#;
    let child = r#"{"type":"record","name":"Child","namespace":"n","fields":[]}"#;
    assert_eq!(
        Schema::parse(text).unwrap_err().to_string(),
        "type `n.Child` is not defined at line 1, column 74"
    );
    let found = Schema::parse_with(text, &[child]).unwrap();
    assert_eq!(found.describe(found.root().id), "record `n.A`");
    let error = Schema::parse_with(text, &["{"]).unwrap_err();
    assert_eq!(
        (error.text, error.message.as_str()),
        (0, "expected a name in double quotes")
    );
}
