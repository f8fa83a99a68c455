//! Drawings of graphs: one small graph in each form, and names that try to become markup.
#![expect(
    clippy::unwrap_used,
    reason = "checks called by tests: a panic is the failure"
)]

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::Value;
use upsafe_report::diagram::{Diagram, DiagramFormat, Node, render};

use crate::{hostile::nasty, xml};

fn small() -> Diagram {
    let mut diagram = Diagram::new("app");
    let mut node = |name: &str, version: &str, root, duplicate| {
        let node = Node::new(format!("{name}@{version}"), format!("{name} {version}"));
        let detail = if root {
            "member of the workspace"
        } else {
            "crates.io"
        };
        diagram.add_node(Node {
            group: name.to_owned(),
            root,
            duplicate,
            detail: detail.to_owned(),
            ..node
        })
    };
    let app = node("app", "1.0.0", true, false);
    let http = node("old-http", "0.2.0", false, false);
    let tokio = node("tokio", "1.40.0", false, false);
    let old = node("bytes", "0.5.6", false, true);
    let new = node("bytes", "1.7.1", false, true);
    for (from, to, kind) in [
        (app, http, "normal"),
        (app, tokio, "dev"),
        (http, old, "normal"),
        (tokio, new, "build"),
        (app, new, "normal"),
        (new, app, "dev"),
        (app, 99, "normal"),
    ] {
        diagram.add_edge(from, to, kind);
    }
    diagram
}

#[test]
fn a_small_graph_in_each_form() {
    let diagram = small();
    for (format, expected) in [
        (DiagramFormat::Dot, expect_file!["../data/graph.dot"]),
        (
            DiagramFormat::Mermaid,
            expect_file!["../data/graph.mermaid"],
        ),
        (DiagramFormat::Svg, expect_file!["../data/graph.svg"]),
        (DiagramFormat::Json, expect_file!["../data/graph.json"]),
    ] {
        let text = render(&diagram, format);
        assert_eq!(
            text,
            render(&diagram, format),
            "the same diagram gives the same bytes"
        );
        expected.assert_eq(&text);
    }
    let page = render(&diagram, DiagramFormat::Html);
    assert!(page.contains("<h1>app</h1>") && page.contains(r#""label":"bytes 0.5.6""#));
}

#[test]
fn drawings_print_as_they_parse() {
    for format in DiagramFormat::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    let error = "htm".parse::<DiagramFormat>().unwrap_err().to_string();
    assert_eq!(
        error,
        "expected one of `dot`, `mermaid`, `svg`, `html`, `json`, found `htm`; did you mean `html`?"
    );
}

fn check(diagram: &Diagram) {
    for format in DiagramFormat::ALL {
        let text = render(diagram, format);
        assert!(text.ends_with('\n'), "{format}");
        assert!(
            !text.chars().any(|c| c.is_control() && c != '\n'),
            "{format}: {text:?}"
        );
        match format {
            DiagramFormat::Dot => check_dot(diagram, &text),
            DiagramFormat::Mermaid => check_mermaid(diagram, &text),
            DiagramFormat::Svg => xml::check(
                &text,
                &["svg", "title", "style", "rect", "text", "g", "path"],
            ),
            DiagramFormat::Html => check_html(diagram, &text),
            DiagramFormat::Json => {
                let read: Value = serde_json::from_str(&text).unwrap();
                let labels = read["nodes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|node| node["label"].as_str().unwrap());
                assert!(labels.eq(diagram.nodes.iter().map(|node| node.label.as_str())));
            }
            _ => panic!("a drawing without a check: {format}"),
        }
    }
}

/// Outside of quoted strings there is nothing but our own words.
fn check_dot(diagram: &Diagram, text: &str) {
    let mut outside = String::new();
    let mut chars = text.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => drop(chars.next()),
            '"' => quoted = !quoted,
            '\n' => assert!(!quoted, "{text}"),
            _ if !quoted => outside.push(c),
            _ => {}
        }
    }
    assert!(!quoted);
    assert_eq!(outside.matches("label=").count(), diagram.nodes.len());
    assert!(!outside.contains("forged"), "{outside}");
}

fn check_mermaid(diagram: &Diagram, text: &str) {
    let lines: Vec<_> = text.lines().skip(3).collect();
    let edges = diagram
        .edges
        .iter()
        .filter(|edge| edge.from.max(edge.to) < diagram.nodes.len())
        .count();
    assert_eq!(lines.len(), 1 + diagram.nodes.len() + edges + 2, "{text}");
    for line in &lines[1..=diagram.nodes.len()] {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        assert!(!line.contains(['<', '>', '`', '{', '|', '\\']), "{line}");
    }
}

fn check_html(diagram: &Diagram, text: &str) {
    // The browser ends a script at the first `</script`: there are the two that we write.
    assert_eq!(text.matches("</script").count(), 2);
    assert_eq!(text.matches("<script").count(), 2);
    assert!(!text.contains("<img"), "{text}");
    let data = text
        .split_once("id=\"data\">")
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let read: Value = serde_json::from_str(data).unwrap();
    assert_eq!(read["nodes"].as_array().unwrap().len(), diagram.nodes.len());
    let drawing = text
        .split_once("<g class=\"camera\">")
        .unwrap()
        .1
        .split_once("<g class=\"over\">")
        .unwrap()
        .0;
    xml::check(drawing, &["title", "rect", "text", "g", "path"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_name_breaks_out_and_no_graph_panics(
        title in nasty(),
        names in prop::collection::vec((nasty(), nasty(), nasty(), any::<bool>(), any::<bool>()), 0..12),
        edges in prop::collection::vec((0..14_usize, 0..14_usize, nasty()), 0..40),
    ) {
        let mut diagram = Diagram::new(title);
        for (at, (label, group, detail, root, duplicate)) in names.into_iter().enumerate() {
            let id = format!("{at}{detail}");
            diagram.add_node(Node { id, label, group, detail, root, duplicate });
        }
        for (from, to, kind) in edges {
            diagram.add_edge(from, to, kind);
        }
        check(&diagram);
    }
}

#[test]
fn nothing_at_all_is_drawn_too() {
    check(&Diagram::default());
    check(&small());
    check(&Diagram::new(
        "</title><script>forged()</script>{{data}}{{script}}",
    ));
}
