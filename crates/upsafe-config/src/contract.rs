//! `[schema]`: which contracts the gate `schema` looks at, and against what.

use std::num::NonZeroU32;

use crate::{
    Name, RelativePath, Spanned,
    table::{record, table, text, words},
};

words! {
    /// A language of schemas.
    pub enum ContractFormat, expected "`json-schema`, `avro` or `crd`" {
        /// JSON Schema, drafts 4 to 2020-12.
        JsonSchema = "json-schema",
        /// Avro: `.avsc`, `.avpr`, the header of `.avro`.
        Avro = "avro",
        /// CustomResourceDefinitions of Kubernetes, `v1` and `v1beta1`, in YAML or JSON.
        Crd = "crd",
    }
}

words! {
    /// Who must be able to read whom.
    pub enum ContractMode,
    expected "`none`, `backward`, `forward`, `full` or one of the last three with `-transitive`" {
        /// Nobody is asked.
        None = "none",
        /// The new version reads what the last one wrote: readers are upgraded first.
        Backward = "backward",
        /// The new version reads what every version wrote.
        BackwardTransitive = "backward-transitive",
        /// The last version reads what the new one writes: writers are upgraded first.
        Forward = "forward",
        /// Every version reads what the new one writes.
        ForwardTransitive = "forward-transitive",
        /// Both, against the last version.
        Full = "full",
        /// Both, against every version.
        FullTransitive = "full-transitive",
    }
}

words! {
    /// Which documents a writer may produce.
    pub enum ContractWriters, expected "`any` or `declared`" {
        /// Everything its schema allows.
        Any = "any",
        /// Objects hold declared properties only, although the schema is open.
        Declared = "declared",
    }
}

words! {
    /// Whether a reader inserts `default` values before it validates.
    pub enum ContractDefaults, expected "`ignored` or `filled`" {
        /// It does not.
        Ignored = "ignored",
        /// It does.
        Filled = "filled",
    }
}

words! {
    /// Whether `format` makes a string invalid.
    pub enum ContractFormats, expected "`annotate` or `assert`" {
        /// It is an annotation.
        Annotate = "annotate",
        /// It is an assertion.
        Assert = "assert",
    }
}

words! {
    /// A draft of JSON Schema.
    pub enum ContractDialect,
    expected "`draft-04`, `draft-06`, `draft-07`, `2019-09` or `2020-12`" {
        /// Draft 4 (2013).
        Draft4 = "draft-04",
        /// Draft 6 (2017).
        Draft6 = "draft-06",
        /// Draft 7 (2018).
        Draft7 = "draft-07",
        /// Draft 2019-09.
        Draft2019 = "2019-09",
        /// Draft 2020-12.
        Draft2020 = "2020-12",
    }
}

text! {
    /// Where the earlier versions of a contract are: `git:REF`, `git:merge-base(REF)`,
    /// `git:last-tag`, `git:tags`, `git:tags(PATTERN)`, `folder:PATH`, `file:PATH` or `export:PATH`.
    pub struct BaselineSource,
    expected "`git:REF`, `git:merge-base(REF)`, `git:last-tag`, `git:tags`, `git:tags(PATTERN)`, `folder:PATH`, `file:PATH` or `export:PATH`",
    pattern r"^(git:(tags\([^()\s\x00-\x1f\x7f]+\)|merge-base\([^-()\s\x00-\x1f\x7f][^()\s\x00-\x1f\x7f]*\)|[^-:()\s\x00-\x1f\x7f][^:()\s\x00-\x1f\x7f]*)|(folder|file|export):(?!/)(?![A-Za-z]:)(?!(.*/)?\.\.(/|$))(?!(\./*)*$)[^\\\x00-\x1f\x7f]+)$",
    parse |text| Baseline::parse(text).map(|_| text.into())
}

/// Where the earlier versions of a contract are. Complete: a new place is an API decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// The tree of a revision.
    Revision(String),
    /// The tree of the best common ancestor of HEAD and a revision.
    MergeBase(String),
    /// The tree of the newest tag that HEAD contains.
    LastTag,
    /// The trees of all tags that HEAD contains, oldest first; with a pattern, of those that match.
    Tags(Option<String>),
    /// A folder with a file, or a folder with one, for each version.
    Folder(RelativePath),
    /// One file: the only earlier version.
    File(RelativePath),
    /// What a schema registry exports.
    Export(RelativePath),
}

impl Baseline {
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        let path = || RelativePath::new(rest);
        Some(match kind {
            "folder" => Self::Folder(path()?),
            "file" => Self::File(path()?),
            "export" => Self::Export(path()?),
            "git" => Self::git(rest)?,
            _ => return None,
        })
    }

    fn git(text: &str) -> Option<Self> {
        let plain = |text: &str| {
            let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')');
            (!text.is_empty() && !text.contains(strange)).then(|| text.to_owned())
        };
        let revision = |text: &str| plain(text).filter(|text| !text.starts_with('-'));
        let inside = |name: &str| {
            text.strip_prefix(name)?
                .strip_prefix('(')?
                .strip_suffix(')')
        };
        Some(match text {
            "last-tag" => Self::LastTag,
            "tags" => Self::Tags(None),
            _ => match (inside("merge-base"), inside("tags")) {
                (Some(of), _) => Self::MergeBase(revision(of)?),
                (None, Some(pattern)) => Self::Tags(Some(plain(pattern)?)),
                (None, None) => Self::Revision(revision(text).filter(|text| !text.contains(':'))?),
            },
        })
    }
}

impl BaselineSource {
    /// What the text says.
    pub fn parsed(&self) -> Baseline {
        Baseline::parse(self.as_str()).expect("a value of this type was parsed when it was made")
    }
}

table! {
    /// What the gate `schema` looks at.
    pub struct Schema {
        /// The contracts: schemas that others read or write data by.
        pub contract: Vec<Spanned<Contract>> = Vec::new(),
        /// How many steps one comparison may take before the answer is "undecided"; 400000 if
        /// absent.
        pub steps: Option<Spanned<NonZeroU32>> = None,
    }
}

record! {
    /// A schema that others read or write data by, or all schemas that a pattern names.
    pub struct Contract {
        /// What findings and waivers call it.
        pub name: Spanned<Name>,
        /// The language of the schema; told by the file's name or its content if absent.
        pub format: Option<Spanned<ContractFormat>>,
        /// The file, or with `*` (any characters, also `/`) the files; each is a contract of its
        /// own then.
        pub path: Spanned<RelativePath>,
        /// Who must be able to read whom; `backward` if absent.
        pub mode: Option<Spanned<ContractMode>>,
        /// Where the earlier versions are: `git:REF`, `git:merge-base(REF)`, `git:last-tag`,
        /// `git:tags`, `git:tags(PATTERN)`, `folder:PATH`, `file:PATH` or `export:PATH`.
        pub baseline: Spanned<BaselineSource>,
        /// The subject of a registry's export; the contract's name if absent.
        pub subject: Option<Spanned<Name>>,
        /// The property of a registry's metadata that tells versions apart, or `PROPERTY=VALUE`:
        /// only versions with that value, or with that of the newest version, are compared.
        pub group: Option<Spanned<Name>>,
        /// Files that the schema uses: with definitions for Avro, in the order in which they need
        /// each other; for JSON Schema what its `$ref`s name by the path from its folder.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub references: Vec<Spanned<RelativePath>>,
        /// How a JSON Schema without `$schema` is read; `2020-12` if absent.
        pub dialect: Option<Spanned<ContractDialect>>,
        /// Which documents writers may produce; `any` if absent.
        pub writers: Option<Spanned<ContractWriters>>,
        /// Whether readers fill in `default`; `ignored` if absent.
        pub defaults: Option<Spanned<ContractDefaults>>,
        /// Whether `format` makes a string invalid; `annotate` if absent.
        pub formats: Option<Spanned<ContractFormats>>,
        /// The tool whose answer is given instead of a proof, such as `confluent`.
        pub profile: Option<Spanned<Name>>,
    }
}

/// Notes contracts that have the name of an earlier one.
pub(crate) fn check_names(contracts: &[Spanned<Contract>], reader: &mut crate::read::Reader<'_>) {
    let mut seen = std::collections::BTreeMap::new();
    for contract in contracts {
        let name = contract.name.as_str();
        if let Some(first) = seen.get(name) {
            let problem =
                crate::Problem::new(contract.name.span(), format!("a second contract `{name}`"))
                    .expected("one contract for each name")
                    .related(Clone::clone(first), "the first one is");
            reader.problems.push(problem);
        } else {
            seen.insert(name, contract.name.span());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, BaselineSource};

    #[test]
    fn baselines_say_where_versions_are() {
        let check = |text: &str, expected: &str| {
            let parsed = BaselineSource::new(text).map(|source| source.parsed());
            let shown = parsed.map_or("none".to_owned(), |baseline| match baseline {
                Baseline::Folder(path) => format!("folder {path}"),
                Baseline::File(path) => format!("file {path}"),
                Baseline::Export(path) => format!("export {path}"),
                other => format!("{other:?}"),
            });
            assert_eq!(shown, expected, "{text}");
        };
        check("git:main", "Revision(\"main\")");
        check("git:origin/main", "Revision(\"origin/main\")");
        check("git:HEAD~1", "Revision(\"HEAD~1\")");
        check("git:merge-base(main)", "MergeBase(\"main\")");
        check("git:last-tag", "LastTag");
        check("git:tags", "Tags(None)");
        check("git:tags(v*)", "Tags(Some(\"v*\"))");
        check("folder:schemas/./old", "folder schemas/old");
        check("file:old.avsc", "file old.avsc");
        check("export:registry.json", "export registry.json");
        for bad in [
            "main",
            "git:",
            "git:-x",
            "git:a b",
            "git:a:b",
            "git:merge-base()",
            "git:merge-base(-x)",
            "git:tags()",
            "git:x(y)",
            "folder:",
            "folder:../x",
            "file:/x",
            "svn:trunk",
        ] {
            check(bad, "none");
        }
    }
}
