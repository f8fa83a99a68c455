//! Who an etcd is asked as: certificates, a user, a password. Secrets never reach a message.

use std::{fmt, path::PathBuf};

/// The members of a cluster that are asked, and whether behind TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Servers {
    /// Host and port of each; where one does not answer, the next one is asked.
    pub hosts: Vec<String>,
    /// Whether TLS is spoken.
    pub tls: bool,
}

impl From<&str> for Servers {
    /// `HOST:PORT`, several with commas between them; `https://` in front of them for TLS.
    fn from(text: &str) -> Self {
        let (tls, rest) = match text.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("http://").unwrap_or(text)),
        };
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let hosts = rest.split(',').filter(|host| !host.is_empty());
        Self {
            hosts: hosts.map(str::to_owned).collect(),
            tls,
        }
    }
}

impl From<&String> for Servers {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for Servers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "https://" } else { "" };
        write!(f, "{scheme}{}", self.hosts.join(","))
    }
}

/// A text that is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who must send it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Who an etcd is asked as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EtcdAccess {
    /// Certificates of those who may have signed the server's, in PEM. TLS needs one.
    pub ca: Option<PathBuf>,
    /// The own certificate, in PEM, where the server wants one.
    pub cert: Option<PathBuf>,
    /// Its private key, in PEM.
    pub key: Option<PathBuf>,
    /// The user, where the server asks for one.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<Secret>,
    /// A file with the password on its first line; `password` comes first.
    pub password_file: Option<PathBuf>,
}

impl EtcdAccess {
    /// What is said here, and from `other` what is not. A certificate and its key stay together, and
    /// so do a user and the password.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let (cert, key) = match (self.cert, self.key) {
            (None, None) => (other.cert, other.key),
            pair => pair,
        };
        let known = self.password.is_some() || self.password_file.is_some();
        let (password, password_file) = match known {
            true => (self.password, self.password_file),
            false => (other.password, other.password_file),
        };
        Self {
            ca: self.ca.or(other.ca),
            cert,
            key,
            user: self.user.or(other.user),
            password,
            password_file,
        }
    }

    /// The same with relative paths below a folder.
    #[must_use]
    pub fn below(self, root: &std::path::Path) -> Self {
        let join = |path: Option<PathBuf>| path.map(|path| root.join(path));
        Self {
            ca: join(self.ca),
            cert: join(self.cert),
            key: join(self.key),
            password_file: join(self.password_file),
            ..self
        }
    }

    /// The user and the password, where there is a user.
    pub(super) fn login(&self) -> Result<Option<(String, Secret)>, String> {
        let Some(user) = &self.user else {
            return Ok(None);
        };
        let password = match (&self.password, &self.password_file) {
            (Some(password), _) => password.clone(),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                Secret::new(text.lines().next().unwrap_or_default())
            }
            (None, None) => {
                return Err(format!(
                    "found no password of the user `{user}`, expected a file with it, or `ETCDCTL_PASSWORD`"
                ));
            }
        };
        Ok(Some((user.clone(), password)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_first_counts_and_pairs_stay_together() {
        let said = |cert: Option<&str>, key: Option<&str>, user: Option<&str>| EtcdAccess {
            cert: cert.map(PathBuf::from),
            key: key.map(PathBuf::from),
            user: user.map(str::to_owned),
            ..EtcdAccess::default()
        };
        let both = said(Some("a"), None, None).or(said(Some("b"), Some("b.key"), Some("u")));
        assert_eq!(both, said(Some("a"), None, Some("u")));
    }

    #[test]
    fn a_secret_is_not_shown() {
        let access = EtcdAccess {
            password: Some(Secret::new("hunter2")),
            ..EtcdAccess::default()
        };
        assert!(!format!("{access:?}").contains("hunter2"));
    }
}
