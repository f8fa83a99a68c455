//! The version matrix: which version of a component goes with which versions of others.

mod interval;
mod range;
mod version;

pub use interval::{Cut, Interval, IntervalSet, Side};
pub use range::{Planes, Range, RangeError};
pub use version::{Line, Version};
