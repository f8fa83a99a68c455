//! From a configuration or a command line to stores with their readers; and the one scan of each.

mod evidence;
mod store;

pub use evidence::{Loaded, Progress, load, load_store};
pub use store::{OpenStore, StoreError, StoreRequest};
