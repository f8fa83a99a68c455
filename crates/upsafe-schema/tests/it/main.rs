//! The relation from outside: text in, verdict out.

mod answers;
mod avro;
mod change_laws;
mod changes;
mod crd;
mod depth;
mod hostile;
mod json_text;
mod keywords;
mod profiles;
mod properties;
mod recursion;
mod switches;
mod verdicts;
