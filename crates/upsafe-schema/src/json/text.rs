//! The strings of a text: mostly parts of it as they are written.

/// The longest text whose parts a [`Span`] can name, in bytes.
pub(super) const MAX_BYTES: usize = (1 << 31) - 1;

/// A part of a text, or of the strings beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    /// The highest bit says that it is beside the text.
    length: u32,
}

const IS_BESIDE: u32 = 1 << 31;

impl Span {
    /// A part of the text; within [`MAX_BYTES`].
    #[inline]
    pub(super) fn written(start: usize, length: usize) -> Span {
        debug_assert!(start <= MAX_BYTES && length <= MAX_BYTES);
        Span {
            start: start as u32,
            length: length as u32,
        }
    }

    pub(super) fn length(self) -> usize {
        (self.length & !IS_BESIDE) as usize
    }

    /// A part of the strings beside the text.
    pub(super) fn unescaped(start: usize, length: usize) -> Span {
        let Span { start, length } = Span::written(start, length);
        Span {
            start,
            length: length | IS_BESIDE,
        }
    }
}

/// What [`Span`]s are parts of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts<'d> {
    pub(super) written: &'d str,
    pub(super) unescaped: &'d str,
}

impl<'d> Texts<'d> {
    #[inline]
    fn place(self, span: Span) -> (&'d str, std::ops::Range<usize>) {
        let text = match span.length & IS_BESIDE == 0 {
            true => self.written,
            false => self.unescaped,
        };
        let start = span.start as usize;
        (text, start..start + span.length())
    }

    /// The first eight bytes, zeros behind a shorter one: their order is that of the parts.
    #[inline]
    pub(super) fn first(self, span: Span) -> u64 {
        let (text, range) = self.place(span);
        let behind = text.as_bytes().get(range.start..).unwrap_or_default();
        let length = range.len().min(8);
        let chunk = behind.first_chunk().copied().unwrap_or_else(|| {
            let mut chunk = [0; 8];
            let length = behind.len().min(8);
            chunk[..length].copy_from_slice(&behind[..length]);
            chunk
        });
        let is_behind = u64::MAX.checked_shr(8 * length as u32).unwrap_or(0);
        u64::from_be_bytes(chunk) & !is_behind
    }

    #[inline]
    pub(super) fn get(self, span: Span) -> &'d str {
        let (text, range) = self.place(span);
        text.get(range).unwrap_or_default()
    }

    #[inline]
    pub(super) fn bytes(self, span: Span) -> &'d [u8] {
        let (text, range) = self.place(span);
        text.as_bytes().get(range).unwrap_or_default()
    }
}

/// How many bytes from the start stand for themselves in a string: up to a quote, a backslash or a
/// control character.
///
/// Eight bytes at a time: what is below the lowest byte that was found cannot be mistaken.
#[inline(always)]
pub(crate) fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    const QUOTES: u64 = ONES * b'"' as u64;
    const BACKSLASHES: u64 = ONES * b'\\' as u64;
    const SPACES: u64 = ONES * b' ' as u64;
    let is_below = |word: u64, limits: u64| word.wrapping_sub(limits) & !word;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (nth, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let found = is_below(word ^ QUOTES, ONES)
            | is_below(word ^ BACKSLASHES, ONES)
            | is_below(word, SPACES);
        let found = found & HIGHS;
        if found != 0 {
            return nth * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |&byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    let within = rest.iter().position(is_special).unwrap_or(rest.len());
    chunks.len() * 8 + within
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_stands_for_itself_ends_at_the_first_byte_that_does_not() {
        for special in 0..=u8::MAX {
            let is_special = special < b' ' || special == b'"' || special == b'\\';
            for at in 0..20 {
                for behind in [0, b'!', b'"', b'\\', b'z', 0xff] {
                    let mut bytes = vec![b'#'; at];
                    bytes.extend([special, behind, b'a', b'"']);
                    let by_one = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
                    let expected = bytes.iter().position(by_one).unwrap();
                    assert_eq!(plain(&bytes), expected, "{bytes:?}");
                    assert_eq!(expected == at, is_special);
                }
            }
        }
        assert_eq!(plain(b""), 0);
        assert_eq!(plain(&[0x80; 17]), 17);
    }
}
