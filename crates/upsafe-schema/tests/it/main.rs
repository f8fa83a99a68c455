//! The relation from outside: text in, verdict out.

mod answers;
mod avro;
mod depth;
mod hostile;
mod keywords;
mod properties;
mod recursion;
mod switches;
mod verdicts;
