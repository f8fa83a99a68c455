//! Questions for paths over small matrices: text in, text out.

use upsafe_config::Config;
use upsafe_semver::matrix::{Matrix, PathQuery};

/// The answer as text; `query` is `COMPONENT FROM TO [NAME=VERSION...]`.
fn ask(toml: &str, query: &str) -> String {
    let config = match Config::load(toml, "upsafe.toml", &[]) {
        Ok(config) => config,
        Err(error) => return error.to_string(),
    };
    let matrix = match Matrix::read(config.matrix()) {
        Ok(matrix) => matrix,
        Err(problems) => {
            let shown = problems
                .iter()
                .map(|one| format!("{}: {one}", &toml[one.span.clone()]));
            return shown.collect::<Vec<_>>().join("\n");
        }
    };
    let mut words = query.split(' ');
    let [component, from, to] =
        [(); 3].map(|()| words.next().expect("the input of the test is right"));
    let beside: Vec<_> = words
        .map(|word| {
            word.split_once('=')
                .expect("the input of the test is right")
        })
        .map(|(name, version)| (name.to_owned(), version.to_owned()))
        .collect();
    let query = PathQuery {
        component,
        from,
        to,
        beside: &beside,
    };
    let answer = match matrix.path(&query) {
        Ok(answer) => answer,
        Err(error) => {
            let hint = error
                .hint()
                .map(|hint| format!("; {hint}"))
                .unwrap_or_default();
            return format!("error: {error}{hint}");
        }
    };
    let path: Vec<_> = answer.path.iter().map(ToString::to_string).collect();
    let mut lines = vec![
        format!("{} {}", answer.outcome.name(), path.join(" "))
            .trim()
            .to_owned(),
    ];
    for step in &answer.steps {
        for need in &step.needs {
            lines.push(format!(
                "{} needs {} {}",
                step.to, need.component, need.range
            ));
        }
    }
    for refusal in &answer.refused {
        assert!(refusal.span.start <= refusal.span.end && refusal.span.end <= toml.len());
        let place = toml.get(refusal.span.clone()).unwrap_or_default();
        lines.push(format!(
            "{} {}->{} {place}",
            refusal.rule.name(),
            refusal.from,
            refusal.to
        ));
    }
    lines.extend(answer.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(answer.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

fn component(rest: &str) -> String {
    format!("[[semver.matrix.component]]\nname = \"a\"\n{rest}")
}

#[test]
fn widths() {
    let check = |width: &str, query: &str, expected: &str| {
        let versions =
            r#"versions = ["1.0.0", "1.0.9", "1.1.0", "1.2.0", "2.0.0", "2.3.0", "4.0.0"]"#;
        let toml = component(&format!(
            "{versions}\nupgrade = \"{width}\"\ndowngrade = \"{width}\""
        ));
        let answer = ask(&toml, query);
        assert_eq!(
            answer.lines().next(),
            Some(expected),
            "{width} {query}\n{answer}"
        );
    };
    check("any", "a 1.0.0 4.0.0", "allowed 1.0.0 4.0.0");
    check("any", "a 4.0.0 1.0.0", "allowed 4.0.0 1.0.0");
    check("major", "a 1.0.0 2.3.0", "allowed 1.0.0 2.3.0");
    check("major", "a 1.0.0 4.0.0", "refused");
    check("minor", "a 1.0.0 1.2.0", "allowed 1.0.0 1.1.0 1.2.0");
    check("minor", "a 1.2.0 1.0.9", "allowed 1.2.0 1.1.0 1.0.9");
    check("minor", "a 1.0.0 2.0.0", "refused");
    check("patch", "a 1.0.0 1.0.9", "allowed 1.0.0 1.0.9");
    check("patch", "a 1.0.0 1.1.0", "refused");
    check("none", "a 1.0.0 1.0.9", "refused");
}

#[test]
fn without_known_versions_only_one_step_is_judged() {
    let check = |rest: &str, query: &str, expected: &str| {
        assert_eq!(ask(&component(rest), query), expected, "{rest} {query}");
    };
    check(
        "upgrade = \"minor\"",
        "a 1.0.0 1.1.0",
        "allowed 1.0.0 1.1.0",
    );
    check(
        "upgrade = \"minor\"",
        "a 1.0.0 1.3.0",
        "cannot-tell\nupgrade-width 1.0.0->1.3.0 \"minor\"\n\
         help: list the versions of `a` in `versions`, or say in `tags` how git tags name them",
    );
    check(
        "",
        "a 1.3.0 1.0.0",
        "refused\ndowngrade-width 1.3.0->1.0.0 \"a\"",
    );
}

#[test]
fn rules_about_steps() {
    let check = |rest: &str, query: &str, expected: &str| {
        let toml = component(&format!(
            "versions = [\"1.0.0\", \"1.5.0\", \"2.0.0\", \"2.1.0-rc.1\", \"2.1.0\"]\ndowngrade = \"any\"\n{rest}"
        ));
        assert_eq!(ask(&toml, query), expected, "{rest} {query}");
    };
    let only = "[[semver.matrix.component.step]]\nrule = \"only\"\nfrom = \">=1.5.0, <2.0.0\"\nto = \">=2.0.0\"\n";
    check(
        only,
        "a 1.0.0 2.1.0",
        "allowed 1.0.0 1.5.0 2.1.0\nonly-from 1.0.0->2.1.0 \">=1.5.0, <2.0.0\"",
    );
    // Inside `to`, and on the way down, the rule says nothing.
    check(only, "a 2.0.0 2.1.0", "allowed 2.0.0 2.1.0");
    check(only, "a 2.1.0 1.0.0", "allowed 2.1.0 1.0.0");
    // A pre-release is an end of a path, and no stop on it.
    check(only, "a 2.0.0 2.1.0-rc.1", "allowed 2.0.0 2.1.0-rc.1");
    let narrow = only.replace("1.5.0", "1.6.0");
    check(
        &narrow,
        "a 1.0.0 2.0.0",
        "refused\nonly-from 1.5.0->2.0.0 \">=1.6.0, <2.0.0\"\n\
         help: no known version between 1.0.0 and 2.0.0 is in >=1.6.0, <2.0.0: one would have to be known",
    );
    let also = "upgrade = \"minor\"\n[[semver.matrix.component.step]]\nrule = \"also\"\nfrom = \"1.5.x\"\nto = \"2.0.x\"\n";
    check(
        also,
        "a 1.5.0 2.1.0",
        "allowed 1.5.0 2.0.0 2.1.0\nupgrade-width 1.5.0->2.1.0 \"minor\"",
    );
}

#[test]
fn needs_hold_both_ways() {
    let toml = r#"
        [[semver.matrix.component]]
        name = "a"
        versions = ["1.0.0", "2.0.0", "3.0.0"]
        [[semver.matrix.component.row]]
        versions = ">=1.0.0, <3.0.0"
        needs = { b = ">=1.0.0, <2.0.0" }
        [[semver.matrix.component]]
        name = "b"
        versions = ["1.0.0", "2.0.0"]
        [[semver.matrix.component.row]]
        versions = ">=1.0.0"
        needs = { a = "<2.0.0" }
    "#;
    let check = |query: &str, expected: &str| assert_eq!(ask(toml, query), expected, "{query}");
    check(
        "a 1.0.0 2.0.0",
        "allowed 1.0.0 2.0.0\n2.0.0 needs b >=1.0.0, <2.0.0",
    );
    check(
        "a 1.0.0 2.0.0 b=1.0.0",
        "refused\nneed 1.0.0->2.0.0 \"<2.0.0\"",
    );
    check(
        "b 1.0.0 2.0.0 a=1.0.0",
        "refused\nneed 1.0.0->2.0.0 \">=1.0.0, <2.0.0\"",
    );
    check("a 1.0.0 3.0.0", "refused\nno-row 2.0.0->3.0.0 \"a\"");
}

#[test]
fn what_has_to_move_with_a_step_is_noted() {
    let toml = r#"
        [[semver.matrix.component]]
        name = "a"
        versions = ["1.0.0", "2.0.0"]
        [[semver.matrix.component.row]]
        versions = "1.x"
        needs = { b = ">=1.0.0, <2.0.0" }
        [[semver.matrix.component.row]]
        versions = "2.x"
        needs = { b = ">=2.0.0, <3.0.0" }
        [[semver.matrix.component]]
        name = "b"
    "#;
    let expected = "allowed 1.0.0 2.0.0\n2.0.0 needs b >=2.0.0, <3.0.0\n\
        note: no version of `b` does for both 1.0.0 and 2.0.0: it is moved with this step";
    assert_eq!(ask(toml, "a 1.0.0 2.0.0"), expected);
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let check = |toml: &str, query: &str, expected: &str| {
        assert_eq!(ask(toml, query), expected, "{toml}");
    };
    check(
        "",
        "a 1.0.0 2.0.0",
        "error: unknown component `a`: the matrix declares none; declare it as a `[[semver.matrix.component]]` in upsafe.toml",
    );
    let known = component("versions = [\"1.0.0\", \"1.2.0\"]");
    check(
        &known,
        "b 1.0.0 2.0.0",
        "error: unknown component `b`, expected `a`; did you mean `a`?",
    );
    check(
        &known,
        "a 1.0.0 1.1.0",
        "error: `a` 1.1.0 is not among the known versions; the nearest known are 1.0.0 and 1.2.0; list it in `versions`, or fetch the tags that name it",
    );
    check(
        &known,
        "a 0.9.0 1.2.0",
        "allowed 0.9.0 1.2.0\nnote: `a` 0.9.0 is not among the known versions; it is judged by its number",
    );
    check(
        &known,
        "a 1.0 1.2.0",
        "error: no version of `a`, whose scheme is `semver`: unexpected end of `1.0` at column 4, expected a digit or `.`",
    );
    check(
        &component("versions = [\"1\"]\nsupported = \">=1 <2\"\ntags = \"v1\""),
        "a 1.0.0 1.0.0",
        "\"1\": no version of the scheme `semver`: unexpected end of `1` at column 2, expected a digit or `.`\n\
         \">=1 <2\": no range of the scheme `semver`: unexpected character ` ` at column 2 of `1 <2`, expected a digit or `.`\n\
         \"v1\": found `v1`, expected `{version}` once, as in `v{version}`",
    );
    check(
        "[semver.matrix]\nown = \"b\"\n[[semver.matrix.component]]\nname = \"bb\"\n[[semver.matrix.component]]\nname = \"bb\"\n",
        "a 1.0.0 1.0.0",
        "\"b\": unknown component `b`, expected the name of a `[[semver.matrix.component]]`; did you mean `bb`?\n\
         \"bb\": a second component `bb`, expected one for each name",
    );
}
