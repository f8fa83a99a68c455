//! Drawings of dependency graphs: dot, Mermaid, SVG, a page of HTML, JSON.
//!
//! A [`Diagram`] is neutral: whoever has a graph fills one in. What must stay true: the same diagram
//! gives the same bytes; the page and the picture load nothing from anywhere; no name in a graph can
//! become markup or script.
//!
//! ```
//! use upsafe_report::diagram::{Diagram, DiagramFormat, Node, render};
//!
//! let mut diagram = Diagram::new("app");
//! let app = diagram.add_node(Node { root: true, ..Node::new("app@1.0.0", "app 1.0.0") });
//! let bytes = diagram.add_node(Node::new("bytes@1.7.1", "bytes 1.7.1"));
//! diagram.add_edge(app, bytes, "normal");
//!
//! let dot = render(&diagram, DiagramFormat::Dot);
//! assert!(dot.contains(r#""app@1.0.0" -> "bytes@1.7.1";"#));
//! ```

mod dot;
mod format;
mod heights;
mod html;
mod json;
mod layout;
mod mermaid;
mod model;
mod order;
mod svg;

pub use format::{DiagramFormat, render};
pub use model::{Diagram, Edge, Node};
