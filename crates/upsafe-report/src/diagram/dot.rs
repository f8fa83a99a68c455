//! `dot`: the language of Graphviz, as its documentation page "DOT Language" defines it.

use super::Diagram;
use crate::clean;

pub(super) fn render(diagram: &Diagram) -> String {
    let mut out = format!(
        "digraph {} {{\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n",
        quoted(&diagram.title)
    );
    for node in &diagram.nodes {
        let mut attributes = vec![format!("label={}", quoted(&node.label))];
        if !node.detail.is_empty() {
            attributes.push(format!("tooltip={}", quoted(&node.detail)));
        }
        if node.duplicate {
            attributes.push("fillcolor=\"#ffd8a8\", color=\"#d9480f\"".to_owned());
        }
        if node.root {
            attributes.push("penwidth=2, fontname=\"sans-serif bold\"".to_owned());
        }
        out.push_str(&format!(
            "  {} [{}];\n",
            quoted(&node.id),
            attributes.join(", ")
        ));
    }
    for edge in diagram.known_edges() {
        let style = match edge.kind.as_str() {
            "dev" => " [style=dashed]",
            "build" => " [style=dotted]",
            _ => "",
        };
        let (from, to) = (&diagram.nodes[edge.from].id, &diagram.nodes[edge.to].id);
        out.push_str(&format!("  {} -> {}{style};\n", quoted(from), quoted(to)));
    }
    out + "}\n"
}

/// A quoted string: a backslash would start an escape such as `\N`, a quote end it.
fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        clean::line(text).replace('\\', "\\\\").replace('"', "\\\"")
    )
}
