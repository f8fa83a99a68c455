//! The report before an upgrade as a page of its own: the Markdown that the report uses, and no more.

/// A page with the report.
pub(super) fn html(markdown: &str) -> String {
    let mut body = String::new();
    let mut lines = markdown.lines().peekable();
    let mut open: Vec<&str> = Vec::new();
    while let Some(line) = lines.next() {
        let (item, depth) = match line.strip_prefix("  - ") {
            Some(text) => (Some(text), 2),
            None => (line.strip_prefix("- "), 1),
        };
        let wanted = if item.is_some() { depth } else { 0 };
        while open.len() > wanted {
            open.pop();
            body.push_str("</ul>\n");
        }
        if let Some(text) = item {
            while open.len() < depth {
                open.push("ul");
                body.push_str("<ul>\n");
            }
            body.push_str(&format!("<li>{}</li>\n", inline(text)));
        } else if let Some(text) = line.strip_prefix("### ") {
            body.push_str(&format!("<h3>{}</h3>\n", inline(text)));
        } else if let Some(text) = line.strip_prefix("## ") {
            body.push_str(&format!("<h2>{}</h2>\n", inline(text)));
        } else if let Some(text) = line.strip_prefix("# ") {
            body.push_str(&format!("<h1>{}</h1>\n", inline(text)));
        } else if line.starts_with('|') {
            body.push_str("<table>\n");
            row(line, "th", &mut body);
            // The line below the head only says that it is one.
            lines.next();
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                row(line, "td", &mut body);
            }
            body.push_str("</table>\n");
        } else if !line.is_empty() {
            body.push_str(&format!("<p>{}</p>\n", inline(line)));
        }
    }
    for _ in open {
        body.push_str("</ul>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Stored metadata</title>\n<style>\n\
         body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}\n\
         table {{ border-collapse: collapse; }}\ntd, th {{ border: 1px solid #bbb; padding: .2rem .6rem; text-align: left; vertical-align: top; }}\n\
         code {{ background: #eee; padding: 0 .2rem; }}\n</style>\n{body}</html>\n"
    )
}

fn row(line: &str, tag: &str, out: &mut String) {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    out.push_str("<tr>");
    for cell in inner.replace("\\|", "\u{1}").split('|') {
        out.push_str(&format!(
            "<{tag}>{}</{tag}>",
            inline(&cell.trim().replace('\u{1}', "|"))
        ));
    }
    out.push_str("</tr>\n");
}

/// Text with code in backticks. What was escaped before stays so, and nothing else becomes markup.
fn inline(text: &str) -> String {
    let escaped = text
        .replace("&lt;", "<")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let mut parts: Vec<String> = escaped.split('`').map(str::to_owned).collect();
    let n = parts.len();
    for (at, part) in parts.iter_mut().enumerate() {
        // A backtick without its pair stays one.
        if at % 2 == 1 && at + 1 < n {
            *part = format!("<code>{part}</code>");
        } else if at % 2 == 1 {
            part.insert(0, '`');
        }
    }
    parts.concat()
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_of_a_store_becomes_markup() {
        let page = super::html(
            "# A\n\n| a | b |\n|---|---|\n| `x<y` | \\|&lt;script> ` |\n\n- one\n  - two\n\nend\n",
        );
        assert!(
            page.contains("<tr><td><code>x&lt;y</code></td><td>|&lt;script&gt; `</td></tr>"),
            "{page}"
        );
        assert!(
            page.contains("<ul>\n<li>one</li>\n<ul>\n<li>two</li>\n</ul>\n</ul>\n<p>end</p>"),
            "{page}"
        );
    }
}
