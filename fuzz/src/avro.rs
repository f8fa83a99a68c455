//! Avro schemas, protocols and headers of data files, and what two versions mean to each other.

use upsafe_schema::format::avro::{
    Example, File, Header, Rules, Schema, changes, compare, decode, encode, judge, read,
};
use upsafe_schema::{Budget, Verdict};

use crate::promise;

/// Between an old file and a new one; no byte of a text.
const BETWEEN: u8 = 0xff;

/// Reads one file, or an old and a new one with a byte 255 between them, and compares them.
pub fn run(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == BETWEEN);
    let old = parts.next().and_then(file);
    let new = parts.next().and_then(file);
    let Some(old) = old else { return };
    alone(&old);
    if let Some(new) = new {
        alone(&new);
        for pair in File::pairs(&new, &old) {
            if let (Some(reader), Some(writer)) = (pair.reader, pair.writer) {
                together(&writer, &reader);
            }
        }
    }
}

fn file(data: &[u8]) -> Option<File> {
    match File::read(data) {
        Ok(file) => Some(file),
        Err(error) => {
            promise::talk(&error);
            // Of a data file, the place is one in the schema of its header.
            let header = Header::parse(data).ok();
            let schema = header.as_ref().map(Header::schema);
            if let Some(text) = schema.or_else(|| promise::text(data)) {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                let place = error.place;
                promise::position(text, place.line as usize, place.column as usize);
            }
            None
        }
    }
}

/// Every schema reads what it wrote itself, and has no change.
fn alone(file: &File) {
    for schema in file.roots().into_values() {
        assert!(changes(&schema, &schema).is_empty());
        for note in schema.notes() {
            promise::talk(&note.message);
        }
    }
    // The parts of a protocol use names that are defined elsewhere in it.
    if let Some(schema) = file.schema() {
        let text = schema.value(schema.root().spot).to_string();
        let again = match Schema::parse(&text) {
            Ok(again) => again,
            Err(error) => panic!("{error}: what was printed is refused: {text}"),
        };
        assert!(changes(&again, schema).is_empty(), "{text}");
        let found = compare(&again, schema, Rules::default(), budget());
        assert!(found.verdict.is_compatible(), "{text}");
    }
}

fn together(old: &Schema, new: &Schema) {
    let there = judge(old, new, Rules::default(), budget());
    let back = judge(new, old, Rules::default(), budget());
    assert_eq!(there.backward, back.forward);
    assert_eq!(there.forward, back.backward);
    shown(&there.backward.verdict, new, old);
    shown(&there.forward.verdict, old, new);
    for change in &there.changes {
        promise::talk(&change.message);
        for (schema, spot) in [(old, change.old), (new, change.new)] {
            let _place = (schema.place(spot), schema.pointer(spot));
        }
    }
}

/// A witness is a value of the writer, and the reader does with it what the verdict says.
fn shown(verdict: &Verdict<Example>, reader: &Schema, writer: &Schema) {
    let (example, is_refused) = match verdict {
        Verdict::Incompatible(witness) => (&witness.document, true),
        Verdict::Misread(witness) => (&witness.document, false),
        Verdict::Compatible(_) => return,
        Verdict::Unknown(unknown) => return promise::talk(unknown),
    };
    assert_eq!(encode(writer, &example.datum).as_ref(), Ok(&example.bytes));
    assert!(read(writer, &example.bytes).is_ok());
    let seen = decode(writer, reader, Rules::default(), &example.bytes);
    assert_eq!(seen.is_err(), is_refused, "{seen:?}");
    assert!(!example.outcome.is_empty());
}

fn budget() -> Budget {
    Budget::steps(20_000)
}
