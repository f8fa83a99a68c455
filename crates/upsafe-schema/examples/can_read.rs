//! One version of an Avro schema against two older ones: each is parsed once.
//!
//! Prints which of them the new version can read, and a value that shows the contrary.
#![expect(clippy::print_stdout, reason = "an example prints its answers")]

use upsafe_schema::{
    Mode, Verdict,
    any::{Format, Judge, Parsed, ReadError, Switches},
};

const HISTORY: [&str; 2] = [
    r#"{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}"#,
    r#"{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "int"}]}"#,
];
const NEW: &str =
    r#"{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}]}"#;

fn main() -> Result<(), ReadError> {
    let parse = |text: &str| Parsed::parse(Format::Avro, text, Default::default(), &[]);
    let new = parse(NEW)?;
    let history = HISTORY
        .into_iter()
        .map(parse)
        .collect::<Result<Vec<_>, _>>()?;
    let answers = Mode::BackwardTransitive.check(&new, &history, |reader, writer| {
        let judgement = Judge::Relation.compare(reader, writer, Switches::default());
        judgement.verdict
    });
    for answer in answers {
        print!("version {}: {}", answer.version + 1, answer.verdict.name());
        match answer.verdict {
            Verdict::Incompatible(witness) | Verdict::Misread(witness) => {
                println!(": {}", witness.document.json);
            }
            Verdict::Unknown(unknown) => println!(": {}", unknown.reason),
            _ => println!(),
        }
    }
    Ok(())
}
