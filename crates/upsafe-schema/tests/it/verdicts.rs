//! Runs one comparison and prints its verdict as one line.

use upsafe_schema::format::json_schema::{Dialect, Schema, can_read};
use upsafe_schema::{Budget, Semantics, Verdict};

/// `compatible`, `incompatible WITNESS` or `unknown: REASON`.
pub(crate) fn verdict(dialect: &str, old: &str, new: &str, semantics: Semantics) -> String {
    let dialect = Dialect::from_name(dialect).expect("a draft");
    let old = Schema::parse(old, dialect).expect("a schema");
    let new = Schema::parse(new, dialect).expect("a schema");
    match can_read(&new, &old, semantics, Budget::default()) {
        Verdict::Compatible(_) => "compatible".to_owned(),
        Verdict::Incompatible(witness) => format!("incompatible {}", witness.document),
        Verdict::Misread(witness) => format!("misread {}", witness.document),
        Verdict::Unknown(unknown) => format!("unknown: {unknown}"),
    }
}

/// One row: the draft, the old schema, the new one, what is expected.
pub(crate) fn check(rows: &[(&str, &str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (dialect, old, new, expected) in rows {
        let found = verdict(dialect, old, new, Semantics::default());
        if found != *expected {
            wrong.push(format!(
                "{old} -> {new}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
