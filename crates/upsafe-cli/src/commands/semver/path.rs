//! `upsafe semver path`: the allowed way from one version of a component to another.
//!
//! Exit codes: 0 there is one, 1 there is none, 2 cannot tell.

use std::{fmt::Write as _, path::Path};

use serde::Serialize;
use upsafe::{
    CONFIG_NAME, Workspace,
    config::Config,
    core::{LoadError, Source, Sources, Span, count},
    semver::matrix::{Matrix, NeedAt, Outcome, PathAnswer, PathQuery, Refusal},
};

use crate::{
    args::ListFormat,
    environment,
    failure::{Failure, of_places, of_workspace},
    git,
    output::{print, print_json},
    path_args::PathArgs,
};

/// The largest configuration that is read, in bytes.
const LARGEST: u64 = 4 << 20;

pub(crate) fn run(args: &PathArgs) -> Result<u8, Failure> {
    let workspace = discover(args)?;
    let config = workspace.load_config().map_err(of_workspace)?;
    let mut sources = Sources::new();
    let (shown, text) = match &workspace.config_path {
        Some(path) => {
            let shown = workspace.shown(path);
            let bytes = upsafe::deps::read_file(path, &shown, LARGEST)?;
            (shown, String::from_utf8_lossy(&bytes).into_owned())
        }
        None => (CONFIG_NAME.to_owned(), String::new()),
    };
    let id = sources.add(&shown, text);
    let source = sources.get(id);
    let mut matrix = Matrix::read(config.matrix()).map_err(|problems| {
        let places = problems.into_iter();
        of_places(source, places.map(|one| (one.span, one.message)))
    })?;
    let query = PathQuery {
        component: &args.component,
        from: &args.from,
        to: &args.to,
        beside: &args.beside,
    };
    add_tags(&mut matrix, &query, &workspace.root, &config)?;
    let answer = matrix.path(&query).map_err(|error| {
        let failure = Failure::new(&error);
        match error.hint() {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    })?;
    match args.output {
        ListFormat::Json => print_json(&Shown::new(&answer, source))?,
        ListFormat::Text => print(&text_of(&answer, source))?,
    }
    Ok(match answer.outcome {
        Outcome::Allowed => 0,
        Outcome::Refused => 1,
        Outcome::CannotTell => 2,
    })
}

fn discover(args: &PathArgs) -> Result<Workspace, Failure> {
    let beside = args.config.as_deref().and_then(Path::parent);
    let place = match (&args.manifest_path, beside) {
        (Some(path), _) => path.clone(),
        (None, Some(folder)) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => environment::working_directory()?,
    };
    Workspace::discover(&place, args.config.as_deref()).map_err(|error: LoadError| {
        Failure::from(error).with_hint("the matrix stands in upsafe.toml, below `[semver.matrix]`")
    })
}

/// Adds the versions that git tags name, where the component asks for that.
fn add_tags(
    matrix: &mut Matrix,
    query: &PathQuery<'_>,
    root: &Path,
    config: &Config,
) -> Result<(), Failure> {
    let declared = config.matrix().component.iter();
    let asks = declared
        .filter(|one| one.name.as_str() == query.component)
        .any(|one| one.tags.is_some());
    if !asks {
        return Ok(());
    }
    let tags = git::tags(root)?;
    if let Some(id) = matrix.component(query.component)
        && let Some(component) = matrix.components.get_mut(id)
        && component.add_tags(tags.iter().map(String::as_str)) == 0
    {
        return Err(Failure::new(format_args!(
            "no git tag names a version of `{}`, and `versions` lists none",
            query.component
        ))
        .with_hint("`git fetch --tags`, or in CI a checkout with `fetch-depth: 0`"));
    }
    Ok(())
}

/// The answer with places as lines and columns.
#[derive(Serialize)]
struct Shown<'a> {
    format: u32,
    component: &'a str,
    from: &'a str,
    to: &'a str,
    direction: upsafe::semver::matrix::Direction,
    outcome: &'static str,
    path: Vec<&'a str>,
    steps: Vec<ShownStep<'a>>,
    nearest: Option<&'a str>,
    refused: Vec<ShownRefusal<'a>>,
    help: &'a [String],
    notes: &'a [String],
}

#[derive(Serialize)]
struct ShownStep<'a> {
    from: &'a str,
    to: &'a str,
    needs: Vec<ShownNeed<'a>>,
}

#[derive(Serialize)]
struct ShownNeed<'a> {
    component: &'a str,
    range: &'a str,
    place: Option<ShownPlace<'a>>,
}

#[derive(Serialize)]
struct ShownRefusal<'a> {
    rule: &'static str,
    from: &'a str,
    to: &'a str,
    message: &'a str,
    place: Option<ShownPlace<'a>>,
}

#[derive(Serialize)]
struct ShownPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

fn place<'s>(source: &'s Source, span: &Span) -> Option<ShownPlace<'s>> {
    let at = source.position(span.start);
    (!span.is_empty()).then(|| ShownPlace {
        file: source.path(),
        line: at.line,
        column: at.column,
    })
}

impl<'a> Shown<'a> {
    fn new(answer: &'a PathAnswer, source: &'a Source) -> Self {
        let need = |need: &'a NeedAt| ShownNeed {
            component: &need.component,
            range: &need.range,
            place: place(source, &need.span),
        };
        Self {
            format: 1,
            component: &answer.component,
            from: answer.from.as_str(),
            to: answer.to.as_str(),
            direction: answer.direction,
            outcome: answer.outcome.name(),
            path: answer.path.iter().map(|version| version.as_str()).collect(),
            steps: answer
                .steps
                .iter()
                .map(|step| ShownStep {
                    from: step.from.as_str(),
                    to: step.to.as_str(),
                    needs: step.needs.iter().map(need).collect(),
                })
                .collect(),
            nearest: answer.nearest.as_ref().map(|version| version.as_str()),
            refused: answer
                .refused
                .iter()
                .map(|refusal| ShownRefusal {
                    rule: refusal.rule.name(),
                    from: refusal.from.as_str(),
                    to: refusal.to.as_str(),
                    message: &refusal.message,
                    place: place(source, &refusal.span),
                })
                .collect(),
            help: &answer.help,
            notes: &answer.notes,
        }
    }
}

/// The answer for people: on the first line the path, or that there is none.
fn text_of(answer: &PathAnswer, source: &Source) -> String {
    let mut lines: Vec<String> = Vec::new();
    let (name, from, to) = (&answer.component, &answer.from, &answer.to);
    match answer.outcome {
        Outcome::Allowed => {
            let stops: Vec<_> = answer.path.iter().map(|version| version.as_str()).collect();
            lines.push(stops.join(" -> "));
        }
        Outcome::Refused => lines.push(format!("no path: `{name}` {from} -> {to}")),
        Outcome::CannotTell => lines.push(format!("cannot tell: `{name}` {from} -> {to}")),
    }
    for step in &answer.steps {
        for need in &step.needs {
            let (component, range) = (&need.component, &need.range);
            lines.push(format!("  {} needs `{component}` {range}", step.to));
        }
    }
    if let Some(nearest) = &answer.nearest {
        lines.push(format!("  nearest that can be reached: {nearest}"));
    }
    if answer.outcome == Outcome::Allowed && !answer.refused.is_empty() {
        let steps = count(answer.steps.len(), "step");
        lines.push(format!("  {steps}, for at once is refused:"));
    }
    for refusal in &answer.refused {
        lines.push(format!("  {}", refusal_line(refusal, source)));
    }
    lines.extend(answer.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(answer.help.iter().map(|help| format!("help: {help}")));
    let mut text = String::new();
    for line in lines {
        writeln!(text, "{line}").expect("a String can always be written");
    }
    text
}

fn refusal_line(refusal: &Refusal, source: &Source) -> String {
    let (from, to, message) = (&refusal.from, &refusal.to, &refusal.message);
    match place(source, &refusal.span) {
        Some(at) => format!(
            "{from} -> {to}: {message} ({}:{}:{})",
            at.file, at.line, at.column
        ),
        None => format!("{from} -> {to}: {message}"),
    }
}
