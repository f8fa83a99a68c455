//! Version numbers and ranges of every ecosystem: parse, order, satisfy, bump.
