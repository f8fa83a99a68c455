//! The formats: each lowers its schemas to what the relation is decided on.

pub mod avro;
pub mod crd;
pub mod json_schema;
