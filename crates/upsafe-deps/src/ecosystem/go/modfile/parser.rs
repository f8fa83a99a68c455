//! Builds the syntax tree of go.mod and go.work from lines.

use super::error::ParseError;
use super::lexer::{Split, split};
use super::syntax::{Block, Comments, Line, Span, Statement, Syntax, Token};

/// Parses `text` without looking at what the lines mean.
pub(crate) fn parse(text: &str) -> Result<Syntax, ParseError> {
    let mut parser = Parser::default();
    for (index, line) in text.split('\n').enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        parser.line(split(line, number)?)?;
    }
    parser.end()
}

#[derive(Default)]
struct Parser {
    statements: Vec<Statement>,
    /// Comments that may belong to what comes next.
    pending: Vec<String>,
    /// The block that is open.
    block: Option<Block>,
}

impl Parser {
    fn line(&mut self, split: Split) -> Result<(), ParseError> {
        match self.block.take() {
            Some(block) => self.line_in_block(block, split),
            None => {
                self.statement(split);
                Ok(())
            }
        }
    }

    fn statement(&mut self, split: Split) {
        let Split {
            mut tokens,
            comment,
        } = split;
        if tokens.is_empty() {
            match comment {
                Some(comment) => self.pending.push(comment),
                None => self.flush_pending(),
            }
            return;
        }
        let suffix: Vec<String> = comment.into_iter().collect();
        let comments = Comments {
            before: std::mem::take(&mut self.pending),
            suffix: Vec::new(),
        };
        let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        match texts[..] {
            [_, .., "("] => {
                tokens.pop();
                self.block = Some(Block {
                    comments,
                    tokens,
                    open: suffix,
                    ..Block::default()
                });
            }
            [_, .., "(", ")"] => {
                tokens.truncate(tokens.len() - 2);
                let comments = Comments { suffix, ..comments };
                self.statements.push(Statement::Block(Block {
                    comments,
                    tokens,
                    ..Block::default()
                }));
            }
            _ => {
                let comments = Comments { suffix, ..comments };
                self.statements
                    .push(Statement::Line(Line { comments, tokens }));
            }
        }
    }

    fn line_in_block(&mut self, mut block: Block, split: Split) -> Result<(), ParseError> {
        let Split { tokens, comment } = split;
        match tokens.first() {
            None => {
                match comment {
                    Some(comment) => self.pending.push(comment),
                    None => self.blank_line(&block),
                }
                self.block = Some(block);
            }
            Some(close) if close.text == ")" => {
                if let Some(extra) = tokens.get(1) {
                    let message =
                        format!("expected the line to end after `)`, found `{}`", extra.text);
                    return Err(ParseError::new(extra.span, message));
                }
                // A single blank line in front of `)` is not kept.
                if self.pending == [""] {
                    self.pending.clear();
                }
                block.close = Comments {
                    before: std::mem::take(&mut self.pending),
                    suffix: comment.into_iter().collect(),
                };
                self.statements.push(Statement::Block(block));
            }
            Some(_) => {
                let comments = Comments {
                    before: std::mem::take(&mut self.pending),
                    suffix: comment.into_iter().collect(),
                };
                block.lines.push(Line { comments, tokens });
                self.block = Some(block);
            }
        }
        Ok(())
    }

    /// Keeps one of several blank lines, and none at the beginning of a block.
    fn blank_line(&mut self, block: &Block) {
        let keep = match self.pending.last() {
            None => !block.lines.is_empty(),
            Some(last) => !last.is_empty(),
        };
        if keep {
            self.pending.push(String::new());
        }
    }

    fn flush_pending(&mut self) {
        if !self.pending.is_empty() {
            let comments = std::mem::take(&mut self.pending);
            self.statements.push(Statement::Comments(comments));
        }
    }

    fn end(mut self) -> Result<Syntax, ParseError> {
        if let Some(block) = self.block {
            let span = block.tokens.first().map_or(Span::default(), |t| t.span);
            let name: Vec<&str> = block
                .tokens
                .iter()
                .map(|t: &Token| t.text.as_str())
                .collect();
            let message = format!(
                "the block `{} (` is not closed, expected `)`",
                name.join(" ")
            );
            return Err(ParseError::new(span, message));
        }
        self.flush_pending();
        Ok(Syntax {
            statements: self.statements,
        })
    }
}
