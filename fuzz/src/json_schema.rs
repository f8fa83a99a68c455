//! Two JSON Schemas, compared both ways under any switches, with every answer taken at its word.

use serde_json::{Value as Json, json};
use upsafe_schema::format::json_schema::{Dialect, Schema, SchemaError, can_read};
use upsafe_schema::{
    Budget, Defaults, Formats, Method, Proof, Semantics, Side, Unknown, Value, Verdict, Witness,
    Writers,
};

use crate::promise;

/// Enough for what a fuzzer writes, and over at once for what is hostile.
const BUDGET: Budget = Budget::steps(3_000);

/// The first byte holds the draft and the switches; a line end parts the two schemas.
pub fn run(data: &[u8]) {
    let Some((&switches, rest)) = data.split_first() else {
        return;
    };
    let Some(text) = promise::text(rest) else {
        return;
    };
    let Some((old, new)) = text.split_once('\n') else {
        return;
    };
    let dialect = match switches % 5 {
        0 => Dialect::Draft4,
        1 => Dialect::Draft6,
        2 => Dialect::Draft7,
        3 => Dialect::Draft2019,
        _ => Dialect::Draft2020,
    };
    let choices = switches / 5;
    let semantics = Semantics {
        writers: if choices & 1 == 0 {
            Writers::Any
        } else {
            Writers::Declared
        },
        defaults: if choices & 2 == 0 {
            Defaults::Ignored
        } else {
            Defaults::Filled
        },
        formats: if choices & 4 == 0 {
            Formats::Annotate
        } else {
            Formats::Assert
        },
    };
    let (old, new) = match (Schema::parse(old, dialect), Schema::parse(new, dialect)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) => return refused(old, &error),
        (_, Err(error)) => return refused(new, &error),
    };
    for (reader, writer) in [(&new, &old), (&old, &new)] {
        let verdict = can_read(reader, writer, semantics, BUDGET);
        let again = can_read(reader, writer, semantics, BUDGET);
        assert_eq!(verdict, again, "another answer to the same question");
        match verdict {
            Verdict::Compatible(proof) => proved(&proof, reader, writer, semantics),
            Verdict::Incompatible(witness) => shown(&witness, reader, writer, semantics),
            Verdict::Misread(_) => panic!("JSON has no second meaning"),
            Verdict::Unknown(unknown) => told(&unknown, reader, writer),
        }
    }
    if semantics == Semantics::default() {
        let verdict = can_read(&old, &old, semantics, BUDGET);
        assert!(verdict.is_compatible(), "does not read itself: {verdict:?}");
    }
}

/// An error has a place in the text, and becomes an answer only where a limit was met.
fn refused(text: &str, error: &SchemaError) {
    promise::talk(error);
    let place = error.place();
    promise::position(text, place.line as usize, place.column as usize);
    let unknown = error.unknown(Side::Reader);
    assert_eq!(unknown.is_some(), error.is_limit());
    if let Some(unknown) = unknown {
        promise::talk(&unknown);
    }
}

/// No document of a handful gets through that the reader refuses.
fn proved(proof: &Proof, reader: &Schema, writer: &Schema, semantics: Semantics) {
    promise::talk(proof);
    for assumption in &proof.assumptions {
        promise::talk(assumption);
    }
    assert_eq!(proof.n_closed > 0, proof.method == Method::Refutation);
    let plain = Semantics {
        formats: semantics.formats,
        ..Semantics::default()
    };
    if semantics != plain || proof.method == Method::Identity {
        return;
    }
    let (Some(accepts), Some(refuses)) = (judge(writer, semantics), judge(reader, semantics))
    else {
        return;
    };
    let documents = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("a"),
        json!("ab"),
        json!([]),
        json!([0]),
        json!(["a", null]),
        json!([1, 1]),
        json!({}),
        json!({"a": 0}),
        json!({"a": "a", "b": []}),
        json!({"b": {"a": null}}),
    ];
    for document in documents {
        assert!(
            !accepts.is_valid(&document) || refuses.is_valid(&document),
            "{document} breaks what is proved"
        );
    }
}

/// A witness is one for a validator that was made anew.
fn shown(witness: &Witness<Value>, reader: &Schema, writer: &Schema, semantics: Semantics) {
    let text = witness.document.to_string();
    let document: Json = match serde_json::from_str(&text) {
        Ok(document) => document,
        Err(error) => panic!("{error}: {text}"),
    };
    let (Some(accepts), Some(refuses)) = (judge(writer, semantics), judge(reader, semantics))
    else {
        panic!("a witness that no validator confirms: {text}");
    };
    assert!(
        accepts.is_valid(&document),
        "the writer does not allow {text}"
    );
    if semantics.defaults == Defaults::Ignored {
        assert!(!refuses.is_valid(&document), "the reader accepts {text}");
    }
}

/// An unknown says why, and its place is one of the text.
fn told(unknown: &Unknown, reader: &Schema, writer: &Schema) {
    promise::talk(unknown);
    if let Some(at) = &unknown.obstacle {
        let schema = if at.side == Side::Reader {
            reader
        } else {
            writer
        };
        let text = schema.document().text();
        promise::position(text, at.place.line as usize, at.place.column as usize);
        assert!(at.pointer.is_empty() || at.pointer.starts_with('/'));
    }
}

fn judge(schema: &Schema, semantics: Semantics) -> Option<jsonschema::Validator> {
    let json: Json = serde_json::from_str(schema.document().text()).ok()?;
    let draft = match schema.dialect() {
        Dialect::Draft4 => jsonschema::Draft::Draft4,
        Dialect::Draft6 => jsonschema::Draft::Draft6,
        Dialect::Draft7 => jsonschema::Draft::Draft7,
        Dialect::Draft2019 => jsonschema::Draft::Draft201909,
        Dialect::Draft2020 => jsonschema::Draft::Draft202012,
    };
    let options = jsonschema::options()
        .offline()
        .with_draft(draft)
        .should_validate_formats(semantics.formats == Formats::Assert)
        .without_content_encoding_support("base64")
        .without_content_media_type_support("application/json");
    options.build(&json).ok()
}
