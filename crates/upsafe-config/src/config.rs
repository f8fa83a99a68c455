//! The whole of `upsafe.toml`, and how it is loaded.

use toml::de::{DeTable, DeValue};
use upsafe_core::{RuleMeta, Setting, Span, count};

use crate::{
    ConfigError, Deps, Edition, Levels, Metadata, MigrationFile, Problem, RelativePath, Schema,
    Semver, Spanned, Waiver, contract, metadata,
    read::{Read, Reader, shown},
    table::table,
    waiver,
};

/// Larger files are refused unread.
const LARGEST: usize = 1 << 20;
/// In larger files only the first mistake of syntax is told, for there may be one in every byte.
const RECOVERED: usize = 64 << 10;

table! {
    /// The policy of `upsafe check`.
    pub struct Config {
        /// The edition whose default levels hold; the newest if absent, which a newer upsafe may
        /// change.
        pub edition: Option<Spanned<Edition>> = None,
        /// How the findings of a rule weigh: a rule's id or `gate/*` is set to `off`, `info`,
        /// `warning` or `error`.
        pub levels: Levels = Levels::default(),
        /// Findings that somebody vouches for.
        pub waivers: Vec<Spanned<Waiver>> = Vec::new(),
        /// Findings that were there before the gate was.
        pub baseline: BaselineFile = BaselineFile::default(),
        /// What the gate `deps` looks at and what it demands.
        pub deps: Deps = Deps::default(),
        /// What the gate `schema` looks at.
        pub schema: Schema = Schema::default(),
        /// What the gate `semver` looks at and what it demands; without the table, `upsafe check`
        /// runs it only where it is named.
        pub semver: Option<Semver> = None,
        /// What the gate `metadata` looks at.
        pub metadata: Metadata = Metadata::default(),
    }
}

table! {
    /// Findings that were there before the gate was.
    pub struct BaselineFile {
        /// The file that `upsafe baseline write` writes; it is used if it exists.
        pub file: Spanned<RelativePath> = default_baseline(),
    }
}

fn default_baseline() -> Spanned<RelativePath> {
    let path = RelativePath::new("upsafe.baseline.json");
    Spanned::unplaced(path.expect("the literal above is a relative path"))
}

impl Config {
    /// Loads a file. `rules` are the ids of every rule there is; `path` is what errors call the
    /// file. Linear in the text but for the number of problems, of which 100 are kept.
    ///
    /// ```
    /// use upsafe_config::Config;
    ///
    /// let error = Config::load("edition = \"2026\"\n[level]\n", "upsafe.toml", &[]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "upsafe.toml:2:2: unknown key `level`, \
    ///      expected `edition`, `levels`, `waivers`, `baseline`, `deps`, `schema`, `semver` or `metadata`; \
    ///      did you mean `levels`?",
    /// );
    /// ```
    ///
    /// # Errors
    /// Every problem of the file: text that is no TOML, unknown keys and rules, values of a wrong
    /// type or form, waivers that are there twice.
    pub fn load(text: impl AsRef<[u8]>, path: &str, rules: &[&str]) -> Result<Self, ConfigError> {
        let text = decode(text.as_ref(), path)?;
        let tree = parse(text).map_err(|problems| ConfigError::new(path, text, problems))?;
        let mut reader = Reader {
            rules,
            problems: Vec::new(),
        };
        let span = tree.span();
        let root = toml::Spanned::new(span, DeValue::Table(tree.into_inner()));
        let config = Self::read(&root, &mut reader);
        if let Some(config) = &config {
            waiver::check_duplicates(&config.waivers, &mut reader);
            contract::check_names(&config.schema.contract, &mut reader);
            metadata::check_names(&config.metadata, &mut reader);
        }
        match config {
            Some(config) if reader.problems.is_empty() => Ok(config),
            _ => Err(ConfigError::new(path, text, reader.problems)),
        }
    }

    /// Whether the file or a flag sets this rule or its whole gate.
    pub fn is_set(&self, rule: &RuleMeta) -> bool {
        self.levels.names(rule)
    }

    /// The edition that holds.
    pub fn edition(&self) -> Edition {
        self.edition
            .as_ref()
            .map_or(Edition::LATEST, |edition| **edition)
    }

    /// How a rule is set: by a flag, the file or the edition, in this order.
    pub fn setting(&self, rule: &RuleMeta) -> Setting {
        self.levels.of(rule, self.edition())
    }

    /// What the reader of a report should know of the configuration, a line each.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.edition.is_none() {
            let latest = Edition::LATEST;
            notes.push(format!(
                "no `edition` is set: the newest, `{latest}`, holds"
            ));
        }
        notes
    }
}

impl MigrationFile {
    /// Loads a migration from a file of its own. `path` is what errors call the file.
    ///
    /// # Errors
    /// Every problem of the file, as [`Config::load`] tells them.
    pub fn load(text: impl AsRef<[u8]>, path: &str) -> Result<Self, ConfigError> {
        let text = decode(text.as_ref(), path)?;
        let tree = parse(text).map_err(|problems| ConfigError::new(path, text, problems))?;
        let mut reader = Reader {
            rules: &[],
            problems: Vec::new(),
        };
        let span = tree.span();
        let root = toml::Spanned::new(span, DeValue::Table(tree.into_inner()));
        match Self::read(&root, &mut reader) {
            Some(file) if reader.problems.is_empty() => Ok(file),
            _ => Err(ConfigError::new(path, text, reader.problems)),
        }
    }
}

fn decode<'t>(bytes: &'t [u8], path: &str) -> Result<&'t str, ConfigError> {
    let fail = |span, message: String, expected: &str| {
        let kept = &bytes[..bytes.len().min(LARGEST)];
        let problem = Problem::new(span, message).expected(expected);
        Err(ConfigError::new(
            path,
            String::from_utf8_lossy(kept),
            vec![problem],
        ))
    };
    if bytes.len() > LARGEST {
        let found = format!("found {}", count(bytes.len(), "byte"));
        return fail(0..0, found, &format!("at most {LARGEST} bytes"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            Some(at) => fail(at..at + 1, "found a NUL byte".to_owned(), "a text file"),
            None => Ok(text),
        },
        Err(error) => {
            let at = error.valid_up_to();
            let found = format!("found the byte 0x{:02x}", bytes[at]);
            // In the text that the error keeps, U+FFFD stands in its place.
            let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
            fail(at..end, found, "text in UTF-8")
        }
    }
}

fn parse(text: &str) -> Result<toml::Spanned<DeTable<'_>>, Vec<Problem>> {
    let first = match DeTable::parse(text) {
        Ok(tree) => return Ok(tree),
        Err(error) => error,
    };
    let errors = match text.len() <= RECOVERED {
        true => DeTable::parse_recoverable(text).1,
        false => vec![first],
    };
    // What the parser says of a conflicted file is only noise.
    let markers = merge_markers(text);
    if !markers.is_empty() {
        return Err(markers);
    }
    Err(errors
        .iter()
        .map(|error| syntax_problem(error, text))
        .collect())
}

/// A problem of the TOML parser in our words where its own are of no help.
fn syntax_problem(error: &toml::de::Error, text: &str) -> Problem {
    let Some(span) = error.span() else {
        // The parser's limit for dotted keys has no place of its own.
        return Problem::new(deepest_key(text), "found a key with too many parts")
            .expected("a key with at most 80 parts");
    };
    let found = format!(
        "found {}",
        shown(text.get(span.clone()).unwrap_or_default())
    );
    let message = error.message();
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    match what {
        "invalid boolean" => Problem::new(span, found).expected("a value; text stands in quotes"),
        "invalid unquoted key" => Problem::new(span, format!("{found} in a key"))
            .expected("letters, digits, `-` and `_`, or the key in quotes"),
        "cannot recurse further; max recursion depth met" => {
            Problem::new(span, "nested too deeply").expected("at most 80 levels")
        }
        _ => {
            let empty = span.is_empty();
            let told = match what.strip_prefix("invalid ") {
                Some(what) if empty => format!("unfinished {what}"),
                Some(what) => format!("{found} as {what}"),
                None => lower_first(what),
            };
            let problem = Problem::new(span, told);
            match expected {
                "" | "nothing" => problem,
                expected => problem.expected(expected),
            }
        }
    }
}

fn merge_markers(text: &str) -> Vec<Problem> {
    let markers = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];
    lines(text)
        .filter(|(_, line)| {
            let line = line.trim_end_matches('\r');
            markers.iter().any(|marker| {
                line.starts_with(marker) && (marker.ends_with(' ') || line == *marker)
            })
        })
        .map(|(at, line)| {
            let message = "found a merge conflict marker";
            Problem::new(at..at + line.trim_end().len().min(7), message)
                .expected("a file whose conflicts are resolved")
        })
        .collect()
}

fn deepest_key(text: &str) -> Span {
    let dots = |line: &str| line.bytes().filter(|byte| *byte == b'.').count();
    lines(text)
        .find(|(_, line)| dots(line) >= 80)
        .map_or(0..0, |(at, line)| at..at + line.len())
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    })
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
