//! Confluent's checker of JSON Schema, `SchemaDiff` over the model of the everit library.
//!
//! [`load`] turns a schema into the classes that the library has, [`compare`] tells the
//! differences with Confluent's names, and a [`Policy`] says which of them count.

mod array;
mod combined;
mod compare;
mod load;
mod object;
mod policy;
mod scalar;
mod shape;

pub(super) use compare::check;
pub(super) use policy::Policy;
