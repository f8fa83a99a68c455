//! A value and where it stands in `upsafe.toml`.

use std::ops::Deref;

use upsafe_core::Span;

/// A value with the byte range of the text that gave it.
///
/// A value that no file gave (a default, a flag) has the empty range `0..0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    value: T,
    span: Span,
}

impl<T> Spanned<T> {
    /// A value that stands at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// A value that no file gave.
    pub fn unplaced(value: T) -> Self {
        Self { value, span: 0..0 }
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// Whether a file gave it.
    pub fn is_placed(&self) -> bool {
        !self.span.is_empty()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
