//! The same bytes, asked of other people's decoders: the official Python library and `fastavro`.
//!
//! Recorded with avro 1.12.2 and fastavro 1.13.1 on Python 3.11, by `python3 peers.py` beside this
//! file with one JSON line a case. With `UPSAFE_PYTHON` (or `python3`) that has both libraries,
//! the test asks them again; otherwise it says that this part is skipped.
//!
//! Where they differ from us: the Python library knows no aliases and no default of an enum, and
//! wants full names to be the same; `fastavro` takes the first branch of a union that agrees by
//! its short name, even where another has the full name; both refuse bytes that are no UTF-8 as
//! text, which Java reads ([`Text`]); both take one of two fields that an alias fits; the Python
//! library does not read text as bytes with a `decimal`, nor the other way round; for `fastavro` a
//! reader's union without branches is no reader's schema, and everything is read.

use std::io::Write as _;
use std::process::{Command, Stdio};
use upsafe_schema::format::avro::{Rules, Schema, Text, decode};

/// Old, new, the bytes; and what we, the Python library and `fastavro` say.
const CASES: &[(&str, &str, &str, &str)] = &[
    (r#""string""#, r#""int""#, "00", "refused refused refused"),
    (r#""long""#, r#""int""#, "00", "refused refused refused"),
    (
        r#""double""#,
        r#""float""#,
        "0000000000000000",
        "refused refused refused",
    ),
    (r#""int""#, r#""double""#, "02", "read read read"),
    (r#""bytes""#, r#""string""#, "02ff", "read refused refused"),
    (r#""string""#, r#""bytes""#, "0261", "read refused read"),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}"#,
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"},{"name":"y","type":"int"}]}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}"#,
        r#"{"type":"record","name":"A","fields":[{"name":"y","type":"int","aliases":["x"]}]}"#,
        "00",
        "read refused read",
    ),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}"#,
        r#"{"type":"record","name":"B","fields":[{"name":"x","type":"int"}]}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}"#,
        r#"{"type":"record","name":"B","fields":[{"name":"x","type":"int"}],"aliases":["A"]}"#,
        "00",
        "read refused read",
    ),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"},{"name":"y","type":"int"}]}"#,
        r#"{"type":"record","name":"A","fields":[{"name":"y","type":"int","aliases":["x"]}]}"#,
        "0000",
        "refused read read",
    ),
    (
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}"#,
        r#"{"type":"record","name":"A","fields":[{"name":"x","type":"int"},{"name":"y","type":"int","aliases":["x"]}]}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"enum","name":"E","symbols":["A","B"]}"#,
        r#"{"type":"enum","name":"E","symbols":["A"]}"#,
        "02",
        "refused refused refused",
    ),
    (
        r#"{"type":"enum","name":"E","symbols":["A","B"]}"#,
        r#"{"type":"enum","name":"E","symbols":["A"],"default":"A"}"#,
        "02",
        "read refused read",
    ),
    (
        r#"{"type":"enum","name":"E","symbols":["A"]}"#,
        r#"{"type":"enum","name":"F","symbols":["A"]}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"enum","name":"E","symbols":["A"]}"#,
        r#"{"type":"enum","name":"F","symbols":["A"],"aliases":["E"]}"#,
        "00",
        "read refused read",
    ),
    (
        r#"{"type":"enum","name":"n.E","symbols":["A"]}"#,
        r#"{"type":"enum","name":"m.E","symbols":["A"]}"#,
        "00",
        "read refused read",
    ),
    (
        r#"{"type":"fixed","name":"F","size":1}"#,
        r#"{"type":"fixed","name":"F","size":2}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"fixed","name":"F","size":1}"#,
        r#"{"type":"fixed","name":"G","size":1}"#,
        "00",
        "refused refused refused",
    ),
    (
        r#"{"type":"fixed","name":"F","size":1}"#,
        r#"{"type":"fixed","name":"G","size":1,"aliases":["F"]}"#,
        "00",
        "read refused read",
    ),
    (
        r#"["null","int"]"#,
        r#"["null"]"#,
        "0200",
        "refused refused refused",
    ),
    (
        r#"["null","int"]"#,
        r#""int""#,
        "00",
        "refused refused refused",
    ),
    (r#""int""#, r#"["string","long"]"#, "02", "read read read"),
    (r#""int""#, r#"["string"]"#, "00", "refused refused refused"),
    (
        r#"{"type":"array","items":"long"}"#,
        r#"{"type":"array","items":"int"}"#,
        "020000",
        "refused refused refused",
    ),
    (
        r#"{"type":"map","values":"long"}"#,
        r#"{"type":"map","values":"int"}"#,
        "02026b0000",
        "refused refused refused",
    ),
    (
        r#"{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}"#,
        r#"{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":4,"scale":2}"#,
        "0200",
        "refused refused refused",
    ),
    (
        r#"{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":4,"scale":2}"#,
        r#"{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}"#,
        "0001",
        "refused refused refused",
    ),
    (
        r#"{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}"#,
        r#"{"type":"bytes","logicalType":"decimal","precision":4,"scale":3}"#,
        "0201",
        "read read read",
    ),
    (
        r#"{"type":"int","logicalType":"date"}"#,
        r#"{"type":"long","logicalType":"timestamp-millis"}"#,
        "02",
        "read read read",
    ),
    (
        r#"{"type":"record","name":"a.R","fields":[{"name":"x","type":"string"}]}"#,
        r#"[{"type":"record","name":"b.R","fields":[{"name":"x","type":"int"}]},{"type":"record","name":"a.R","fields":[{"name":"x","type":"string"}]}]"#,
        "00",
        "read read refused",
    ),
    (
        r#"{"type":"record","name":"a.R","fields":[{"name":"x","type":"string"}]}"#,
        r#"[{"type":"record","name":"b.R","fields":[{"name":"x","type":"int"}]},{"type":"record","name":"c.R","fields":[{"name":"x","type":"string"}]}]"#,
        "00",
        "read refused refused",
    ),
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits"))
        .collect()
}

#[test]
fn our_decoder_says_what_is_recorded() {
    for (old, new, hex, recorded) in CASES {
        let (writer, reader) = (Schema::parse(old).unwrap(), Schema::parse(new).unwrap());
        let found = decode(&writer, &reader, Rules::default(), &bytes(hex));
        let said = if found.is_ok() { "read" } else { "refused" };
        assert_eq!(
            said,
            recorded.split(' ').next().unwrap(),
            "{old} {new}: {found:?}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_by_a_switch() {
    let mut rules = Rules::default();
    rules.text = Text::Refused;
    super::check_with(
        rules,
        "'bytes'",
        "'string'",
        "incompatible; bytes-as-text / 1:1<1:1; \"\u{ff}\" 02ff",
    );
    super::check_with(rules, "'string'", "'bytes'", "compatible");
}

#[test]
fn other_decoders_say_what_is_recorded() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the test asks other people's decoders"
    )]
    let python = std::env::var("UPSAFE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/avro/peers.py");
    #[expect(
        clippy::disallowed_methods,
        reason = "the test asks other people's decoders"
    )]
    let child = Command::new(&python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: `{python}` does not run");
        return;
    };
    let mut input = child.stdin.take().unwrap();
    for (old, new, hex, _) in CASES {
        let line = serde_json::json!({"old": old, "new": new, "hex": hex});
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), CASES.len());
    for ((old, new, _, recorded), said) in CASES.iter().zip(lines.lines()) {
        for (said, recorded) in said.split(' ').zip(recorded.split(' ').skip(1)) {
            if said == "absent" {
                println!("skipped: a library is absent from `{python}`");
                return;
            }
            assert_eq!(said, recorded, "{old} {new}");
        }
    }
}
