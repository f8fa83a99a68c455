//! `mermaid`: a flowchart, as its documentation's page "Flowcharts - Basic Syntax" defines it.

use super::Diagram;
use crate::clean;

pub(super) fn render(diagram: &Diagram) -> String {
    // JSON strings are YAML strings; the title stands in YAML.
    let title = serde_json::Value::from(&*clean::line(&diagram.title));
    let mut out = format!("---\ntitle: {title}\n---\nflowchart LR\n");
    for (at, node) in diagram.nodes.iter().enumerate() {
        let class = match (node.root, node.duplicate) {
            (_, true) => ":::duplicate",
            (true, false) => ":::root",
            (false, false) => "",
        };
        out.push_str(&format!("  n{at}[\"{}\"]{class}\n", entities(&node.label)));
    }
    for edge in diagram.known_edges() {
        let arrow = match edge.kind.as_str() {
            "dev" | "build" => "-.->",
            _ => "-->",
        };
        out.push_str(&format!("  n{} {arrow} n{}\n", edge.from, edge.to));
    }
    out.push_str("  classDef duplicate fill:#ffd8a8,stroke:#d9480f,color:#1a1a1a\n");
    out + "  classDef root stroke-width:3px\n"
}

/// Everything but letters, digits and harmless signs as an entity code, which labels may hold.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean::line(text).chars() {
        if c.is_alphanumeric() || " -_./:@+,()".contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("#{};", u32::from(c)));
        }
    }
    out
}
