//! Cargo's messages: which files belong to which package, and the first error.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    package_id: String,
    #[serde(default)]
    filenames: Vec<String>,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
}

/// What cargo told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Messages {
    /// Package and version behind each library file, without its extension.
    pub(super) artifacts: BTreeMap<String, (String, String)>,
    /// The package that failed, and the compiler's first error.
    pub(super) first_error: Option<(String, String)>,
}

/// Reads cargo's JSON lines; lines that are none are left out.
pub(super) fn messages(stdout: &str) -> Messages {
    let mut all = Messages::default();
    for line in stdout.lines().filter(|line| line.starts_with('{')) {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        let package = package(&message.package_id);
        match message.reason.as_str() {
            "compiler-artifact" => {
                for file in &message.filenames {
                    if let Some((stem, "rmeta" | "rlib" | "so" | "dll" | "dylib")) =
                        file.rsplit_once('.')
                    {
                        all.artifacts.insert(stem.to_owned(), package.clone());
                    }
                }
            }
            "compiler-message" => {
                let Some(diagnostic) = message.message else {
                    continue;
                };
                if diagnostic.level.starts_with("error") && all.first_error.is_none() {
                    let place = (diagnostic.spans.iter().find(|span| span.is_primary)).map_or_else(
                        String::new,
                        |span| {
                            let Span {
                                file_name,
                                line_start,
                                column_start,
                                ..
                            } = span;
                            format!("{file_name}:{line_start}:{column_start}: ")
                        },
                    );
                    let text = format!("{place}{}", diagnostic.message.replace('\n', " "));
                    all.first_error = Some((package.0, text));
                }
            }
            _ => {}
        }
    }
    all
}

/// The name and version in a package's id: `registry+url#name@1.0.0`, `path+file:///x/name#1.0.0`.
fn package(id: &str) -> (String, String) {
    let Some((source, rest)) = id.rsplit_once('#') else {
        return (id.to_owned(), String::new());
    };
    match rest.rsplit_once('@') {
        Some((name, version)) => (name.to_owned(), version.to_owned()),
        None => {
            let name = source.rsplit('/').next().unwrap_or_default();
            (name.to_owned(), rest.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_name_and_version() {
        for (id, name, version) in [
            (
                "registry+https://example.org/index#dep@1.2.3",
                "dep",
                "1.2.3",
            ),
            ("path+file:///work/dep#0.1.0", "dep", "0.1.0"),
            ("path+file:///work/other#dep@0.1.0", "dep", "0.1.0"),
            (
                "git+https://example.org/dep?rev=1#0.2.0+meta",
                "dep?rev=1",
                "0.2.0+meta",
            ),
        ] {
            assert_eq!(package(id), (name.to_owned(), version.to_owned()));
        }
    }

    #[test]
    fn the_first_error_has_its_place() {
        let text = concat!(
            r#"{"reason":"compiler-message","package_id":"p#a@1.0.0","message":{"level":"warning","message":"w"}}"#,
            "\n",
            r#"{"reason":"compiler-message","package_id":"p#a@1.0.0","message":{"level":"error","message":"e","spans":[{"file_name":"src/lib.rs","line_start":3,"column_start":5,"is_primary":true}]}}"#,
            "\nnoise\n",
        );
        let expected = ("a".to_owned(), "src/lib.rs:3:5: e".to_owned());
        assert_eq!(messages(text).first_error, Some(expected));
    }
}
