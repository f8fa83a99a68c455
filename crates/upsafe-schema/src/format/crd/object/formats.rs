//! `format`: which ones the API server checks, and how. All others are remarks.

use super::{network, numbered};
use crate::format::crd::schema::{Kind, Structural};

/// A format that is checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::format::crd) enum Checked {
    Int32,
    Int64,
    Float,
    Double,
    BsonObjectId,
    Uri,
    Email,
    Hostname,
    Ipv4,
    Ipv6,
    Cidr,
    Mac,
    Uuid,
    Uuid3,
    Uuid4,
    Uuid5,
    Isbn,
    Isbn10,
    Isbn13,
    CreditCard,
    Ssn,
    HexColor,
    RgbColor,
    Byte,
    Password,
    Date,
    Duration,
    DateTime,
    ShortName,
    LongName,
}

/// The names of the formats of strings, without dashes: those of Kubernetes 1.34 and later.
const OF_STRINGS: [(&str, Checked); 26] = [
    ("bsonobjectid", Checked::BsonObjectId),
    ("uri", Checked::Uri),
    ("email", Checked::Email),
    ("hostname", Checked::Hostname),
    ("ipv4", Checked::Ipv4),
    ("ipv6", Checked::Ipv6),
    ("cidr", Checked::Cidr),
    ("mac", Checked::Mac),
    ("uuid", Checked::Uuid),
    ("uuid3", Checked::Uuid3),
    ("uuid4", Checked::Uuid4),
    ("uuid5", Checked::Uuid5),
    ("isbn", Checked::Isbn),
    ("isbn10", Checked::Isbn10),
    ("isbn13", Checked::Isbn13),
    ("creditcard", Checked::CreditCard),
    ("ssn", Checked::Ssn),
    ("hexcolor", Checked::HexColor),
    ("rgbcolor", Checked::RgbColor),
    ("byte", Checked::Byte),
    ("password", Checked::Password),
    ("date", Checked::Date),
    ("duration", Checked::Duration),
    ("datetime", Checked::DateTime),
    ("k8sshortname", Checked::ShortName),
    ("k8slongname", Checked::LongName),
];

/// The format of a schema, where the API server checks it for its type.
pub(in crate::format::crd) fn checked(schema: &Structural) -> Option<Checked> {
    let name = schema.format.as_deref()?;
    let kind = match schema.int_or_string {
        true => None,
        false => schema.kind,
    };
    match (kind, name) {
        (Some(Kind::Integer), "int32") => Some(Checked::Int32),
        (Some(Kind::Integer), "int64") => Some(Checked::Int64),
        (Some(Kind::Number), "float") => Some(Checked::Float),
        (Some(Kind::Number), "double") => Some(Checked::Double),
        (None | Some(Kind::String), name) => {
            let plain = name.replace('-', "");
            let mut known = OF_STRINGS.iter();
            known
                .find(|(name, _)| *name == plain)
                .map(|(_, found)| *found)
        }
        _ => None,
    }
}

impl Checked {
    /// Whether a string is of the format; those of numbers say nothing of strings.
    pub(in crate::format::crd) fn fits(self, text: &str) -> bool {
        match self {
            Checked::Int32 | Checked::Int64 | Checked::Float | Checked::Double => true,
            Checked::BsonObjectId => text.len() == 24 && is_hex(text),
            Checked::Uri => network::is_uri(text),
            Checked::Email => network::is_email(text),
            Checked::Hostname => network::is_hostname(text),
            Checked::Ipv4 => network::is_ipv4(text),
            Checked::Ipv6 => network::is_ipv6(text),
            Checked::Cidr => network::is_cidr(text),
            Checked::Mac => network::is_mac(text),
            Checked::Uuid => is_uuid(text, None, ""),
            Checked::Uuid3 => is_uuid(text, Some('3'), ""),
            Checked::Uuid4 => is_uuid(text, Some('4'), "89ab"),
            Checked::Uuid5 => is_uuid(text, Some('5'), "89ab"),
            Checked::Isbn => numbered::is_isbn10(text) || numbered::is_isbn13(text),
            Checked::Isbn10 => numbered::is_isbn10(text),
            Checked::Isbn13 => numbered::is_isbn13(text),
            Checked::CreditCard => numbered::is_card(text),
            Checked::Ssn => numbered::is_ssn(text),
            Checked::HexColor => numbered::is_colour(text),
            Checked::RgbColor => numbered::is_rgb(text),
            Checked::Byte => numbered::is_base64(text),
            Checked::Password => true,
            Checked::Date => numbered::is_date(text),
            Checked::Duration => numbered::is_duration(text),
            Checked::DateTime => numbered::is_date_time(text),
            Checked::ShortName => text.len() <= 63 && is_label(text),
            Checked::LongName => text.len() <= 253 && text.split('.').all(is_label),
        }
    }

    /// Whether it says something of numbers only.
    pub(in crate::format::crd) fn is_of_numbers(self) -> bool {
        let range = [
            Checked::Int32,
            Checked::Int64,
            Checked::Float,
            Checked::Double,
        ];
        range.contains(&self)
    }

    /// Whether every string of this format is one of the other, whatever it is.
    pub(in crate::format::crd) fn implies(self, other: Checked) -> bool {
        let is_uuid = matches!(self, Checked::Uuid3 | Checked::Uuid4 | Checked::Uuid5);
        let is_isbn = matches!(self, Checked::Isbn10 | Checked::Isbn13);
        self == other
            || match other {
                Checked::Password | Checked::Double => true,
                Checked::Int64 => self == Checked::Int32,
                Checked::Uuid => is_uuid,
                Checked::Isbn => is_isbn,
                Checked::LongName => self == Checked::ShortName,
                _ => false,
            }
    }

    /// Strings that are of the format: for witnesses.
    pub(in crate::format::crd) fn examples(self) -> &'static [&'static str] {
        match self {
            Checked::Int32 | Checked::Int64 | Checked::Float | Checked::Double => &[],
            Checked::BsonObjectId => &["507f1f77bcf86cd799439011"],
            Checked::Uri => &["/a", "http://example.com/a", "a:b"],
            Checked::Email => &["a@b.example", "a@b"],
            Checked::Hostname => &["a", "a.example"],
            Checked::Ipv4 => &["10.0.0.1", "010.0.0.1", "::ffff:10.0.0.1"],
            Checked::Ipv6 => &["::1", "fe80::1"],
            Checked::Cidr => &["10.0.0.0/8", "fe80::/10"],
            Checked::Mac => &["00:00:5e:00:53:01"],
            Checked::Uuid | Checked::Uuid3 => &["6fa459ea-ee8a-3ca4-894e-db77e160355e"],
            Checked::Uuid4 => &["7d444840-9dc0-4d1b-b245-5ffdce74fad2"],
            Checked::Uuid5 => &["886313e1-3b8a-5372-9b90-0c9aee199e5d"],
            Checked::Isbn | Checked::Isbn10 => &["0321751043"],
            Checked::Isbn13 => &["9780321751041"],
            Checked::CreditCard => &["4111111111111111"],
            Checked::Ssn => &["111-11-1111"],
            Checked::HexColor => &["#fff"],
            Checked::RgbColor => &["rgb(0,0,0)"],
            Checked::Byte => &["YQ=="],
            Checked::Password => &["", "a"],
            Checked::Date => &["2006-01-02"],
            Checked::Duration => &["1s", "1 day"],
            Checked::DateTime => &["2006-01-02T15:04:05Z"],
            Checked::ShortName => &["a", "a-b"],
            Checked::LongName => &["a.b"],
        }
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// 8, 4, 4, 4 and 12 digits, dashes between them or not.
fn is_uuid(text: &str, version: Option<char>, variants: &str) -> bool {
    let mut rest = text;
    let mut parts: Vec<String> = Vec::new();
    for (at, n) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if at > 0 {
            rest = rest.strip_prefix('-').unwrap_or(rest);
        }
        let Some(part) = rest.get(..n).filter(|part| is_hex(part)) else {
            return false;
        };
        parts.push(part.to_lowercase());
        rest = &rest[n..];
    }
    let first = |at: usize| parts.get(at).and_then(|part| part.chars().next());
    rest.is_empty()
        && version.is_none_or(|version| first(2) == Some(version))
        && (variants.is_empty() || first(3).is_some_and(|c| variants.contains(c)))
}

/// Lower-case letters, digits, and dashes inside.
fn is_label(text: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.first().is_some_and(is_plain)
        && bytes.last().is_some_and(is_plain)
        && bytes.iter().all(|byte| is_plain(byte) || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_the_api_server() {
        let check = |name: &str, good: &[&str], bad: &[&str]| {
            let plain = name.replace('-', "");
            let format = OF_STRINGS
                .iter()
                .find(|(known, _)| *known == plain)
                .unwrap()
                .1;
            for text in good.iter().chain(format.examples()) {
                assert!(format.fits(text), "{name}: {text:?}");
            }
            for text in bad {
                assert!(!format.fits(text), "{name}: {text:?}");
            }
        };
        check(
            "date",
            &["2024-02-29"],
            &["2023-02-29", "2024-1-1", "2024-13-01", ""],
        );
        check(
            "date-time",
            &["2006-01-02t15:04:05.123+01:00"],
            &[
                "2006-01-02 15:04:05Z",
                "2006-01-02T24:00:00Z",
                "2006-01-02T15:04:05",
            ],
        );
        check(
            "duration",
            &["1h30m", "-5ns", "22 ns", "3 weeks", "0"],
            &["", "1", "h", "5 parsecs"],
        );
        check(
            "uri",
            &["*", "mailto:a", "http://[::1]:80/x"],
            &["", "a/b", "http://a b/", ":x", "/%zz", "http://a:x/"],
        );
        check("email", &["A B <a@b.c>"], &["a", "@b", "a@", "a b@c"]);
        check(
            "hostname",
            &["a-b.example", "1a"],
            &["", "-a", "a_b", "a.b-"],
        );
        check("ipv4", &["001.2.3.4"], &["1.2.3", "1.2.3.256", "::1"]);
        check("ipv6", &["::ffff:1.2.3.4"], &["1.2.3.4", "::1%eth0"]);
        check("cidr", &["1.2.3.4/0"], &["1.2.3.4", "1.2.3.4/33"]);
        check("mac", &["0000.5e00.5301"], &["00:00:5e"]);
        check(
            "uuid",
            &["7D4448409DC04D1BB2455FFDCE74FAD2"],
            &["7d444840", ""],
        );
        check("uuid4", &[], &["6fa459ea-ee8a-3ca4-894e-db77e160355e"]);
        check("isbn", &["978-0321751041", "080442957X"], &["0321751044"]);
        check(
            "creditcard",
            &["4111 1111 1111 1111"],
            &["4111111111111112"],
        );
        check("byte", &["aGVsbG8="], &["", "a", "aGVsbG8"]);
        check("rgbcolor", &["rgb( 255 , 0, 10 )"], &["rgb(256,0,0)"]);
        check("k8s-short-name", &[], &["A", "-a", "a.b"]);
    }
}
