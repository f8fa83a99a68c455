//! Files: data files and protocols.

use super::schema;
use upsafe_schema::Budget;
use upsafe_schema::format::avro::{
    File, Header, MAGIC, Protocol, RootKind, Rules, Schema, can_read,
};

fn sized(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![u8::try_from(bytes.len() * 2).expect("short parts")];
    out.extend(bytes);
    out
}

fn data_file(count: &[u8], entries: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(count);
    for (key, value) in entries {
        bytes.extend(sized(key.as_bytes()));
        bytes.extend(sized(value.as_bytes()));
    }
    bytes.push(0);
    bytes.extend([7; 16]);
    bytes
}

#[test]
fn the_header_of_a_data_file_holds_the_writers_schema() {
    let entries = [("avro.codec", "deflate"), ("avro.schema", "\"long\"")];
    let plain = data_file(&[4], &entries);
    let header = Header::parse(&plain).unwrap();
    assert_eq!(
        (header.schema(), header.codec(), header.length()),
        ("\"long\"", "deflate", plain.len())
    );
    let mut longer = plain;
    longer.extend([1, 2, 3]);
    assert_eq!(
        Schema::read(&longer)
            .unwrap()
            .describe(schema("'long'").root().id),
        "long"
    );
    // A negative count is followed by the size of the block.
    let sized = data_file(&[3, 80], &entries);
    assert_eq!(Header::parse(&sized).unwrap().schema(), "\"long\"");
    assert_eq!(
        Header::parse(&data_file(&[2], &entries[1..]))
            .unwrap()
            .codec(),
        "null"
    );
}

#[test]
fn what_is_no_data_file_is_told() {
    let check = |bytes: &[u8], expected: &str| {
        let error = Header::parse(bytes).unwrap_err();
        assert_eq!(error.message, expected);
    };
    let whole = data_file(&[2], &[("avro.schema", "\"long\"")]);
    check(
        b"Obj",
        "expected the bytes `Obj` 1 of a data file at byte 0 of the data file",
    );
    check(
        b"Obj\x02",
        "expected the bytes `Obj` 1 of a data file at byte 4 of the data file",
    );
    check(
        &whole[..12],
        "expected a key of the metadata at byte 6 of the data file",
    );
    check(
        &whole[..whole.len() - 1],
        "expected a sync marker of 16 bytes at byte 25 of the data file",
    );
    check(
        &data_file(&[2], &[("a", "b")]),
        "expected `avro.schema` in the metadata at byte 26 of the data file",
    );
    check(
        &data_file(&[0xff; 11], &[]),
        "expected a number of at most 10 bytes at byte 14 of the data file",
    );
    let endless = [&MAGIC[..], &[0xfe, 0xff, 0xff, 0xff, 0x0f], &[0; 30_000]].concat();
    check(&endless, "expected a number at byte 30009 of the data file");
}

#[test]
fn a_protocol_is_a_list_of_schemas_with_their_direction() {
    let text = r#"{"protocol":"P","namespace":"n","types":[
        {"type":"record","name":"M","fields":[{"name":"x","type":"int"}]},
        {"type":"error","name":"E","fields":[]}],
      "messages":{
        "send":{"request":[{"name":"m","type":"M"},{"name":"k","type":"int","default":1}],"response":"string","errors":["E"]},
        "ping":{"request":[],"response":"null","one-way":true}}}"#;
    let protocol = Protocol::parse(text).unwrap();
    assert_eq!(protocol.name().full(), "n.P");
    let told: Vec<String> = protocol
        .roots()
        .iter()
        .map(|((kind, name), of)| format!("{kind:?} {name}: {}", of.describe(of.root().id)))
        .collect();
    assert_eq!(
        told,
        [
            "Type n.E: record `n.E`",
            "Type n.M: record `n.M`",
            "Request ping: record `ping`",
            "Request send: record `send`",
            "Response send: string",
            "Errors send: union",
        ]
    );
    let newer = Protocol::parse(&text.replace(r#","default":1"#, "")).unwrap();
    let key = (RootKind::Request, "send".into());
    let older =
        Protocol::parse(&text.replace(r#",{"name":"k","type":"int","default":1}"#, "")).unwrap();
    let read = |reader: &Protocol, writer: &Protocol| {
        can_read(
            &reader.roots()[&key],
            &writer.roots()[&key],
            Rules::default(),
            Budget::default(),
        )
        .name()
        .to_owned()
    };
    assert_eq!(read(&protocol, &older), "compatible");
    assert_eq!(read(&newer, &older), "incompatible");
    assert_eq!(read(&older, &newer), "compatible");
}

#[test]
fn what_is_no_protocol_is_told() {
    let check = |text: &str, expected: &str| {
        assert_eq!(Protocol::parse(text).unwrap_err().to_string(), expected);
    };
    check(
        "[]",
        "expected a protocol, found an array at line 1, column 1",
    );
    check(
        "{}",
        "expected `protocol` in the protocol at line 1, column 1",
    );
    check(
        r#"{"protocol":"P","messages":{"m":{"request":[]}}}"#,
        "expected `response` in the message at line 1, column 33",
    );
    check(
        r#"{"protocol":"P","messages":{"m":{"request":[],"response":"Q"}}}"#,
        "type `Q` is not defined at line 1, column 58",
    );
}

#[test]
fn files_are_told_apart_by_what_is_in_them() {
    let check = |bytes: &[u8], expected: &str| {
        let told = match File::read(bytes) {
            Ok(file) => format!("{} with {}", file.extension(), file.roots().len()),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected);
    };
    check(b"\"int\"", "avsc with 1");
    check(b"\xef\xbb\xbf[\"null\", \"int\"]", "avsc with 1");
    check(
        &data_file(&[2], &[("avro.schema", "\"long\"")]),
        "avro with 1",
    );
    check(
        br#"{"protocol":"P","messages":{"m":{"request":[],"response":"null"}}}"#,
        "avpr with 3",
    );
    check(b"", "expected a JSON value at line 1, column 1");
    check(
        b"{\"protocol\":1}",
        "expected a name, found `1` at line 1, column 13",
    );
    check(b"{}", "expected `type` in the type at line 1, column 1");
    check(
        b"\"\xff\"",
        "expected UTF-8 text, found another byte at offset 1 at line 1, column 1",
    );
    check(
        &data_file(&[2], &[("avro.schema", "{}")]),
        "expected `type` in the type at line 1, column 1",
    );
    let whole = data_file(&[2], &[("avro.schema", "\"long\"")]);
    for length in 4..whole.len() {
        assert!(File::read(&whole[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn the_parts_of_two_files_are_paired() {
    let check = |reader: &str, writer: &str, expected: &str| {
        let read = |text: &str| File::read(text.replace('\'', "\"").as_bytes()).unwrap();
        let told: Vec<String> = File::pairs(&read(reader), &read(writer))
            .iter()
            .map(|pair| {
                let side = |schema: &Option<Schema>| if schema.is_some() { '+' } else { '-' };
                let (reader, writer) = (side(&pair.reader), side(&pair.writer));
                format!("{:?} {} {reader}{writer}", pair.kind, pair.name)
            })
            .collect();
        assert_eq!(told.join("; "), expected);
    };
    check(
        "{'type':'fixed','name':'A','size':1}",
        "{'type':'fixed','name':'B','size':1}",
        "Type  ++",
    );
    check(
        "{'protocol':'P','types':[{'type':'enum','name':'E','symbols':[]}],'messages':{'a':{'request':[],'response':'int'}}}",
        "{'protocol':'P','messages':{'a':{'request':[],'response':'null','one-way':true},'b':{'request':[],'response':'null','one-way':true}}}",
        "Type E +-; Request a ++; Request b -+; Response a +-; Errors a +-",
    );
}
