//! The formats from outside: a report goes in, text comes out.

mod diagrams;
mod hostile;
mod sample;
mod screen;
mod snapshots;
mod xml;
