//! Can the new version read everything that is stored now? Verify first, then migrate, with a way
//! back.
//!
//! A [`source::Source`] hands out what is stored, a [`reader::Reader`] reads it as the new version
//! will, and [`verify`] puts every object under one of five verdicts: unreadable, lossy,
//! update-blocked, client-breaking or fine; what nobody can judge is unverifiable, never fine.
//! [`migrate`] writes, atomically and with a backup. Verifying never writes.

mod decode;
mod disk;
mod drift;
mod evidence;
mod gate;
mod load;
mod object;
mod path;
mod rules;
mod since;
mod survey;
mod told;
mod value;
mod verify;

pub mod migrate;
pub mod reader;
pub mod source;
pub mod text;

pub use decode::FLUVIO_ENVELOPES;
pub use disk::{Disk, RealDisk};
pub use drift::{Drift, Drifted, drift};
pub use evidence::{DriftEvidence, Evidence, Grain, StoreEvidence};
pub use gate::{StoredMetadata, check, settle};
pub use load::{Loaded, OpenStore, Progress, StoreError, StoreRequest, load, load_store};
pub use object::{Decoded, Object, ObjectPlace, Shape, Undecoded, Unit, Unread, UnreadCause};
pub use since::{Need, Since};
pub use survey::{BadObject, CauseGroup, ObjectCause, Survey};
pub use value::{Key, Map, Value};
pub use verify::verify;
