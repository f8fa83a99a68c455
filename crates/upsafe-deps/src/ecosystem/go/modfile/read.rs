//! Reads go.mod (strictly for a main module, laxly for a dependency) and go.work.

use super::error::{ParseError, ParseErrors};
use super::file::{
    Exclude, GoMod, GoWork, Godebug, ModuleLine, PathLine, Require, Retract, VersionLine,
};
use super::parser;
use super::syntax::{Comments, Line, Span, Statement, Syntax, Token};
use super::words;
use crate::ecosystem::go::{ModulePath, NodeVersion};

/// How much of a go.mod counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// A main module: every line must be understood.
    Strict,
    /// A dependency: what only concerns a main module, and what is unknown, is skipped.
    Lax,
}

impl GoMod {
    /// Reads the go.mod of a main module.
    ///
    /// # Errors
    /// With every line that is not understood. A text that is not UTF-8 is one of them.
    pub fn parse(text: &[u8]) -> Result<Self, ParseErrors> {
        Self::read(parser::parse(utf8(text)?)?, Mode::Strict)
    }

    /// Reads the go.mod of a dependency: only `module`, `go`, `require`, `retract` and `ignore`
    /// count, a `go` line such as `1.21beta` is cut to `1.21`, and a retraction that is not
    /// understood is skipped.
    ///
    /// # Errors
    /// With every line that counts and is not understood.
    pub fn parse_lax(text: &[u8]) -> Result<Self, ParseErrors> {
        Self::read(parser::parse(&String::from_utf8_lossy(text))?, Mode::Lax)
    }

    fn read(mut syntax: Syntax, mode: Mode) -> Result<Self, ParseErrors> {
        let mut file = Self::default();
        let blocks = [
            "module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore",
        ];
        let errors = each_line(&mut syntax, &blocks, |verb, block, line| {
            file.directive(verb, block, line, mode)
        });
        let errors = match mode {
            Mode::Strict => errors,
            Mode::Lax => errors.into_iter().filter(|e| !e.is_unknown).collect(),
        };
        finish(errors)?;
        file.syntax = syntax;
        Ok(file)
    }

    fn directive(
        &mut self,
        verb: &str,
        block: Option<&Comments>,
        line: &mut Line,
        mode: Mode,
    ) -> Result<(), Wrong> {
        let counts = matches!(verb, "go" | "module" | "retract" | "require" | "ignore");
        if mode == Mode::Lax && !counts {
            return Ok(());
        }
        let span = line.span();
        let is_indirect = line.is_indirect();
        let comment = words::rationale(block, line);
        let skip = usize::from(block.is_none());
        let words = line.tokens.get_mut(skip..).unwrap_or_default();
        match verb {
            "module" => {
                once(verb, self.module.is_some(), span)?;
                let (path, span) = words::string(single(verb, "module/path", words, span)?)?;
                self.module = Some(ModuleLine {
                    path: ModulePath::new(&path),
                    deprecated: words::deprecation(&comment),
                    span,
                });
            }
            "go" => {
                once(verb, self.go.is_some(), span)?;
                self.go = Some(go_line(words, span, mode)?);
            }
            "toolchain" => {
                once(verb, self.toolchain.is_some(), span)?;
                self.toolchain = Some(toolchain_line(words, span)?);
            }
            "godebug" => self.godebug.push(godebug(words, span)?),
            "require" => {
                let (module, span, version_span) = words::module_at_version(verb, words, span)?;
                self.require.push(Require {
                    module,
                    indirect: is_indirect,
                    span,
                    version_span,
                });
            }
            "exclude" => {
                let (module, span, version_span) = words::module_at_version(verb, words, span)?;
                self.exclude.push(Exclude {
                    module,
                    span,
                    version_span,
                });
            }
            "replace" => self.replace.push(words::replace(words, span)?),
            "retract" => match retract(words, comment, span, mode) {
                Ok(retract) => self.retract.push(retract),
                // More syntax may come; an old reader of a dependency must not stop at it.
                Err(_) if mode == Mode::Lax => {}
                Err(error) => return Err(error.into()),
            },
            "tool" => self
                .tool
                .push(path_line(verb, "package/path", words, span)?),
            "ignore" => self.ignore.push(path_line(verb, "./dir", words, span)?),
            _ => return Err(Wrong::unknown(verb, span)),
        }
        Ok(())
    }
}

impl GoWork {
    /// Reads a go.work.
    ///
    /// # Errors
    /// With every line that is not understood. A text that is not UTF-8 is one of them.
    pub fn parse(text: &[u8]) -> Result<Self, ParseErrors> {
        let mut syntax = parser::parse(utf8(text)?)?;
        let mut file = Self::default();
        let blocks = ["godebug", "use", "replace"];
        let errors = each_line(&mut syntax, &blocks, |verb, block, line| {
            file.directive(verb, block, line)
        });
        finish(errors)?;
        file.syntax = syntax;
        Ok(file)
    }

    fn directive(
        &mut self,
        verb: &str,
        block: Option<&Comments>,
        line: &mut Line,
    ) -> Result<(), Wrong> {
        let span = line.span();
        let skip = usize::from(block.is_none());
        let words = line.tokens.get_mut(skip..).unwrap_or_default();
        match verb {
            "go" => {
                once(verb, self.go.is_some(), span)?;
                self.go = Some(go_line(words, span, Mode::Strict)?);
            }
            "toolchain" => {
                once(verb, self.toolchain.is_some(), span)?;
                self.toolchain = Some(toolchain_line(words, span)?);
            }
            "godebug" => self.godebug.push(godebug(words, span)?),
            "use" => self.uses.push(path_line(verb, "./dir", words, span)?),
            "replace" => self.replace.push(words::replace(words, span)?),
            _ => return Err(Wrong::unknown(verb, span)),
        }
        Ok(())
    }
}

/// Something that is wrong; what is merely unknown is no error in a dependency.
struct Wrong {
    error: ParseError,
    is_unknown: bool,
}

impl Wrong {
    fn unknown(verb: &str, span: Span) -> Self {
        Self {
            error: ParseError::new(span, format!("`{verb}` is not a directive")),
            is_unknown: true,
        }
    }
}

impl From<ParseError> for Wrong {
    fn from(error: ParseError) -> Self {
        Self {
            error,
            is_unknown: false,
        }
    }
}

/// Calls `directive` with every line and its verb, and in a block with the comments of the block.
fn each_line(
    syntax: &mut Syntax,
    blocks: &[&str],
    mut directive: impl FnMut(&str, Option<&Comments>, &mut Line) -> Result<(), Wrong>,
) -> Vec<Wrong> {
    let mut errors = Vec::new();
    for statement in &mut syntax.statements {
        match statement {
            Statement::Comments(_) => {}
            Statement::Line(line) => {
                let verb = line.tokens.first().map(|t| t.text.clone());
                let verb = verb.unwrap_or_default();
                errors.extend(directive(&verb, None, line).err());
            }
            Statement::Block(block) => match words::block_verb(block) {
                Some(verb) if blocks.contains(&verb) => {
                    let verb = verb.to_owned();
                    for line in &mut block.lines {
                        errors.extend(directive(&verb, Some(&block.comments), line).err());
                    }
                }
                _ => errors.push(unknown_block(&block.tokens)),
            },
        }
    }
    errors
}

fn unknown_block(tokens: &[Token]) -> Wrong {
    let words: Vec<&str> = tokens.iter().map(|t| t.text.as_str()).collect();
    let span = match tokens {
        [first, .., last] => first.span.to(last.span),
        [first] => first.span,
        [] => Span::default(),
    };
    let message = format!("`{} (` is not a block", words.join(" "));
    Wrong {
        error: ParseError::new(span, message),
        is_unknown: true,
    }
}

fn finish(errors: Vec<Wrong>) -> Result<(), ParseErrors> {
    if errors.is_empty() {
        return Ok(());
    }
    Err(ParseErrors(errors.into_iter().map(|e| e.error).collect()))
}

fn once(verb: &str, is_there: bool, span: Span) -> Result<(), ParseError> {
    match is_there {
        true => Err(ParseError::new(
            span,
            format!("`{verb}` is there a second time"),
        )),
        false => Ok(()),
    }
}

fn single<'w>(
    verb: &str,
    usage: &str,
    words: &'w mut [Token],
    line: Span,
) -> Result<&'w mut Token, ParseError> {
    match words {
        [word] => Ok(word),
        _ => Err(ParseError::new(line, format!("expected `{verb} {usage}`"))),
    }
}

fn path_line(
    verb: &str,
    usage: &str,
    words: &mut [Token],
    line: Span,
) -> Result<PathLine, ParseError> {
    let (path, span) = words::string(single(verb, usage, words, line)?)?;
    Ok(PathLine { path, span })
}

fn go_line(words: &mut [Token], line: Span, mode: Mode) -> Result<VersionLine, ParseError> {
    let word = single("go", "1.23.0", words, line)?;
    if !is_go_version(&word.text) {
        match lax_go_version(&word.text) {
            Some(version) if mode == Mode::Lax => word.text = version,
            _ => {
                let message = format!("`{}` is not a Go version of the form 1.23.0", word.text);
                return Err(ParseError::new(word.span, message));
            }
        }
    }
    Ok(VersionLine {
        version: word.text.clone(),
        span: word.span,
    })
}

fn toolchain_line(words: &mut [Token], line: Span) -> Result<VersionLine, ParseError> {
    let word = single("toolchain", "go1.23.0", words, line)?;
    let name = word.text.as_str();
    if !(matches!(name, "default" | "go1") || name.starts_with("go1.")) {
        let message =
            format!("`{name}` is not a toolchain of the form go1.23.0, and not `default`");
        return Err(ParseError::new(word.span, message));
    }
    Ok(VersionLine {
        version: name.to_owned(),
        span: word.span,
    })
}

fn godebug(words: &mut [Token], line: Span) -> Result<Godebug, ParseError> {
    let word = single("godebug", "key=value", words, line)?;
    let pair = word.text.split_once('=');
    match pair.filter(|_| !word.text.contains(['"', '`', '\'', ','])) {
        Some((key, value)) => Ok(Godebug {
            key: key.to_owned(),
            value: value.to_owned(),
            span: word.span,
        }),
        None => {
            let message = format!("expected `godebug key=value`, found `{}`", word.text);
            Err(ParseError::new(word.span, message))
        }
    }
}

fn retract(
    words: &mut [Token],
    rationale: String,
    line: Span,
    mode: Mode,
) -> Result<Retract, ParseError> {
    let (low, high, span, n_words) = words::interval(words, line)?;
    if let Some(word) = words.get(n_words)
        && mode == Mode::Strict
    {
        let message = format!("expected the end of the line, found `{}`", word.text);
        return Err(ParseError::new(word.span, message));
    }
    Ok(Retract {
        low: NodeVersion::new(low.as_str()),
        high: NodeVersion::new(high.as_str()),
        rationale,
        span,
    })
}

/// `1.21`, `1.21.0`, `1.21rc1`: numbers without leading zeros, then perhaps a word with a number.
fn is_go_version(text: &str) -> bool {
    let number = |text: &str| {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_plain = digits == 1 || (digits > 1 && !text.starts_with('0'));
        is_plain.then_some(digits)
    };
    let Some(major) = number(text).filter(|_| !text.starts_with('0')) else {
        return false;
    };
    let Some(rest) = text[major..].strip_prefix('.') else {
        return false;
    };
    let Some(minor) = number(rest) else {
        return false;
    };
    let mut rest = &rest[minor..];
    if let Some(patch) = rest.strip_prefix('.') {
        match number(patch) {
            Some(length) => rest = &patch[length..],
            None => return false,
        }
    }
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let is_word = tail.len() < rest.len();
    let digits = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.is_empty() || (is_word && !tail.is_empty() && digits.is_empty())
}

/// `1.21` of `v1.21-custom`, for the go.mod of a dependency that a newer tool wrote.
fn lax_go_version(text: &str) -> Option<String> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (major, rest) = text.split_once('.')?;
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    // Something that is no digit must follow, else the version itself is wrong.
    if digits.is_empty() {
        return None;
    }
    let minor = &rest[..rest.len() - digits.len()];
    let version = format!("{major}.{minor}");
    is_go_version(&version).then_some(version)
}

fn utf8(text: &[u8]) -> Result<&str, ParseErrors> {
    std::str::from_utf8(text).map_err(|error| {
        let good = text.get(..error.valid_up_to()).unwrap_or_default();
        let good = String::from_utf8_lossy(good);
        let line = good.matches('\n').count() + 1;
        let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let span = Span {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            end_column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        };
        ParseError::new(span, "expected UTF-8, found another byte").into()
    })
}
