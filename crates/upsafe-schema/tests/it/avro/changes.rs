//! The list of changes: total, and silent where nothing changed.

use super::schema;
use upsafe_schema::format::avro::changes;

fn check(old: &str, new: &str, expected: &str) {
    let (old, new) = (schema(old), schema(new));
    let told: Vec<String> = changes(&old, &new)
        .iter()
        .map(|change| {
            let (a, b) = (old.place(change.old), new.place(change.new));
            let path = if change.path.is_empty() {
                "/"
            } else {
                &change.path
            };
            format!("{} {path} {}>{}", change.kind.name(), a.column, b.column)
        })
        .collect();
    assert_eq!(told.join("; "), expected);
    assert_eq!(changes(&old, &old), []);
    assert_eq!(changes(&new, &new), []);
}

#[test]
fn types() {
    check("'int'", "{'type':'int'}", "");
    check("'int'", "'long'", "type-widened / 1>1");
    check("'double'", "'float'", "type-narrowed / 1>1");
    check("'string'", "'int'", "type-changed / 1>1");
    check(
        "'int'",
        "['null','int']",
        "made-union / 1>1; branch-added / 1>2",
    );
    check(
        "['null','int']",
        "'int'",
        "made-plain / 1>1; branch-removed / 2>1",
    );
    check(
        "['null','int']",
        "['int','null']",
        "branch-moved / 9>2; branch-moved / 2>8",
    );
    check(
        "['null','int']",
        "['null','long']",
        "branch-removed / 9>1; branch-added / 1>9",
    );
    check(
        "{'type':'array','items':'int'}",
        "{'type':'array','items':'long'}",
        "type-widened [] 25>25",
    );
    check(
        "{'type':'map','values':'int'}",
        "{'type':'map','values':'string'}",
        "type-changed {} 24>24",
    );
    check(
        "{'type':'int','x':1}",
        "{'type':'int','x':2,'y':3}",
        "property-changed / 19>19; property-added / 1>25",
    );
    check("{'type':'int','x':1}", "'int'", "property-removed / 19>1");
}

#[test]
fn named_types() {
    check(
        "{'type':'fixed','name':'A','size':1}",
        "{'type':'fixed','name':'B','aliases':['A'],'size':2,'doc':'d'}",
        "name-changed / 1>1; alias-added / 1>1; doc-changed / 1>1; size-changed / 1>1",
    );
    check(
        "{'type':'enum','name':'n.E','aliases':['X'],'symbols':['A','B','C'],'default':'A'}",
        "{'type':'enum','name':'m.E','symbols':['B','A','D']}",
        "namespace-changed / 1>1; alias-removed / 1>1; symbol-removed / 64>1; symbol-added / 1>48; \
         symbol-moved / 60>40; symbol-moved / 56>44; enum-default-removed / 1>1",
    );
    check(
        "{'type':'enum','name':'E','symbols':['A','B'],'default':'A'}",
        "{'type':'enum','name':'E','symbols':['A','B'],'default':'B'}",
        "enum-default-changed / 1>1",
    );
    check(
        "{'type':'record','name':'A','fields':[]}",
        "{'type':'error','name':'A','fields':[]}",
        "error-changed / 1>1",
    );
}

#[test]
fn fields() {
    let of = |fields: &str| format!("{{'type':'record','name':'A','fields':[{fields}]}}");
    check(
        &of("{'name':'x','type':'int'},{'name':'y','type':'int'}"),
        &of("{'name':'z','type':'long','aliases':['y']},{'name':'n','type':'int','default':0}"),
        "field-removed / 39>1; field-added / 1>82; field-renamed z 65>39; field-alias-added z 65>39; \
         type-widened z 84>58",
    );
    check(
        &of("{'name':'x','type':'int'},{'name':'y','type':'int'}"),
        &of("{'name':'y','type':'int'},{'name':'x','type':'int'}"),
        "field-moved / 65>39; field-moved / 39>65",
    );
    check(
        &of("{'name':'x','type':'int','default':1}"),
        &of("{'name':'x','type':'int','default':2,'order':'ignore','doc':'d','p':1}"),
        "order-changed x 39>39; default-changed x 74>74; doc-changed x 39>39; property-added x 39>107",
    );
    check(
        &of("{'name':'x','type':'int'}"),
        &of("{'name':'x','type':'int','default':1}"),
        "default-added x 39>74",
    );
    check(
        &of("{'name':'x','type':'int','default':1}"),
        &of("{'name':'x','type':'int'}"),
        "default-removed x 74>39",
    );
}

#[test]
fn meanings() {
    let of = |more: &str| format!("{{'type':'bytes'{more}}}");
    let decimal = |p: u32, s: u32| {
        of(&format!(
            ",'logicalType':'decimal','precision':{p},'scale':{s}"
        ))
    };
    check(&of(""), &decimal(4, 2), "logical-type-added / 1>1");
    check(&decimal(4, 2), &of(""), "logical-type-removed / 1>1");
    check(
        &decimal(4, 2),
        &decimal(5, 3),
        "precision-changed / 1>1; scale-changed / 1>1",
    );
    check(
        &decimal(4, 2),
        &of(",'logicalType':'big-decimal'"),
        "logical-type-changed / 1>1",
    );
    // A name of somebody's own is a property.
    check(
        &of(",'logicalType':'a'"),
        &of(",'logicalType':'b'"),
        "property-changed / 31>31",
    );
}

#[test]
fn recursion_ends_and_where_a_name_is_defined_is_no_change() {
    check(
        "{'type':'record','name':'L','fields':[{'name':'v','type':'int'},{'name':'n','type':['null','L']}]}",
        "{'type':'record','name':'L','fields':[{'name':'v','type':'long'},{'name':'n','type':['null','L']}]}",
        "type-widened v 58>58",
    );
    let q = "{'type':'fixed','name':'Q','size':1}";
    check(
        &format!(
            "{{'type':'record','name':'A','fields':[{{'name':'x','type':{q}}},{{'name':'y','type':'Q'}}]}}"
        ),
        &format!(
            "{{'type':'record','name':'A','fields':[{{'name':'x','type':'Q'}},{{'name':'y','type':{q}}}]}}"
        ),
        "",
    );
}
