//! The relation from outside: text in, verdict out.

mod avro;
mod changes;
mod hostile;
mod keywords;
mod properties;
mod recursion;
mod switches;
mod verdicts;
