//! `html`: one page to look around in. Style and script are inline and loads are forbidden by the
//! page's own policy, so it works from a disk, an artifact store or a mail.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    Diagram, Node,
    layout::{Layout, Spot, layout},
    svg,
};
use crate::clean;

#[derive(Serialize)]
struct Data<'d> {
    nodes: Vec<Point<'d>>,
    /// From, to, kind.
    edges: Vec<(usize, usize, &'d str)>,
    width: i64,
    height: i64,
}

#[derive(Serialize)]
struct Point<'d> {
    id: &'d str,
    label: Cow<'d, str>,
    group: Cow<'d, str>,
    root: bool,
    duplicate: bool,
    detail: Cow<'d, str>,
    x: i64,
    y: i64,
    width: i64,
    trunk: &'d [(i64, i64, i64)],
}

pub(super) fn render(diagram: &Diagram) -> String {
    let layout = layout(diagram);
    let title = svg::escape(&diagram.title);
    let fields = [
        ("{{title}}", title.as_str()),
        ("{{counts}}", &diagram.counts()),
        ("{{style}}", include_str!("page.css")),
        ("{{drawing}}", &svg::drawing(diagram, &layout)),
        ("{{data}}", &data(diagram, &layout)),
        ("{{script}}", include_str!("page.js")),
    ];
    fill(include_str!("page.html"), &fields)
}

/// Fills the template's fields, each once, left to right: a title that reads `{{data}}` stays one.
fn fill(template: &str, fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let (before, field) = rest.split_at(start);
        out.push_str(before);
        match fields.iter().find(|(name, _)| field.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(value);
                rest = &field[name.len()..];
            }
            None => {
                out.push_str("{{");
                rest = &field[2..];
            }
        }
    }
    out + rest
}

/// The graph for the script. No `<` in it, so that no name can end the element it stands in.
fn data<'d>(diagram: &'d Diagram, layout: &'d Layout) -> String {
    let point = |(node, spot): (&'d Node, &'d Spot)| Point {
        id: &node.id,
        label: clean::line(&node.label),
        group: clean::line(&node.group),
        root: node.root,
        duplicate: node.duplicate,
        detail: clean::line(&node.detail),
        x: spot.x,
        y: spot.y,
        width: spot.width,
        trunk: &spot.trunk,
    };
    let data = Data {
        nodes: diagram.nodes.iter().zip(&layout.nodes).map(point).collect(),
        edges: diagram
            .known_edges()
            .map(|edge| (edge.from, edge.to, &*edge.kind))
            .collect(),
        width: layout.width,
        height: layout.height,
    };
    let text = serde_json::to_string(&data).expect("structs of strings and numbers are JSON");
    clean::json(&text.replace('<', "\\u003c")).into_owned()
}
