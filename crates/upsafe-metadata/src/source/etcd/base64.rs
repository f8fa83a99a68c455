//! Base64 with padding, as JSON holds bytes.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// What stands in [`VALUES`] for a byte that is no digit.
const NONE: u8 = 0xff;
/// The value of each digit.
const VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut n = 0;
    while n < DIGITS.len() {
        values[DIGITS[n] as usize] = n as u8;
        n += 1;
    }
    values
}

/// The digits of bytes.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut word = 0_usize;
        for n in 0..3 {
            word = word << 8 | usize::from(group.get(n).copied().unwrap_or_default());
        }
        for n in 0..4 {
            let digit = DIGITS[word >> (18 - 6 * n) & 63];
            out.push(if n <= group.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}

/// The bytes of digits; none where they are no base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let mut out = vec![0; text.len() / 4 * 3];
    let (groups, rest) = text.as_chunks::<4>();
    let (places, _) = out.as_chunks_mut::<3>();
    let mut seen = 0;
    for (group, place) in groups.iter().zip(places) {
        let digits = group.map(|digit| VALUES[usize::from(digit)]);
        seen |= digits[0] | digits[1] | digits[2] | digits[3];
        let word = digits
            .iter()
            .fold(0_u32, |word, digit| word << 6 | u32::from(*digit));
        let [_, bytes @ ..] = word.to_be_bytes();
        *place = bytes;
    }
    let mut word = 0_u32;
    for digit in rest {
        let digit = VALUES[usize::from(*digit)];
        seen |= digit;
        word = word << 6 | u32::from(digit & 63);
    }
    // No digit has the upper bits, and every byte that is none has them.
    if seen & 0xc0 != 0 || rest.len() == 1 {
        return None;
    }
    word <<= 6 * (4 - rest.len());
    out.extend_from_slice(&word.to_be_bytes()[1..1 + rest.len().saturating_sub(1)]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"\xff\xfe\x00?", "//4APw=="),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes), "{text}");
        }
        for none in ["a", "a b=", "ab\u{e9}d", "aaaaa"] {
            assert_eq!(decode(none), None, "{none}");
        }
    }
}
