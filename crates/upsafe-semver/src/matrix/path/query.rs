//! The question for a path, and how it is answered.

use std::{collections::BTreeSet, fmt};

use upsafe_core::{Span, closest, count};

use super::{
    answer::{Direction, Outcome, PathAnswer, PathStep, Refusal, RuleKind},
    rules::{Place, Rules},
    search::{Found, search},
};
use crate::matrix::{Matrix, Version, model::Component};

/// How many refusals of one kind an answer tells.
const MOST_REFUSALS: usize = 20;

/// Which path is asked for.
#[derive(Clone, Debug)]
pub struct PathQuery<'q> {
    /// The component's name.
    pub component: &'q str,
    /// The version that it has.
    pub from: &'q str,
    /// The version that it should have.
    pub to: &'q str,
    /// Other components, or further instances of this one, that stay at a version: names with
    /// versions. They are held against needs and skews at every stop.
    pub beside: &'q [(String, String)],
}

/// Why the question cannot be answered. Prints on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    message: String,
    hint: Option<String>,
}

impl PathError {
    /// What would help.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PathError {}

impl Matrix {
    /// The shortest allowed path, or why there is none.
    ///
    /// Without known versions between the ends only the one step is judged, and where it is refused
    /// for what lies between, the outcome is [`Outcome::CannotTell`].
    ///
    /// # Errors
    /// Where the matrix has no such component, a text is no version of it, or `to` is not among the
    /// versions that are known.
    pub fn path(&self, query: &PathQuery<'_>) -> Result<PathAnswer, PathError> {
        let id = self.ask_component(query.component)?;
        let component = &self.components[id];
        let from = self.ask_version(id, query.from)?;
        let to = self.ask_version(id, query.to)?;
        let mut beside = Vec::new();
        for (name, version) in query.beside {
            let other = self.ask_component(name)?;
            beside.push((other, self.ask_version(other, version)?));
        }
        let mut notes = Vec::new();
        if !component.versions.is_empty() {
            if component.versions.binary_search(&to).is_err() {
                return Err(unknown_version(component, &to));
            }
            if component.versions.binary_search(&from).is_err() {
                notes.push(format!(
                    "`{}` {from} is not among the known versions; it is judged by its number",
                    component.name.as_str()
                ));
            }
        }
        for (other, version) in &beside {
            let Some(other) = self.components.get(*other) else {
                continue;
            };
            if !other.rows.is_empty() && other.rows_of(version).next().is_none() {
                let name = other.name.as_str();
                notes.push(format!("no row says what `{name}` {version} needs"));
            }
        }
        let rules = Rules::new(self, id, &beside).ok_or_else(|| no_component(self, query))?;
        Ok(answer(&rules, component, from, to, notes))
    }

    fn ask_component(&self, name: &str) -> Result<usize, PathError> {
        self.component(name).ok_or_else(|| {
            let names = self.components.iter().map(|one| one.name.as_str());
            let near = closest(name, names.clone());
            let listed: Vec<_> = names.map(|name| format!("`{name}`")).collect();
            PathError {
                message: match listed.is_empty() {
                    true => format!("unknown component `{name}`: the matrix declares none"),
                    false => format!("unknown component `{name}`, expected {}", listed.join(", ")),
                },
                hint: match (near, listed.is_empty()) {
                    (Some(near), _) => Some(format!("did you mean `{near}`?")),
                    (None, true) => {
                        Some("declare it as a `[[semver.matrix.component]]` in upsafe.toml".into())
                    }
                    (None, false) => None,
                },
            }
        })
    }

    fn ask_version(&self, id: usize, text: &str) -> Result<Version, PathError> {
        let Some(component) = self.components.get(id) else {
            return Err(PathError {
                message: "unknown component".to_owned(),
                hint: None,
            });
        };
        // A version is taken as a tag names it, too.
        let tagged = component.tags.as_ref();
        let plain = Version::parse(component.scheme, text);
        let version = plain.or_else(|error| {
            let stripped = tagged.and_then(|form| form.version_in(text));
            stripped.map_or(Err(error), |text| Version::parse(component.scheme, text))
        });
        version.map_err(|error| PathError {
            message: format!(
                "no version of `{}`, whose scheme is `{}`: {error}",
                component.name.as_str(),
                component.scheme
            ),
            hint: None,
        })
    }
}

fn no_component(matrix: &Matrix, query: &PathQuery<'_>) -> PathError {
    let n = count(matrix.components.len(), "component");
    PathError {
        message: format!("unknown component `{}` among {n}", query.component),
        hint: None,
    }
}

fn unknown_version(component: &Component, version: &Version) -> PathError {
    let at = component.versions.partition_point(|known| known < version);
    let (below, above) = component.versions.split_at(at);
    let near = [below.last(), above.first()];
    let near: Vec<_> = near.iter().flatten().map(ToString::to_string).collect();
    let name = component.name.as_str();
    PathError {
        message: format!("`{name}` {version} is not among the known versions"),
        hint: Some(format!(
            "the nearest known are {}; list it in `versions`, or fetch the tags that name it",
            near.join(" and ")
        )),
    }
}

fn answer(
    rules: &Rules<'_>,
    component: &Component,
    from: Version,
    to: Version,
    notes: Vec<String>,
) -> PathAnswer {
    let mut answer = PathAnswer {
        component: component.name.as_str().to_owned(),
        direction: match from.cmp(&to) {
            std::cmp::Ordering::Less => Direction::Up,
            std::cmp::Ordering::Equal => Direction::Stay,
            std::cmp::Ordering::Greater => Direction::Down,
        },
        outcome: Outcome::Allowed,
        path: vec![from.clone()],
        steps: Vec::new(),
        nearest: None,
        refused: Vec::new(),
        help: Vec::new(),
        notes,
        from,
        to,
    };
    if answer.direction == Direction::Stay {
        return answer;
    }
    let places = places(rules, component, &answer);
    let index = |version: &Version| places.partition_point(|place| place.version < *version);
    let (start, goal) = (index(&answer.from), index(&answer.to));
    let found = search(places.len(), start, goal, |a, b| {
        rules.allows(&places[a], &places[b])
    });
    match found {
        Found::Path(path) => walked(rules, &places, &path, &mut answer),
        Found::Cut { reached, leading } => {
            refused(rules, &places, (&reached, &leading), &mut answer);
            let nearest = match answer.direction {
                Direction::Down => reached.first(),
                _ => reached.last(),
            };
            answer.nearest = nearest.map(|at| places[*at].version.clone());
            answer.path = Vec::new();
            let final_no = rules.is_closed(&places[goal]) || rules.is_shut(answer.direction);
            answer.outcome = match component.versions.is_empty() && !final_no {
                true => Outcome::CannotTell,
                false => Outcome::Refused,
            };
            help(rules, &places, (start, goal), &mut answer);
        }
    }
    answer
}

/// The ends and the known releases between them, in rising order.
fn places(rules: &Rules<'_>, component: &Component, answer: &PathAnswer) -> Vec<Place> {
    let (low, high) = match answer.from < answer.to {
        true => (&answer.from, &answer.to),
        false => (&answer.to, &answer.from),
    };
    let between = component.versions.iter();
    let between = between.filter(|one| *low < **one && **one < *high && !one.is_prerelease());
    let all = std::iter::once(low).chain(between).chain([high]);
    all.map(|version| rules.place(version.clone())).collect()
}

/// Tells the steps of a path, and why there are several.
fn walked(rules: &Rules<'_>, places: &[Place], path: &[usize], answer: &mut PathAnswer) {
    answer.path = path.iter().map(|at| places[*at].version.clone()).collect();
    answer.steps = path
        .windows(2)
        .map(|pair| {
            let to = &places[pair[1]].version;
            PathStep {
                from: places[pair[0]].version.clone(),
                to: to.clone(),
                needs: rules.needs(to),
            }
        })
        .collect();
    for step in &answer.steps {
        for name in rules.moved_together(&step.from, &step.to) {
            answer.notes.push(format!(
                "no version of `{name}` does for both {} and {}: it is moved with this step",
                step.from, step.to
            ));
        }
    }
    if let ([start, .., goal], true) = (path, path.len() > 2) {
        answer.refused = rules.refusals(&places[*start], &places[*goal]);
    }
}

/// Tells every rule that stands between what can be reached and what leads on. Each rule is told for
/// the step that is nearest to being allowed.
fn refused(
    rules: &Rules<'_>,
    places: &[Place],
    (reached, leading): (&[usize], &[usize]),
    answer: &mut PathAnswer,
) {
    let up = answer.direction == Direction::Up;
    let mut told: BTreeSet<(RuleKind, usize, usize, String)> = BTreeSet::new();
    let mut all: Vec<Refusal> = Vec::new();
    let mut from: Vec<usize> = reached.to_vec();
    let mut to: Vec<usize> = leading.to_vec();
    if up {
        from.reverse();
    } else {
        to.reverse();
    }
    for a in &from {
        for b in &to {
            for refusal in rules.refusals(&places[*a], &places[*b]) {
                let Span { start, end } = refusal.span.clone();
                // A rule about a version as such is told with its words, a rule about steps once.
                let words = match refusal.rule {
                    RuleKind::Need | RuleKind::NoRow => refusal.message.clone(),
                    _ => String::new(),
                };
                if all.len() < MOST_REFUSALS && told.insert((refusal.rule, start, end, words)) {
                    all.push(refusal);
                }
            }
        }
    }
    answer.refused = all;
}

/// What would make a path possible.
fn help(
    rules: &Rules<'_>,
    places: &[Place],
    (start, goal): (usize, usize),
    answer: &mut PathAnswer,
) {
    let inner = &places[start.min(goal)..=start.max(goal)];
    for range in rules.entries(&places[goal]) {
        if !inner.iter().any(|place| range.contains(&place.version)) {
            answer.help.push(format!(
                "no known version between {} and {} is in {range}: one would have to be known",
                answer.from, answer.to
            ));
        }
    }
    if let Some(nearest) = &answer.nearest {
        for (name, both) in rules.to_move(nearest, &answer.to) {
            let to = &answer.to;
            answer.help.push(match both {
                Some(both) => format!(
                    "at {nearest}, move `{name}` to {both}: that does for {nearest} and for {to}"
                ),
                None => format!("no version of `{name}` does for both {nearest} and {to}"),
            });
        }
    }
    if let Some(nearest) = &answer.nearest {
        for (name, ends) in rules.to_move_minors(nearest, &answer.to) {
            let to = &answer.to;
            answer.help.push(match ends {
                Some((a, b)) if a == b => format!(
                    "at {nearest}, move `{name}` to {a}: that is near enough to {nearest} and to {to}"
                ),
                Some((a, b)) => format!(
                    "at {nearest}, move `{name}` to one of {a} to {b}: they are near enough to {nearest} and to {to}"
                ),
                None => format!("no `{name}` is near enough to both {nearest} and {to}"),
            });
        }
    }
    if answer.outcome == Outcome::CannotTell {
        answer.help.push(format!(
            "list the versions of `{}` in `versions`, or say in `tags` how git tags name them",
            answer.component
        ));
    }
}
