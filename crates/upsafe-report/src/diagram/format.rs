//! The list of drawings, and the one way in.

use std::{fmt, str::FromStr};

use super::{Diagram, dot, html, json, mermaid, svg};
use crate::FormatError;

/// A form in which a graph can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DiagramFormat {
    /// The language of Graphviz.
    Dot,
    /// A Mermaid flowchart, as GitHub draws it in Markdown (up to 500 edges there).
    Mermaid,
    /// A picture in layers, from the roots on the left.
    Svg,
    /// A page to look around in: search, duplicates, the paths to a package. Loads nothing.
    Html,
    /// Nodes and edges for programs.
    Json,
}

impl DiagramFormat {
    /// Every drawing, in the order in which help texts list them.
    pub const ALL: [Self; 5] = [Self::Dot, Self::Mermaid, Self::Svg, Self::Html, Self::Json];

    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Mermaid => "mermaid",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for DiagramFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for DiagramFormat {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| FormatError::new(text, Self::ALL.map(Self::name).to_vec()))
    }
}

/// Draws a graph. Never fails; the output ends in a newline and depends on the diagram alone.
///
/// `svg` and `html` lay the graph out in layers: about O((n + m) log n) for a bounded number of
/// sweeps, well within a second for a thousand packages.
pub fn render(diagram: &Diagram, format: DiagramFormat) -> String {
    match format {
        DiagramFormat::Dot => dot::render(diagram),
        DiagramFormat::Mermaid => mermaid::render(diagram),
        DiagramFormat::Svg => svg::render(diagram),
        DiagramFormat::Html => html::render(diagram),
        DiagramFormat::Json => json::render(diagram),
    }
}
