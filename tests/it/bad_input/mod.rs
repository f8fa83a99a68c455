//! Every kind of file that is read, spoiled in every way: exit code 2 with a place and an
//! expectation, never a panic, never a hang, never "safe" in silence.

mod cyclic;
mod kinds;
mod spoil;
mod table;
