//! go.mod and go.work: the full grammar, every place kept, and the standard format back.
//!
//! The grammar is that of <https://go.dev/ref/mod#go-mod-file-lexical> and
//! <https://go.dev/ref/mod#workspaces>; where the page is silent, `golang.org/x/mod/modfile`.

mod error;
mod file;
mod lexer;
mod parser;
mod print;
mod quote;
mod read;
mod syntax;
mod words;

pub use error::{ParseError, ParseErrors};
pub use file::{
    Exclude, GoMod, GoWork, Godebug, ModuleLine, PathLine, Replace, Replacement, Require, Retract,
    VersionLine,
};
pub use print::print;
pub use syntax::{Block, Comments, Line, Span, Statement, Syntax, Token};
