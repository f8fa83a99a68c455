//! Writes a syntax tree in the standard format of go.mod: what `go mod edit -fmt` writes.

use std::mem;

use super::syntax::{Block, Line, Statement, Syntax, Token};

/// The text of a file in the standard format.
#[must_use]
pub fn print(syntax: &Syntax) -> String {
    let mut printer = Printer::default();
    for (index, statement) in syntax.statements.iter().enumerate() {
        match statement {
            Statement::Comments(comments) => printer.before(comments),
            Statement::Line(line) => {
                printer.line(line);
                printer.newline();
            }
            Statement::Block(block) => {
                printer.block(block);
                printer.newline();
            }
        }
        if index + 1 < syntax.statements.len() {
            printer.newline();
        }
    }
    let mut text = printer.out;
    while text.ends_with("\n\n") || text == "\n" {
        text.pop();
    }
    text
}

#[derive(Default)]
struct Printer {
    out: String,
    /// Comments for the end of the line that is being written.
    suffix: Vec<String>,
    /// How many tabs a line begins with.
    margin: usize,
}

impl Printer {
    fn block(&mut self, block: &Block) {
        self.before(&block.comments.before);
        self.tokens(&block.tokens);
        self.out.push_str(" (");
        self.suffix.extend_from_slice(&block.open);
        self.margin += 1;
        for line in &block.lines {
            self.newline();
            self.line(line);
        }
        self.margin -= 1;
        self.newline();
        self.before(&block.close.before);
        self.out.push(')');
        self.suffix.extend_from_slice(&block.close.suffix);
        self.suffix.extend_from_slice(&block.comments.suffix);
    }

    fn line(&mut self, line: &Line) {
        self.before(&line.comments.before);
        self.tokens(&line.tokens);
        self.suffix.extend_from_slice(&line.comments.suffix);
    }

    fn before(&mut self, comments: &[String]) {
        if comments.is_empty() {
            return;
        }
        self.trim();
        if !(self.out.is_empty() || self.out.ends_with('\n')) {
            self.out.push('\n');
        }
        self.indent();
        for comment in comments {
            self.out.push_str(comment.trim());
            self.newline();
        }
    }

    fn tokens(&mut self, tokens: &[Token]) {
        let mut separator = "";
        for token in tokens {
            if matches!(token.text.as_str(), "," | ")" | "]" | "}") {
                separator = "";
            }
            self.out.push_str(separator);
            self.out.push_str(&token.text);
            separator = match token.text.as_str() {
                "(" | "[" | "{" => "",
                _ => " ",
            };
        }
    }

    /// Ends the line, unless that would leave a second blank line or one at the top.
    fn newline(&mut self) {
        for (index, comment) in mem::take(&mut self.suffix).iter().enumerate() {
            if index == 0 {
                self.out.push(' ');
            } else {
                self.trim();
                self.out.push('\n');
                self.indent();
            }
            self.out.push_str(comment.trim());
        }
        self.trim();
        if !(self.out.is_empty() || self.out.ends_with("\n\n")) {
            self.out.push('\n');
        }
        self.indent();
    }

    fn indent(&mut self) {
        for _ in 0..self.margin {
            self.out.push('\t');
        }
    }

    fn trim(&mut self) {
        let length = self.out.trim_end_matches(['\t', ' ']).len();
        self.out.truncate(length);
    }
}
