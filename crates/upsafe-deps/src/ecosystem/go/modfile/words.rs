//! Reads the words of one line; notes the first thing that is wrong with it.

use upsafe_version::go::Version;
use upsafe_version::go::path::{check_path_major, split_path_version};

use super::error::ParseError;
use super::quote::{quoted, value};
use super::syntax::{Block, Comments, Line, Span, Token, comment_text};
use super::{Replace, Replacement};
use crate::ecosystem::go::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// A version or path with its place.
pub(crate) type Found<T> = Result<(T, Span), ParseError>;

/// The string that a word stands for; the word itself is brought into the standard form.
pub(crate) fn string(word: &mut Token) -> Found<String> {
    let text = value(&word.text).map_err(|message| ParseError::new(word.span, message))?;
    word.text = quoted(&text);
    Ok((text, word.span))
}

/// A canonical module version; short forms are filled up.
pub(crate) fn version(word: &mut Token) -> Found<Version> {
    let (text, span) = string(word)?;
    let version = Version::parse(&text).map_err(|error| {
        let message = format!("`{text}` is not a version of the form v1.2.3: {error}");
        ParseError::new(span, message)
    })?;
    let version = version.canonical();
    version.as_str().clone_into(&mut word.text);
    Ok((version, span))
}

/// A module path and the part of it that is the major version.
pub(crate) fn module_path(word: &mut Token) -> Found<(ModulePath, String)> {
    let (text, span) = string(word)?;
    let (_, major) = split_path_version(&text).map_err(|error| {
        ParseError::new(span, format!("`{text}` is not a module path: {error}"))
    })?;
    Ok(((ModulePath::new(&text), major.to_owned()), span))
}

/// `module/path v1.2.3`, as after `require` and `exclude`.
pub(crate) fn module_at_version(
    verb: &str,
    words: &mut [Token],
    line: Span,
) -> Result<(GoModule, Span, Span), ParseError> {
    let [path, word] = words else {
        let message = format!("expected `{verb} module/path v1.2.3`");
        return Err(ParseError::new(line, message));
    };
    let ((path, major), span) = module_path(path)?;
    let (version, version_span) = version(word)?;
    belongs(&version, &path, &major, version_span)?;
    let module = Module::new(path, NodeVersion::new(version.as_str()));
    Ok((module, span, version_span))
}

fn belongs(
    version: &Version,
    path: &ModulePath,
    major: &str,
    span: Span,
) -> Result<(), ParseError> {
    check_path_major(version, major).map_err(|error| {
        let message = format!("`{version}` cannot be a version of `{path}`: {error}");
        ParseError::new(span, message)
    })
}

/// `module/path [v1.2.3] => other/module v1.4.0` or `=> ./dir`.
pub(crate) fn replace(words: &mut [Token], line: Span) -> Result<Replace, ParseError> {
    let usage = || {
        let message =
            "expected `replace module/path [v1.2.3] => other/module v1.4.0` or `=> ./dir`";
        ParseError::new(line, message)
    };
    let arrow = words.iter().position(|word| word.text == "=>");
    let Some((old, new)) = arrow.and_then(|at| words.split_at_mut_checked(at)) else {
        return Err(usage());
    };
    let (old_path, old_version) = match old {
        [path] => (path, None),
        [path, version] => (path, Some(version)),
        _ => return Err(usage()),
    };
    let ((path, major), span) = module_path(old_path)?;
    let old_version = match old_version {
        None => None,
        Some(word) => {
            let (found, version_span) = version(word)?;
            belongs(&found, &path, &major, version_span)?;
            Some(NodeVersion::new(found.as_str()))
        }
    };
    let (with, with_span) = match new {
        [_, directory] => replacement_directory(directory)?,
        [_, path, word] => {
            let (text, path_span) = string(path)?;
            let (found, version_span) = version(word)?;
            if is_directory(&text) {
                let message = format!("the directory `{text}` cannot have a version");
                return Err(ParseError::new(version_span, message));
            }
            let found = NodeVersion::new(found.as_str());
            let module = Module::new(ModulePath::new(&text), found);
            (Replacement::Module(module), path_span.to(version_span))
        }
        _ => return Err(usage()),
    };
    Ok(Replace {
        path,
        version: old_version,
        with,
        span,
        with_span,
    })
}

fn replacement_directory(word: &mut Token) -> Found<Replacement> {
    let (text, span) = string(word)?;
    let message = if !is_directory(&text) {
        if text.contains('@') {
            format!("expected `path version`, found `{text}`")
        } else {
            format!(
                "expected a version after `{text}`, or a directory that begins with `./` or `/`"
            )
        }
    } else if text.contains('\\') {
        format!("expected `/` between the parts of a directory, found `{text}`")
    } else {
        return Ok((Replacement::Directory(text), span));
    };
    Err(ParseError::new(span, message))
}

/// `v1.0.0` or `[v1.0.0, v1.1.0]`: the lowest version, the highest, their place, and how many words
/// they take.
pub(crate) fn interval(
    words: &mut [Token],
    line: Span,
) -> Result<(Version, Version, Span, usize), ParseError> {
    match words.first_mut() {
        Some(first) if first.text == "[" => {}
        Some(first) if first.text != "(" => {
            let (found, span) = version(first)?;
            return Ok((found.clone(), found, span, 1));
        }
        first => return Err(expected(first.as_deref(), "a version or `[`", line)),
    }
    let low = bound(words, 1, line)?;
    mark(words, 2, ",", line)?;
    let high = bound(words, 3, line)?;
    let end = mark(words, 4, "]", line)?;
    Ok((low, high, words[0].span.to(end), 5))
}

fn bound(words: &mut [Token], at: usize, line: Span) -> Result<Version, ParseError> {
    match words.get_mut(at) {
        Some(word) => Ok(version(word)?.0),
        None => Err(expected(None, "a version", line)),
    }
}

fn mark(words: &[Token], at: usize, text: &str, line: Span) -> Result<Span, ParseError> {
    match words.get(at) {
        Some(word) if word.text == text => Ok(word.span),
        word => Err(expected(word, &format!("`{text}`"), line)),
    }
}

fn expected(word: Option<&Token>, what: &str, line: Span) -> ParseError {
    match word {
        Some(word) => {
            let message = format!("expected {what}, found `{}`", word.text);
            ParseError::new(word.span, message)
        }
        None => ParseError::new(line, format!("expected {what}, found the end of the line")),
    }
}

/// The comments of a line, or of its block if it has none itself.
pub(crate) fn rationale(block: Option<&Comments>, line: &Line) -> String {
    let mut comments = &line.comments;
    if let Some(block) = block
        && comments.before.is_empty()
        && comments.suffix.is_empty()
    {
        comments = block;
    }
    let lines: Vec<&str> = comments
        .before
        .iter()
        .chain(&comments.suffix)
        .filter(|comment| comment.starts_with("//"))
        .map(|comment| comment_text(comment).trim())
        .collect();
    lines.join("\n")
}

/// The first paragraph of a comment that begins with `Deprecated:`, without that word.
pub(crate) fn deprecation(comment: &str) -> Option<String> {
    let mut rest = comment;
    loop {
        if let Some(text) = rest.strip_prefix("Deprecated:") {
            let paragraph = text.split("\n\n").next().unwrap_or_default();
            return Some(paragraph.trim_start_matches(' ').to_owned());
        }
        rest = rest.split_once("\n\n")?.1;
    }
}

/// The name of a block, where it is one word.
pub(crate) fn block_verb(block: &Block) -> Option<&str> {
    match &block.tokens[..] {
        [verb] => Some(&verb.text),
        _ => None,
    }
}

/// Whether `text` names a directory and not a module: it is rooted, or begins with `.` or `..`.
fn is_directory(text: &str) -> bool {
    let is_drive = matches!(text.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    let starts = ["./", ".\\", "../", "..\\", "/", "\\"];
    is_drive || matches!(text, "." | "..") || starts.iter().any(|start| text.starts_with(start))
}
