//! Schemas of any format behind one type: read, compared, and told with places.
//!
//! What must stay true: a [`Judgement`] carries the verdict of the format's own relation, unchanged,
//! also where an incumbent's answer counts; the rest is there to show people where and why.

mod definitions;
mod explain;
mod format;
mod guess;
mod judge;
mod judgement;
mod parsed;
mod place;

pub use format::Format;
pub use judge::{Judge, Switches, UnknownProfile};
pub use judgement::{Disagreement, Incumbent, Judgement, Ruling, Sample};
pub use parsed::{AvroSource, Parsed, Part, ReadError};
pub(crate) use place::offset_of;
