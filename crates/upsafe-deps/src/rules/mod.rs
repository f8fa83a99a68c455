//! Every rule of the gate: a file, a page, and a line here.

use crate::Deps;

upsafe_core::rules![Deps: duplicate_version];
