//! A pre-release that does not follow the last one.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::proposed,
    policy::{Channel, Release, prerelease_position},
};

upsafe_core::rule!(Semver, "semver/disordered-prerelease", "disordered_prerelease.md",
    level: Error, since: "0.1.0",
    summary: "a pre-release does not follow the last one", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let channels: Vec<&str> = evidence
        .settings
        .channels
        .iter()
        .map(|one| one.as_str())
        .collect();
    for (package, proposed) in proposed(evidence) {
        let Some(channel) = &proposed.channel else {
            continue;
        };
        let Some((problem, help)) = problem(package, &proposed, channel, &channels) else {
            continue;
        };
        let (name, text) = (&package.declared.name, &proposed.text);
        sink.report(package.subject(), format!("`{name}` {text}: {problem}"))
            .at(package.version_place(), "this pre-release")
            .because(format!(
                "the channels are {}, in this order",
                channels.join(" < ")
            ))
            .help(help);
    }
}

fn problem(
    package: &crate::Package,
    proposed: &Release,
    channel: &Channel,
    channels: &[&str],
) -> Option<(String, String)> {
    let text = &channel.text;
    if !channel.counts {
        let (name, counter) = (&channel.name, channel.counter.as_ref()?);
        return Some((
            format!("`{text}` is compared as text, so that `{name}10` is below `{name}9`"),
            format!("write `{name}.{counter}`"),
        ));
    }
    let before = package.tags.iter().filter(|tag| {
        tag.is_reachable && tag.release.core == proposed.core && tag.release.text != proposed.text
    });
    let before: Vec<(&str, &Channel)> = before
        .filter_map(|tag| Some((tag.name.as_str(), tag.release.channel.as_ref()?)))
        .collect();
    let rank = prerelease_position(channel, channels)?;
    let later = before
        .iter()
        .filter_map(|(tag, one)| Some((prerelease_position(one, channels)?, *tag, one)))
        .max_by_key(|(rank, ..)| *rank);
    if let Some((highest, tag, one)) = later
        && highest > rank
    {
        return Some((
            format!(
                "`{}` comes after `{}`, which is released as `{tag}`",
                one.name, channel.name
            ),
            format!("go on with `{}`, or raise the numbers", one.name),
        ));
    }
    let same = before.iter().filter(|(_, one)| one.name == channel.name);
    let (tag, last) = same.max_by(|(_, a), (_, b)| a.counter.cmp(&b.counter))?;
    let (last, counter) = (last.counter.as_ref()?, channel.counter.as_ref()?);
    let next = last.next();
    (*counter > next).then(|| {
        (
            format!("`{text}` does not follow `{tag}`: expected the counter {next}"),
            "count on by one".to_owned(),
        )
    })
}
