//! CustomResourceDefinitions: from changes and their effects to one verdict with its reasons.

use super::{Disagreement, Judgement, Sample, offset_of, place::value_at};
use crate::{
    any::Switches,
    format::crd::{Audience, CrdChange, Effect, File, compare},
    json::{Place, Value},
    relation::{Method, Proof, Unknown, Verdict, Witness},
};

/// Who confirms objects.
const CONFIRMED_BY: &str = "the reader of objects, which reads as the API server does";

/// Can the definitions of `reader` take everything that is stored and sent under those of `writer`?
pub(super) fn judged(
    reader: &File,
    writer: &File,
    audience: Audience,
    switches: Switches,
) -> Judgement {
    let report = compare(writer, reader, audience, switches.budget);
    let mut told: Vec<(&CrdChange, Effect)> = report
        .changes
        .iter()
        .map(|change| (change, change.worst()))
        .filter(|(_, effect)| *effect != Effect::Safe)
        .collect();
    told.sort_by_key(|(_, effect)| matches!(effect, Effect::Unknown(_)));
    let disagreements = told.iter().map(|(change, effect)| {
        let mark = |file: &File, place: Option<Place>| {
            place.map(|place| value_at(file.text(), offset_of(file.text(), place)))
        };
        Disagreement {
            rule: format!("crd/{}", change.kind),
            path: match &change.version {
                Some(version) => format!("{version}:{}", change.path),
                None => change.path.clone(),
            },
            message: match effect {
                Effect::Breaks(words, _) => format!("{}; {words}", change.message),
                Effect::Unknown(reason) => format!("{}; not decided: {reason}", change.message),
                Effect::Safe => change.message.clone(),
            },
            reader: mark(reader, change.new),
            writer: mark(writer, change.old),
            is_shown: matches!(effect, Effect::Breaks(..)),
            aliases: change.aliases,
        }
    });
    let disagreements: Vec<Disagreement> = disagreements.collect();
    let breaking = || {
        told.iter().filter_map(|(_, effect)| match effect {
            Effect::Breaks(words, object) => Some((words, object)),
            _ => None,
        })
    };
    let with_object = breaking().find_map(|(words, object)| Some((words, object.as_ref()?)));
    let shown = with_object
        .map(|(words, object)| (words, object.clone()))
        .or_else(|| breaking().next().map(|(words, _)| (words, Value::Null)));
    let verdict = match (shown, told.first()) {
        (Some((words, object)), _) => {
            let sample = Sample {
                json: object,
                hex: None,
                outcome: Some(words.clone()),
            };
            let witness = Witness::new(sample, CONFIRMED_BY, report.steps, switches.semantics);
            Verdict::Incompatible(witness)
        }
        (None, Some((change, Effect::Unknown(reason)))) => {
            let at = match change.path.as_str() {
                "" => String::new(),
                path => format!(" at `{path}`"),
            };
            let reason = format!("{}{at}: {reason}", change.message);
            Verdict::Unknown(Unknown::new(reason, report.steps))
        }
        _ => {
            let n_closed = report.n_closed.max(1);
            let method = match report.changes.is_empty() {
                true => Method::Identity,
                false => Method::Refutation,
            };
            Verdict::Compatible(Proof::new(
                method,
                n_closed,
                report.steps,
                switches.semantics,
            ))
        }
    };
    Judgement::new(verdict, disagreements)
}
