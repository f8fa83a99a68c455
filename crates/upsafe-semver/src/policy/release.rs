//! A version seen as a release: three numbers and maybe a pre-release, in any scheme.

use std::cmp::Ordering;

use upsafe_config::{BumpPart, ZeroPolicy};
use upsafe_version::{Number, Scheme, go, maven, pep440, semver};

/// A version with its numbers and its channel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Release {
    /// How it is written and ordered.
    pub scheme: Scheme,
    /// As it stands.
    pub text: String,
    /// The three numbers; what is not written is 0.
    pub core: [Number; 3],
    /// The pre-release.
    pub channel: Option<Channel>,
    /// The build metadata, or what its scheme calls so.
    pub build: String,
    /// Whether it says more than three numbers and a channel: an epoch, a fourth number, a post release.
    pub is_odd: bool,
}

/// A pre-release: a name and a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Channel {
    /// As it is written.
    pub text: String,
    /// The name in lower case: `alpha` of `alpha.1`, `rc` of `RC1`; empty where there is only a number.
    pub name: String,
    /// The counter.
    pub counter: Option<Number>,
    /// Whether the counter counts: `rc.10` is above `rc.9`, but `rc10` is below `rc9`.
    pub counts: bool,
}

impl Release {
    /// Reads a version; `None` where it is none, or its numbers cannot be told.
    pub fn parse(scheme: Scheme, text: &str) -> Option<Self> {
        let (core, channel, build, is_odd) = match scheme {
            Scheme::Pep440 => pep440(text)?,
            Scheme::Maven => maven_version(text)?,
            Scheme::Go => {
                let version = go::Version::parse(text).ok()?;
                semver_parts(&version.to_semver())
            }
            _ => semver_parts(&semver::Version::parse(text).ok()?),
        };
        Some(Self {
            scheme,
            text: text.to_owned(),
            core,
            channel,
            build,
            is_odd,
        })
    }

    /// The order of the scheme, in which build metadata may not count.
    pub fn compare(&self, other: &Self) -> Ordering {
        let order = self.scheme.compare(&self.text, &other.text);
        order.unwrap_or_else(|_| self.core.cmp(&other.core))
    }

    /// Whether a text is the same version.
    pub fn has_precedence_of(&self, text: &str) -> bool {
        self.scheme.compare(&self.text, text) == Ok(Ordering::Equal)
    }

    /// Whether it is a pre-release.
    pub fn is_prerelease(&self) -> bool {
        self.channel.is_some()
    }

    /// Three numbers as this scheme writes them.
    pub fn written(&self, core: &[Number; 3]) -> String {
        written(self.scheme, core)
    }
}

/// Three numbers as a scheme writes them.
pub(crate) fn written(scheme: Scheme, [a, b, c]: &[Number; 3]) -> String {
    let prefix = if scheme == Scheme::Go { "v" } else { "" };
    format!("{prefix}{a}.{b}.{c}")
}

type Parts = ([Number; 3], Option<Channel>, String, bool);

fn semver_parts(version: &semver::Version) -> Parts {
    let core = [version.major(), version.minor(), version.patch()].map(Clone::clone);
    let prerelease = version.prerelease();
    let channel = (!prerelease.is_empty()).then(|| channel(prerelease));
    (core, channel, version.build().to_owned(), false)
}

/// `alpha.1`, `rc1`, `beta`, `0`.
fn channel(text: &str) -> Channel {
    let mut identifiers = text.split('.');
    let first = identifiers.next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if is_number(first) {
        return Channel {
            text: text.to_owned(),
            name: String::new(),
            counter: Number::from_digits(first),
            counts: true,
        };
    }
    let name = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let glued = &first[name.len()..];
    let dotted = identifiers.find(|part| is_number(part));
    let counter = match (glued.is_empty(), dotted) {
        (false, _) => Number::from_digits(glued.trim_start_matches('0')).or(Some(Number::ZERO)),
        (true, Some(dotted)) => Number::from_digits(dotted),
        (true, None) => None,
    };
    Channel {
        text: text.to_owned(),
        name: name.trim_end_matches('-').to_ascii_lowercase(),
        counter,
        counts: glued.is_empty(),
    }
}

fn pep440(text: &str) -> Option<Parts> {
    let version = pep440::Version::parse(text).ok()?;
    let numbers = version.release();
    let at = |nth: usize| numbers.get(nth).cloned().unwrap_or(Number::ZERO);
    let public = version.public().to_string();
    let base = version.base().to_string();
    let suffix = public.strip_prefix(&base).unwrap_or_default();
    let channel = version.is_prerelease().then(|| {
        let plain = suffix.trim_start_matches('.');
        let name: String = plain
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let digits: String = plain[name.len()..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let name = match name.as_str() {
            "a" => "alpha".to_owned(),
            "b" => "beta".to_owned(),
            _ => name,
        };
        Channel {
            text: suffix.to_owned(),
            name,
            counter: Number::from_digits(&digits),
            counts: true,
        }
    });
    let is_odd = numbers.len() > 3 || version.is_post_release() || !version.epoch().is_zero();
    let local = version.local().unwrap_or_default();
    Some(([at(0), at(1), at(2)], channel, local, is_odd))
}

/// Numbers with dots, then maybe `-` and a qualifier: what most Maven versions are.
fn maven_version(text: &str) -> Option<Parts> {
    maven::Version::parse(text).ok()?;
    let (numbers, qualifier) = match text.split_once('-') {
        Some((numbers, qualifier)) => (numbers, Some(qualifier)),
        None => (text, None),
    };
    let mut core = Vec::new();
    let mut is_odd = false;
    for part in numbers.split('.') {
        match Number::from_digits(part) {
            Some(number) if !part.is_empty() => core.push(number),
            // `1.0.Final`, `1.0.RELEASE`: words for a release.
            _ if !core.is_empty() => is_odd = true,
            _ => return None,
        }
    }
    is_odd |= core.len() > 3;
    core.resize(3, Number::ZERO);
    let core: [Number; 3] = core.try_into().ok()?;
    let lower = qualifier.map(str::to_ascii_lowercase);
    let is_release = |word: &str| matches!(word, "ga" | "final" | "release" | "jre" | "android");
    let channel = qualifier
        .filter(|_| lower.as_deref().is_some_and(|word| !is_release(word)))
        .map(|qualifier| Channel {
            // Maven's order counts glued digits.
            counts: true,
            ..channel(&qualifier.replace('-', "."))
        });
    Some((core, channel, String::new(), is_odd))
}

/// The part that a need comes to for a release of these numbers: before 1.0.0 it is another one.
pub(crate) fn effective(core: &[Number; 3], part: BumpPart, zero: ZeroPolicy) -> BumpPart {
    let [major, minor, _] = core;
    if !major.is_zero() {
        return part;
    }
    match (zero, minor.is_zero(), part) {
        (ZeroPolicy::BreakingMinor, false, BumpPart::Major) => BumpPart::Minor,
        // Anything may change, and in `0.0.z` every version is a break.
        _ => BumpPart::Patch,
    }
}

/// The lowest numbers above `core` that a need of `part` allows.
pub fn needed_core(core: &[Number; 3], part: BumpPart, zero: ZeroPolicy) -> [Number; 3] {
    raised(core, effective(core, part, zero))
}

fn raised([major, minor, patch]: &[Number; 3], part: BumpPart) -> [Number; 3] {
    let zero = || Number::ZERO;
    match part {
        BumpPart::Major => [major.next(), zero(), zero()],
        BumpPart::Minor => [major.clone(), minor.next(), zero()],
        _ => [major.clone(), minor.clone(), patch.next()],
    }
}

/// The numbers that may follow `core` directly: the next patch, minor and major.
pub fn next_cores(core: &[Number; 3]) -> [[Number; 3]; 3] {
    [BumpPart::Patch, BumpPart::Minor, BumpPart::Major].map(|part| raised(core, part))
}

/// The rank of a channel among those that are declared, by its name; `snapshot` and `dev` stand below all.
pub fn prerelease_position(channel: &Channel, channels: &[&str]) -> Option<usize> {
    if matches!(channel.name.as_str(), "dev" | "snapshot") {
        return Some(0);
    }
    let same = |known: &&str| known.eq_ignore_ascii_case(&channel.name);
    channels.iter().position(same).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(scheme: Scheme, text: &str) -> String {
        let Some(release) = Release::parse(scheme, text) else {
            return "none".to_owned();
        };
        let [a, b, c] = &release.core;
        let channel = release.channel.map_or_else(String::new, |channel| {
            let counter = channel
                .counter
                .map_or_else(|| "-".to_owned(), |n| n.to_string());
            format!(" {} {counter} {}", channel.name, channel.counts)
        });
        let build = &release.build;
        format!("{a} {b} {c}{channel} +{build} {}", release.is_odd)
    }

    #[test]
    fn every_scheme_gives_numbers_and_a_channel() {
        for (scheme, text, expected) in [
            (Scheme::Cargo, "1.2.3", "1 2 3 + false"),
            (Scheme::Cargo, "1.2.3-rc.10+b", "1 2 3 rc 10 true +b false"),
            (Scheme::Cargo, "1.2.3-rc9", "1 2 3 rc 9 false + false"),
            (Scheme::Npm, "1.0.0-0", "1 0 0  0 true + false"),
            (
                Scheme::Cargo,
                "4.31.0-release",
                "4 31 0 release - true + false",
            ),
            (Scheme::Cargo, "1.2", "none"),
            (Scheme::Go, "v1.2.3-pre", "1 2 3 pre - true + false"),
            (Scheme::Pep440, "1.2rc3", "1 2 0 rc 3 true + false"),
            (Scheme::Pep440, "1.2.0a1", "1 2 0 alpha 1 true + false"),
            (Scheme::Pep440, "1.2.dev4", "1 2 0 dev 4 true + false"),
            (Scheme::Pep440, "1.2.post1+l", "1 2 0 +l true"),
            (
                Scheme::Maven,
                "1.2-SNAPSHOT",
                "1 2 0 snapshot - true + false",
            ),
            (Scheme::Maven, "1.2.3.Final", "1 2 3 + true"),
            (Scheme::Maven, "33.0.0-jre", "33 0 0 + false"),
            (Scheme::Maven, "abc", "none"),
        ] {
            assert_eq!(told(scheme, text), expected, "{text}");
        }
    }

    #[test]
    fn before_one_a_break_raises_the_minor() {
        let check = |text: &str, part, zero, expected: &str| {
            let release = Release::parse(Scheme::Cargo, text).unwrap();
            let found = release.written(&needed_core(&release.core, part, zero));
            assert_eq!(found, expected, "{text} {part}");
        };
        let strict = ZeroPolicy::BreakingMinor;
        check("1.2.3", BumpPart::Major, strict, "2.0.0");
        check("1.2.3", BumpPart::Minor, strict, "1.3.0");
        check("0.2.9", BumpPart::Major, strict, "0.3.0");
        check("0.2.9", BumpPart::Minor, strict, "0.2.10");
        check("0.0.3", BumpPart::Major, strict, "0.0.4");
        check("0.2.9", BumpPart::Major, ZeroPolicy::Free, "0.2.10");
    }
}
