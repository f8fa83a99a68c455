//! The operations of Go's scheme: those of `golang.org/x/mod/semver` and `golang.org/x/mod/module`,
//! with the empty text where those give it, and those of Go's own versions.

use super::{arguments::Arguments, evaluate::Operation};
use crate::go::{GoVersion, Pseudo, Timestamp, Version, compare, path, pseudo_version};
use crate::{Error, Scheme};
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[Operation] = &[
    ("compare", |_, a| {
        Ok(json!(compare(a.text(0)?, a.text(1)?) as i8))
    }),
    ("canonical", |_, a| or_empty(a, Version::without_build)),
    ("build", |_, a| {
        or_empty(a, |version| version.build().to_owned())
    }),
    ("major", |_, a| {
        or_empty(a, |version| version.major().to_owned())
    }),
    ("major_minor", |_, a| or_empty(a, Version::major_minor)),
    ("prerelease", |_, a| {
        or_empty(a, |version| version.prerelease().to_owned())
    }),
    ("canonical_version", |_, a| {
        or_empty(a, |version| version.canonical().to_string())
    }),
    ("pseudo_version", pseudo),
    ("is_pseudo", |_, a| {
        Ok(json!(
            Version::parse(a.text(0)?).is_ok_and(|v| v.is_pseudo())
        ))
    }),
    ("pseudo_base", pseudo_base),
    ("module_check", module_check),
    ("path_check", |_, a| {
        Ok(json!(path::check_path(a.text(0)?).is_ok()))
    }),
    ("import_path_check", |_, a| {
        Ok(json!(path::check_import_path(a.text(0)?).is_ok()))
    }),
    ("file_path_check", |_, a| {
        Ok(json!(path::check_file_path(a.text(0)?).is_ok()))
    }),
    ("path_major_match", path_major_match),
    ("path_split", |_, a| {
        Ok(json!(path::split_path_version(a.text(0)?)?))
    }),
    ("path_escape", |_, a| {
        Ok(json!(path::escape_path(a.text(0)?)?))
    }),
    ("path_unescape", |_, a| {
        Ok(json!(path::unescape_path(a.text(0)?)?))
    }),
    ("gover_valid", |_, a| {
        Ok(json!(GoVersion::parse(a.text(0)?).is_ok()))
    }),
    ("gover_compare", gover_compare),
    ("gover_language", |_, a| {
        Ok(json!(GoVersion::parse(a.text(0)?)?.language().as_str()))
    }),
    ("gover_is_language", |_, a| {
        Ok(json!(GoVersion::parse(a.text(0)?)?.is_language()))
    }),
];

fn or_empty(arguments: &Arguments<'_>, part: fn(&Version) -> String) -> Result<Value, Error> {
    Ok(json!(
        Version::parse(arguments.text(0)?).map_or_else(|_| String::new(), |v| part(&v))
    ))
}

fn pseudo(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let (major, older) = (arguments.text(0)?, arguments.text(1)?);
    let time = Timestamp::from_rfc3339(arguments.option_text("time")?)?;
    let older = Version::parse(older).ok();
    let major = if major.is_empty() { "v0" } else { major };
    let version = pseudo_version(major, older.as_ref(), time, arguments.option_text("rev")?)?;
    Ok(json!(version.as_str()))
}

fn pseudo_base(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let text = arguments.text(0)?;
    let version = Version::parse(text)?;
    let Some(pseudo) = Pseudo::of(&version) else {
        return Err(Error::refused(
            text,
            0..text.len(),
            "version",
            "a pseudo-version",
        ));
    };
    Ok(json!(
        pseudo
            .base()?
            .map_or_else(String::new, |base| base.to_string())
    ))
}

fn module_check(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let (path, version) = (arguments.text(0)?, Version::parse(arguments.text(1)?));
    Ok(json!(version.is_ok_and(|version| {
        path::check_module(path, &version).is_ok()
    })))
}

fn path_major_match(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let version = Version::parse(arguments.text(0)?)?;
    Ok(json!(path::matches_path_major(
        &version,
        arguments.text(1)?
    )))
}

fn gover_compare(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let parse = |n| Ok::<_, Error>(GoVersion::parse(arguments.text(n)?).ok());
    // What is no version stands below every version.
    Ok(json!(parse(0)?.cmp(&parse(1)?) as i8))
}
