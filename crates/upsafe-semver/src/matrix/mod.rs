//! The version matrix: which version of a component goes with which versions of others.
//!
//! [`Matrix::read`] takes the table `[semver.matrix]` of `upsafe.toml`; [`Matrix::path`] looks for the
//! way from one version to another; [`Matrix::skew_of`] compares versions that run together;
//! [`Matrix::issues`] finds gaps and overlaps; [`Matrix::own_row`] holds the tree against its row. Only
//! [`load_facts`] does I/O.
//!
//! ```
//! use upsafe_config::Config;
//! use upsafe_semver::matrix::{Matrix, PathQuery};
//!
//! let config = Config::load(r#"
//! [[semver.matrix.component]]
//! name = "etcd"
//! versions = ["3.4.20", "3.5.3", "3.5.26", "3.6.1"]
//! upgrade = "minor"
//!
//! [[semver.matrix.component.step]]
//! rule = "only"
//! from = ">=3.5.26, <3.6.0"
//! to = ">=3.6.0"
//! reason = "learners were un-promoted before 3.5.26"
//! "#, "upsafe.toml", &[]).unwrap();
//! let matrix = Matrix::read(config.matrix()).unwrap();
//! let query = PathQuery { component: "etcd", from: "3.4.20", to: "3.6.1", beside: &[] };
//! let path: Vec<String> = matrix.path(&query).unwrap().path.iter().map(ToString::to_string).collect();
//! assert_eq!(path, ["3.4.20", "3.5.26", "3.6.1"]);
//! ```

mod check;
mod dropped;
mod evidence;
mod facts;
mod interval;
mod model;
mod own;
mod path;
mod range;
mod read;
mod skew;
mod version;

pub use check::{Issue, IssueKind};
pub use dropped::Dropped;
pub use evidence::{MatrixEvidence, MatrixRequest, load_matrix};
pub use facts::{Fact, LoadedFacts, Said, load_facts};
pub use interval::{Cut, Interval, IntervalSet, Side};
pub use model::{Blocked, Component, Matrix, MatrixProblem, Row, RowNeed, Skew, Step, TagForm};
pub use own::{OwnAnswer, RowBreach};
pub use path::{
    Direction, NeedAt, Outcome, PathAnswer, PathError, PathQuery, PathStep, Refusal, RuleKind,
};
pub use range::{Planes, Range, RangeError};
pub use skew::SkewBreach;
pub use version::{Line, Version};
