//! How much a finding weighs. Levels live outside rules: a rule only has a default.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How much a finding weighs. Only [`Level::Error`] makes a report unsafe.
///
/// The enum is complete: exit codes and SARIF levels are defined over exactly these three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// Worth knowing, never a reason to stop.
    Info,
    /// Worth a look before the next upgrade.
    Warning,
    /// Not safe: the gate fails.
    Error,
}

impl Level {
    /// The word that stands in output and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a configuration says of a rule: not to run it, or at which level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// The rule does not run.
    Off,
    /// The rule runs and its findings have this level.
    At(Level),
}

impl Setting {
    /// The words a configuration may use, in order of weight.
    pub const NAMES: [&'static str; 4] = ["off", "info", "warning", "error"];
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.pad("off"),
            Self::At(level) => level.fmt(f),
        }
    }
}

impl FromStr for Setting {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        Ok(match text {
            "off" => Self::Off,
            "info" => Self::At(Level::Info),
            "warning" => Self::At(Level::Warning),
            "error" => Self::At(Level::Error),
            _ => {
                return Err(LevelError {
                    found: text.to_owned(),
                });
            }
        })
    }
}

/// A word that is no level.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `off`, `info`, `warning` or `error`, found `{found}`")]
pub struct LevelError {
    found: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_print_as_they_parse() {
        for name in Setting::NAMES {
            assert_eq!(name.parse::<Setting>().unwrap().to_string(), name);
        }
        assert_eq!(
            "deny".parse::<Setting>().unwrap_err().to_string(),
            "expected `off`, `info`, `warning` or `error`, found `deny`"
        );
    }
}
