//! The base64 of RFC 4648, section 4, with padding: 20 lines against a dependency.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of `bytes`.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0, |group, i| {
            group << 8 | u32::from(chunk.get(i).copied().unwrap_or(0))
        });
        for i in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

/// The bytes of `text`; `None` if it is not base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    if !rest.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(groups.len() * 3);
    for (index, group) in groups.iter().enumerate() {
        let n_padding = group.iter().rev().take_while(|&&b| b == b'=').count();
        if n_padding > 2 || (n_padding > 0 && index + 1 < groups.len()) {
            return None;
        }
        let mut number = 0u32;
        for &letter in &group[..4 - n_padding] {
            let value = LETTERS.iter().position(|&l| l == letter)?;
            number = number << 6 | u32::try_from(value).ok()?;
        }
        number <<= 6 * n_padding;
        let [_, first, second, third] = number.to_be_bytes();
        bytes.extend_from_slice(&[first, second, third][..3 - n_padding]);
        if [first, second, third][3 - n_padding..]
            .iter()
            .any(|&b| b != 0)
        {
            return None;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
        for text in ["Z", "Zg=", "Zg==Zg==", "Z===", "Zh==", "Zm9-"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
