//! `svg`: a picture in layers. Duplicates stand out; lines to one package share a trunk.

use std::collections::BTreeSet;

use super::{
    Diagram,
    layout::{LABEL_MAX, Layout, Spot, layout},
};
use crate::clean;

const STYLE: &str = "\
.bg{fill:#fff}.edge{fill:none;stroke:#8a94a3;stroke-width:1;opacity:.45}\
.edge.dup{stroke:#d9480f;opacity:.7}.edge.dev{stroke-dasharray:5 3}.edge.build{stroke-dasharray:2 2}\
.edge.back{stroke:#a61e4d;stroke-dasharray:6 3}\
.node rect{fill:#f1f3f5;stroke:#adb5bd}.node text{fill:#212529;font:11px system-ui,sans-serif}\
.node.dup rect{fill:#ffd8a8;stroke:#d9480f}.node.root rect{fill:#d0ebff;stroke:#1971c2;stroke-width:1.5}\
.node.root.dup rect{fill:#ffd8a8}.node.root text{font-weight:600}\
.title{fill:#495057;font:12px system-ui,sans-serif}\
@media (prefers-color-scheme:dark){.bg{fill:#16181d}.edge{stroke:#6b7685}.edge.dup{stroke:#ff922b}\
.node rect{fill:#252a33;stroke:#4a5361}.node text{fill:#e9ecef}.node.dup rect,.node.root.dup rect{fill:#6b3a10;stroke:#ff922b}\
.node.root rect{fill:#17385a;stroke:#4dabf7}.title{fill:#adb5bd}}";

pub(super) fn render(diagram: &Diagram) -> String {
    let layout = layout(diagram);
    let heading = format!("{}: {}", clean::short(&diagram.title, 80), diagram.counts());
    let heading_width = i64::try_from(heading.chars().count()).unwrap_or(0) * 7 + 24;
    let (width, height) = (layout.width.max(heading_width), layout.height);
    let title = escape(&diagram.title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n\
         <text class=\"title\" x=\"12\" y=\"18\">{}</text>\n{}</svg>\n",
        escape(&heading),
        drawing(diagram, &layout),
    )
}

/// The lines and boxes, without the picture around them.
pub(super) fn drawing(diagram: &Diagram, layout: &Layout) -> String {
    let mut out = String::from("<g class=\"edges\">\n");
    edges(diagram, layout, &mut out);
    out.push_str("</g>\n<g class=\"nodes\">\n");
    for (at, (node, spot)) in diagram.nodes.iter().zip(&layout.nodes).enumerate() {
        let mut class = String::from("node");
        class.push_str(if node.root { " root" } else { "" });
        class.push_str(if node.duplicate { " dup" } else { "" });
        let label = escape(&clean::short(&node.label, LABEL_MAX));
        let about = if node.detail.is_empty() {
            &node.id
        } else {
            &node.detail
        };
        let (x, y, width) = (spot.x, spot.y, spot.width);
        out.push_str(&format!(
            "<g class=\"{class}\" data-n=\"{at}\"><title>{}: {}</title>\
             <rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"20\" rx=\"4\"/>\
             <text x=\"{}\" y=\"{}\">{label}</text></g>\n",
            escape(&node.label),
            escape(about),
            y - 10,
            x + 8,
            y + 4,
        ));
    }
    out + "</g>\n"
}

/// One path for each node and line style: all that leads to it.
fn edges(diagram: &Diagram, layout: &Layout, out: &mut String) {
    let mut drawn = BTreeSet::new();
    let mut lines: Vec<[String; 4]> = vec![Default::default(); layout.nodes.len()];
    for edge in diagram.known_edges().filter(|edge| edge.from != edge.to) {
        let (from, to) = (&layout.nodes[edge.from], &layout.nodes[edge.to]);
        let style = match edge.kind.as_str() {
            _ if to.x <= from.x => 3,
            "dev" => 1,
            "build" => 2,
            _ => 0,
        };
        let start = (from.x + from.width, from.y);
        let line = match style {
            3 => curve((from.x, from.y), (to.x + to.width, to.y)),
            _ => curve(start, entry(from, to)),
        };
        if drawn.insert((edge.from, edge.to, style)) {
            lines[edge.to][style].push_str(&line);
        }
    }
    for (at, (spot, lines)) in layout.nodes.iter().zip(&mut lines).enumerate() {
        lines[0].push_str(&trunk(spot));
        for (line, class) in lines.iter().zip(["", " dev", " build", " back"]) {
            if !line.is_empty() {
                let dup = if diagram.nodes[at].duplicate {
                    " dup"
                } else {
                    ""
                };
                out.push_str(&format!(
                    "<path class=\"edge{class}{dup}\" data-to=\"{at}\" d=\"{line}\"/>\n"
                ));
            }
        }
    }
}

/// Where a line from one node meets the trunk of the other, or the other itself.
fn entry(from: &Spot, to: &Spot) -> (i64, i64) {
    let passed = to.trunk.iter().find(|(left, _, _)| *left > from.x);
    passed.map_or((to.x, to.y), |&(left, _, y)| (left, y))
}

fn trunk(spot: &Spot) -> String {
    let mut line = String::new();
    for (at, &(left, right, y)) in spot.trunk.iter().enumerate() {
        line.push_str(&format!("M{left} {y}H{right}"));
        let next = spot
            .trunk
            .get(at + 1)
            .map_or((spot.x, spot.y), |&(left, _, y)| (left, y));
        line.push_str(&curve((right, y), next));
    }
    line
}

fn curve((x1, y1): (i64, i64), (x2, y2): (i64, i64)) -> String {
    let middle = (x1 + x2) / 2;
    format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}")
}

/// Text for XML and HTML elements and attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean::line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(c),
        }
    }
    escaped
}
