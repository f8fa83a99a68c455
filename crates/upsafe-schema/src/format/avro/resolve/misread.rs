//! Pairs that are readable and do not mean the same.

use super::super::data::{Datum, big_decimal};
use super::super::logical::Logical;
use super::super::rules::{Decimals, Rules};
use super::super::schema::{Kind, Type};
use super::conflict::ConflictKind;
use num_bigint::BigInt;

/// The most digits of a number that is built to show a narrowed precision.
const MAX_DIGITS: u32 = 10_000;

/// What the reader takes for something else, and a value that shows it.
///
/// Both types are readable as each other and neither is a union. A type without a logical type
/// means nothing but its value, so it agrees with every logical type; text and numbers in bytes
/// are the exception.
pub(in super::super) fn misread(
    reader: &Type,
    writer: &Type,
    rules: Rules,
) -> Option<(ConflictKind, Option<Datum>)> {
    let number = |of: &Type| {
        matches!(
            of.logical,
            Some(Logical::Decimal { .. } | Logical::BigDecimal)
        )
    };
    match (&writer.kind, &reader.kind) {
        (Kind::Bytes, Kind::String) if number(writer) => {
            return Some((ConflictKind::NumberAsText, one(writer)));
        }
        (Kind::String, Kind::Bytes) if number(reader) => {
            let text = match writer.logical {
                Some(Logical::Uuid) => "00000000-0000-0000-0000-000000000001",
                _ => "a",
            };
            return Some((
                ConflictKind::TextAsNumber,
                Some(Datum::String(text.to_owned())),
            ));
        }
        _ => {}
    }
    let (written, read) = (writer.logical?, reader.logical?);
    if written == read {
        return None;
    }
    if let (
        Logical::Decimal {
            precision: p_written,
            scale: s_written,
        },
        Logical::Decimal {
            precision: p_read,
            scale: s_read,
        },
    ) = (written, read)
    {
        if s_written != s_read {
            return Some((ConflictKind::ScaleChanged, one(writer)));
        }
        if p_written > p_read {
            return Some((
                ConflictKind::PrecisionNarrowed,
                power_of_ten(writer, p_read),
            ));
        }
        return match rules.decimals {
            Decimals::ByValue => None,
            // No value changes: a refusal by the letter, which no value shows.
            Decimals::Exact => Some((ConflictKind::PrecisionChanged, None)),
        };
    }
    Some((ConflictKind::MeaningChanged, one(writer)))
}

/// A value that is not zero under any logical type.
fn one(writer: &Type) -> Option<Datum> {
    Some(match &writer.kind {
        Kind::Int => Datum::Int(1),
        Kind::Long => Datum::Long(1),
        Kind::String => Datum::String("00000000-0000-0000-0000-000000000001".to_owned()),
        Kind::Bytes if writer.logical == Some(Logical::BigDecimal) => Datum::Bytes(big_decimal(1)),
        Kind::Bytes => Datum::Bytes(vec![1]),
        Kind::Fixed(fixed) => {
            let mut bytes = vec![0; fixed.size as usize];
            *bytes.last_mut()? = 1;
            Datum::Fixed(bytes)
        }
        _ => return None,
    })
}

/// The smallest number with more digits than so many.
fn power_of_ten(writer: &Type, digits: u32) -> Option<Datum> {
    if digits > MAX_DIGITS {
        return None;
    }
    let bytes = BigInt::from(10).pow(digits).to_signed_bytes_be();
    match &writer.kind {
        Kind::Bytes => Some(Datum::Bytes(bytes)),
        Kind::Fixed(fixed) => {
            let mut padded = vec![0; (fixed.size as usize).checked_sub(bytes.len())?];
            padded.extend(bytes);
            Some(Datum::Fixed(padded))
        }
        _ => None,
    }
}
