//! Whom each change breaks.

use super::schema;
use upsafe_schema::Budget;
use upsafe_schema::format::avro::{Judgement, Rules, judge};

fn judged(old: &str, new: &str) -> Judgement {
    judge(
        &schema(old),
        &schema(new),
        Rules::default(),
        Budget::default(),
    )
}

/// The whole, then each change that breaks somebody; the other way round, sides are swapped.
fn check(old: &str, new: &str, expected: &str) {
    let told = |judged: &Judgement| {
        let mut told = vec![judged.breaks().name().to_owned()];
        let changes = judged.changes.iter();
        told.extend(
            changes
                .filter(|change| change.breaks.name() != "nobody")
                .map(|change| format!("{} {}", change.kind.name(), change.breaks.name())),
        );
        told.join("; ")
    };
    let found = judged(old, new);
    assert_eq!(told(&found), expected, "{old} {new}");
    assert_eq!(found.unclaimed, [], "{old} {new}");
    let back = judged(new, old);
    let swapped = match found.breaks().name() {
        "readers" => "writers",
        "writers" => "readers",
        same => same,
    };
    assert_eq!(back.breaks().name(), swapped, "{new} {old}");
    assert_eq!(back.unclaimed, [], "{new} {old}");
}

fn record(fields: &str) -> String {
    format!("{{'type':'record','name':'A','fields':[{fields}]}}")
}

#[test]
fn types() {
    check("'int'", "'int'", "nobody");
    check("'int'", "'long'", "writers; type-widened writers");
    check("'double'", "'float'", "readers; type-narrowed readers");
    check("'string'", "'bytes'", "nobody");
    check("'string'", "'int'", "both; type-changed both");
    check("'int'", "['null','int']", "writers; branch-added writers");
    check(
        "'int'",
        "['null','long']",
        "writers; branch-added writers; branch-added writers",
    );
    check("['int','long']", "'long'", "nobody");
    check("['int','string']", "['string','int']", "nobody");
    check(
        "['int','string']",
        "'long'",
        "both; branch-removed readers; branch-added writers",
    );
    check(
        "{'type':'array','items':'int'}",
        "{'type':'array','items':'null'}",
        "both; type-changed both",
    );
}

#[test]
fn names() {
    let of = |name: &str, aliases: &str| {
        format!("{{'type':'fixed','name':'{name}','aliases':[{aliases}],'size':1}}")
    };
    check(&of("a.A", ""), &of("b.A", ""), "nobody");
    check(&of("A", ""), &of("B", ""), "both; name-changed both");
    check(
        &of("A", ""),
        &of("B", "'A'"),
        "writers; name-changed writers",
    );
    check(&of("A", "'B'"), &of("B", "'A'"), "nobody");
    check(
        "{'type':'fixed','name':'A','size':1}",
        "{'type':'fixed','name':'A','size':2}",
        "both; size-changed both",
    );
}

#[test]
fn fields() {
    let x = "{'name':'x','type':'int'}";
    let with = |more: &str| record(&format!("{x},{more}"));
    check(
        &record(x),
        &with("{'name':'y','type':'int'}"),
        "readers; field-added readers",
    );
    check(
        &record(x),
        &with("{'name':'y','type':'int','default':1}"),
        "nobody",
    );
    check(
        &record(x),
        &record("{'name':'z','type':'int','aliases':['x']}"),
        "writers; field-renamed writers",
    );
    check(
        &record(x),
        &record("{'name':'z','type':'int'}"),
        "both; field-removed writers; field-added readers",
    );
    // One field too many for the reader.
    check(
        &with("{'name':'y','type':'int'}"),
        &record("{'name':'x','type':'int','aliases':['y']}"),
        "both; field-removed both; field-alias-added readers",
    );
    check(
        &record("{'name':'x','type':'int','aliases':['y']}"),
        &record("{'name':'x','type':'int','aliases':['y']},{'name':'y','type':'int','default':0}"),
        "writers; field-added writers",
    );
    check(
        &record(x),
        &record("{'name':'x','type':'int','default':3,'doc':'d'}"),
        "nobody",
    );
}

#[test]
fn symbols() {
    let of = |symbols: &str, more: &str| {
        format!("{{'type':'enum','name':'E','symbols':[{symbols}]{more}}}")
    };
    check(
        &of("'A'", ""),
        &of("'A','B'", ""),
        "writers; symbol-added writers",
    );
    check(
        &of("'A'", ",'default':'A'"),
        &of("'A','B'", ",'default':'A'"),
        "nobody",
    );
    check(&of("'A','B'", ""), &of("'B','A'", ""), "nobody");
    check(
        &of("'A','B'", ""),
        &of("'A','C'", ",'default':'A'"),
        "writers; symbol-added writers",
    );
}

#[test]
fn meanings() {
    let decimal = |p: u8, s: u8| {
        format!("{{'type':'bytes','logicalType':'decimal','precision':{p},'scale':{s}}}")
    };
    let of = |kind: &str, logical: &str| format!("{{'type':'{kind}','logicalType':'{logical}'}}");
    check(
        &decimal(4, 2),
        &decimal(6, 2),
        "writers; precision-changed writers",
    );
    check(
        &decimal(6, 2),
        &decimal(4, 2),
        "readers; precision-changed readers",
    );
    check(&decimal(4, 2), &decimal(4, 3), "both; scale-changed both");
    check(&decimal(4, 2), "'bytes'", "nobody");
    check(&decimal(4, 2), "'string'", "both; type-widened both");
    check(
        &of("int", "date"),
        &of("long", "timestamp-millis"),
        "both; type-widened both",
    );
    check(
        &of("long", "timestamp-millis"),
        &of("long", "timestamp-micros"),
        "both; logical-type-changed both",
    );
    check(&of("long", "timestamp-millis"), "'long'", "nobody");
}

#[test]
fn a_change_that_nothing_reaches_breaks_nobody() {
    // The record of the third field is never written: it needs itself.
    let of = |kind: &str| {
        record(&format!(
            "{{'name':'x','type':['null',{{'type':'record','name':'R','fields':[{{'name':'r','type':'R'}},{{'name':'y','type':'{kind}'}}]}}]}}"
        ))
    };
    let found = judged(&of("int"), &of("int"));
    assert_eq!(found.breaks().name(), "nobody");
    // The branch goes to another branch that reads it.
    let union = |second: &str| {
        format!(
            "[{{'type':'fixed','name':'a.F','size':1}},{{'type':'fixed','name':'b.F','size':1}}{second}]"
        )
    };
    check(
        &union(",{'type':'fixed','name':'c.F','size':1}"),
        &union(""),
        "nobody",
    );
}

#[test]
fn places_are_pointers_too() {
    let (old, new) = (
        schema("[{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]},'null']"),
        schema(
            "['null',{'type':'record','name':'A','fields':[{'type':{'type':'map','values':'string'},'name':'x','a/b~':1}]}]",
        ),
    );
    let found = judge(&old, &new, Rules::default(), Budget::default());
    let told: Vec<String> = found
        .changes
        .iter()
        .map(|change| {
            let (a, b) = (old.pointer(change.old), new.pointer(change.new));
            format!("{} {a} {b}", change.kind.name())
        })
        .collect();
    assert_eq!(
        told,
        [
            "branch-moved /1 /0",
            "branch-moved /0 /1",
            "property-added /0/fields/0 /1/fields/0/a~1b~0",
            "type-changed /0/fields/0/type /1/fields/0/type",
        ]
    );
    assert_eq!(old.pointer(old.root().spot), "");
}
