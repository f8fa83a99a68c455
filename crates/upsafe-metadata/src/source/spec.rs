//! `dir:PATH` and its like: the text that names a source.

use std::path::{Path, PathBuf};

use super::{Directory, Dump, Etcd, EtcdAccess, FluvioLocal, JsonLines, Servers, Source};

/// The text that names a source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceSpec {
    /// `dir:PATH`: files of YAML and JSON, also below.
    Directory(PathBuf),
    /// `fluvio-local:PATH`: Fluvio's local metadata store.
    FluvioLocal(PathBuf),
    /// `kubectl:FILE`: what `kubectl get -o yaml` or `-o json` printed.
    Kubectl(PathBuf),
    /// `jsonl:FILE`: an object a line.
    JsonLines(PathBuf),
    /// `etcd:HOST:PORT/PREFIX`; several members with commas between them, `https://` before them for TLS.
    Etcd {
        /// The members that are asked.
        servers: Servers,
        /// The prefix of all keys, with its slash.
        prefix: String,
    },
}

/// The text names no source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "found `{found}`, expected `dir:PATH`, `fluvio-local:PATH`, `kubectl:FILE`, `jsonl:FILE` or `etcd:HOST:PORT/PREFIX`"
)]
pub struct SpecError {
    found: String,
}

impl SourceSpec {
    /// Reads the text.
    ///
    /// # Errors
    /// Where it names no source.
    pub fn parse(text: &str) -> Result<Self, SpecError> {
        let wrong = || SpecError {
            found: text.to_owned(),
        };
        let (kind, rest) = text.split_once(':').ok_or_else(wrong)?;
        if rest.is_empty() {
            return Err(wrong());
        }
        Ok(match kind {
            "dir" => Self::Directory(rest.into()),
            "fluvio-local" => Self::FluvioLocal(rest.into()),
            "kubectl" => Self::Kubectl(rest.into()),
            "jsonl" => Self::JsonLines(rest.into()),
            "etcd" => {
                let (scheme, rest) = match rest.split_once("//") {
                    Some((scheme @ ("" | "http:" | "https:"), rest)) => (scheme, rest),
                    _ => ("", rest),
                };
                let (hosts, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                let mut servers = Servers::from(hosts);
                servers.tls = scheme == "https:";
                if servers.hosts.is_empty() {
                    return Err(wrong());
                }
                Self::Etcd {
                    servers,
                    prefix: format!("/{prefix}"),
                }
            }
            _ => return Err(wrong()),
        })
    }

    /// The path, where the source is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Directory(path)
            | Self::FluvioLocal(path)
            | Self::Kubectl(path)
            | Self::JsonLines(path) => Some(path),
            Self::Etcd { .. } => None,
        }
    }

    /// The source; relative paths lie below `root`, and `access` says who an etcd is asked as.
    ///
    /// # Errors
    /// None today: what cannot be read is told by the scan.
    pub fn open(
        &self,
        root: &Path,
        access: &EtcdAccess,
    ) -> Result<Box<dyn Source>, super::SourceError> {
        Ok(match self {
            Self::Directory(path) => Box::new(Directory::new(root.join(path))),
            Self::FluvioLocal(path) => Box::new(FluvioLocal::new(root.join(path))),
            Self::Kubectl(path) => Box::new(Dump::new(root.join(path))),
            Self::JsonLines(path) => Box::new(JsonLines::new(root.join(path))),
            Self::Etcd { servers, prefix } => {
                Box::new(Etcd::new(servers.clone(), prefix).access(access.clone()))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_sources() {
        let check = |text: &str, expected: &str| {
            let told = match SourceSpec::parse(text) {
                Ok(spec) => format!("{spec:?}"),
                Err(error) => error.to_string(),
            };
            assert!(told.starts_with(expected), "{text}: {told}");
        };
        check("dir:a/b", "Directory(\"a/b\")");
        check("fluvio-local:/x", "FluvioLocal(\"/x\")");
        check(
            "etcd:localhost:2379/registry",
            "Etcd { servers: Servers { hosts: [\"localhost:2379\"], tls: false }, prefix: \"/registry\" }",
        );
        check(
            "etcd:https://a:1,b:2/x//y",
            "Etcd { servers: Servers { hosts: [\"a:1\", \"b:2\"], tls: true }, prefix: \"/x//y\" }",
        );
        check("etcd:///x", "found `etcd:///x`, expected");
        check("dir:", "found `dir:`, expected `dir:PATH`");
        check("x", "found `x`, expected");
    }
}
