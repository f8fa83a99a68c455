//! The identity of a finding across runs.

use std::{fmt, str::FromStr};

/// 128 bits over rule, subject and class: equal in two runs exactly where the finding is the same.
///
/// FNV-1a (Fowler, Noll, Vo) with a separator between the parts. It guards against accidents, not
/// against somebody who builds a collision: who can edit the baseline can delete a line as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    /// The fingerprint of a list of parts.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p str>) -> Self {
        let step = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(Self::PRIME);
        let mut hash = Self::OFFSET;
        for part in parts {
            hash = part.bytes().fold(hash, step);
            hash = step(hash, 0xff); // no byte of UTF-8 is 0xff
        }
        Self(hash)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart_and_text_round_trips() {
        assert_ne!(Fingerprint::of(["ab", "c"]), Fingerprint::of(["a", "bc"]));
        let one = Fingerprint::of(["deps/duplicate-version", "cargo:bytes", "0.5"]);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert_eq!(
            Fingerprint::of([]).to_string(),
            "6c62272e07bb014262b821756295c58d"
        );
    }
}
