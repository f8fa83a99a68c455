//! Avro schemas that are made to hurt.

use super::{BREAKS, BREAKS_OR_UNKNOWN, Case, LIMIT, SAFE, SAFE_OR_UNKNOWN, UNKNOWN, list};
use upsafe_schema::any::Format;

pub(super) fn cases() -> Vec<Case> {
    let case = |name, old: String, new: String, right| Case {
        name,
        format: Format::Avro,
        old: old.replace('\'', "\""),
        new: new.replace('\'', "\""),
        right,
    };
    let chain = |n: usize, last: &str| {
        let links = list(n, |at| {
            format!(
                "{{'type':'record','name':'R{at}','fields':[{{'name':'f','type':'R{}'}}]}}",
                at + 1
            )
        });
        format!(
            "[{links},{{'type':'record','name':'R{n}','fields':[{{'name':'f','type':'{last}'}}]}}]"
        )
    };
    let whole = |last: &str| {
        format!(
            "{{'type':'record','name':'W','fields':[{{'name':'u','type':{}}},{{'name':'w','type':'R0'}}]}}",
            chain(30_000, last)
        )
    };
    let union = |n: usize, kind: &str| {
        let branches = list(n, |at| {
            format!("{{'type':'record','name':'B{at}','fields':[{{'name':'x','type':'{kind}'}}]}}")
        });
        format!("[{branches}]")
    };
    // No branch of the one side has the name of one of the other: each is tried by its shape.
    let renamed = |n: usize| union(n, "int").replace("'B", "'C");
    let fields = |n: usize, kind: &str| {
        let fields = list(n, |at| format!("{{'name':'f{at}','type':'{kind}'}}"));
        format!("{{'type':'record','name':'W','fields':[{fields}]}}")
    };
    let symbols = |n: usize| {
        let symbols = list(n, |at| format!("'S{at}'"));
        format!("{{'type':'enum','name':'E','symbols':[{symbols}]}}")
    };
    let tower = |last: &str| {
        let parts = list(100, |at| {
            format!(
                "{{'type':'record','name':'R{at}','fields':[{{'name':'a','type':'R{0}'}},{{'name':'b','type':'R{0}'}}]}}",
                at + 1
            )
        });
        format!(
            "{{'type':'record','name':'W','fields':[{{'name':'u','type':{{'type':'array','items':[{parts},{{'type':'record','name':'R100','fields':[{{'name':'f','type':'{last}'}}]}}]}}}},{{'name':'w','type':'R0'}}]}}"
        )
    };
    let default = |depth: usize| {
        let kind = format!(
            "{}'int'{}",
            "{'type':'array','items':".repeat(depth),
            "}".repeat(depth)
        );
        let value = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        format!(
            "{{'type':'record','name':'D','fields':[{{'name':'d','type':{kind},'default':{value}}}]}}"
        )
    };
    let many_defaults = || {
        let value = list(100_000, |_| "1".to_owned());
        format!(
            "{{'type':'record','name':'D','fields':[{{'name':'d','type':{{'type':'array','items':'int'}},'default':[{value}]}}]}}"
        )
    };
    // Two circles of lengths without a common factor: as many pairs as their product.
    let circle = |n: usize| {
        let links = list(n - 1, |at| {
            format!(
                "{{'type':'record','name':'c{at}.R','fields':[{{'name':'f','type':['null','c{}.R']}}]}}",
                at + 1
            )
        });
        format!(
            "[{links},{{'type':'record','name':'c{}.R','fields':[{{'name':'f','type':['null','c0.R']}}]}}]",
            n - 1
        )
    };
    let empty = || "{'type':'record','name':'D','fields':[]}".to_owned();
    let nested = |n: usize| {
        format!(
            "{}'int'{}",
            "{'type':'array','items':".repeat(n),
            "}".repeat(n)
        )
    };
    vec![
        case(
            "avro: union of 5,000, widened",
            union(5_000, "int"),
            union(5_000, "long"),
            SAFE,
        ),
        case(
            "avro: union of 5,000, narrowed",
            union(5_000, "long"),
            union(5_000, "int"),
            BREAKS,
        ),
        case(
            "avro: union of 5,000 by 5,000 of other names",
            union(5_000, "int"),
            renamed(5_000),
            BREAKS,
        ),
        case(
            "avro: chain of 30,000 records, widened",
            chain(30_000, "int"),
            chain(30_000, "long"),
            SAFE,
        ),
        case(
            "avro: chain of 30,000 records, narrowed",
            chain(30_000, "long"),
            chain(30_000, "int"),
            BREAKS,
        ),
        case(
            "avro: chain of 30,000 records that a value needs",
            whole("long"),
            whole("int"),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "avro: values that double 100 times, widened",
            tower("int"),
            tower("long"),
            SAFE,
        ),
        case(
            "avro: values that double 100 times, narrowed",
            tower("long"),
            tower("int"),
            BREAKS_OR_UNKNOWN,
        ),
        case(
            "avro: 20,000 fields, widened",
            fields(20_000, "int"),
            fields(20_000, "long"),
            SAFE,
        ),
        case(
            "avro: 20,000 fields, narrowed",
            fields(20_000, "long"),
            fields(20_000, "int"),
            BREAKS,
        ),
        case(
            "avro: 20,000 fields gone",
            fields(20_000, "long"),
            fields(1, "long"),
            SAFE,
        ),
        case(
            "avro: 20,000 fields without a default",
            fields(1, "long"),
            fields(20_000, "long"),
            BREAKS,
        ),
        case(
            "avro: enum of 100,000 symbols, one less",
            symbols(100_000),
            symbols(99_999),
            BREAKS,
        ),
        case(
            "avro: nesting of 100,000",
            nested(100_000),
            nested(1),
            LIMIT,
        ),
        case(
            "avro: default 100,000 deep",
            empty(),
            default(100_000),
            LIMIT,
        ),
        case("avro: default 80 deep", empty(), default(80), SAFE),
        case(
            "avro: default of 100,000 items",
            empty(),
            many_defaults(),
            SAFE,
        ),
        case(
            "avro: circles of 97 and 89 records",
            circle(97),
            circle(89),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "avro: circles of 499 and 503 records",
            circle(499),
            circle(503),
            SAFE_OR_UNKNOWN,
        ),
        case(
            "avro: fixed of 2^31 - 1 bytes",
            "{'type':'fixed','name':'F','size':2147483647}".to_owned(),
            "'int'".to_owned(),
            UNKNOWN,
        ),
    ]
}
