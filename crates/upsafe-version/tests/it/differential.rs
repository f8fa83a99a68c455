//! The same questions to this crate and to the reference tools that are on the machine.
//!
//! The references need no network: node-semver as npm carries it, `packaging` as installed or as pip
//! carries it, and `golang.org/x/mod/semver` with `go/version` as Go's own source carries them. Where
//! one is missing, its test says that it is skipped. For a longer run raise `QUESTIONS`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use upsafe_version::{go, npm, pep440};

const QUESTIONS: usize = 4000;

/// Reads questions as lines of `operation TAB a TAB b` and gives one answer a line.
const NODE: &str = r#"
const root = require('child_process').execSync('npm root -g').toString().trim();
const semver = require(root + '/npm/node_modules/semver');
const answers = {
  compare: (a, b) => semver.compare(a, b),
  satisfies: (a, b) => semver.satisfies(b, a),
  canonical: (a) => semver.validRange(a),
  subset: (a, b) => semver.subset(a, b),
  intersects: (a, b) => semver.intersects(a, b),
};
for (const line of require('fs').readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
  const [operation, a, b] = line.split('\t');
  try { console.log(String(answers[operation](a, b))); } catch { console.log('error'); }
}
"#;

const PYTHON: &str = r"
import sys
try: import packaging
except ImportError: import pip._vendor.packaging as packaging
# Earlier releases know other rules for local versions and for texts that are no versions.
assert int(packaging.__version__.split('.')[0]) >= 26
sys.modules['packaging'] = packaging
from packaging.version import Version
from packaging.specifiers import SpecifierSet
answers = {
    'compare': lambda a, b: (Version(a) > Version(b)) - (Version(a) < Version(b)),
    'satisfies': lambda a, b: str(SpecifierSet(a).contains(b, prereleases=True)).lower(),
    'canonical': lambda a, b: Version(a),
}
for line in sys.stdin.read().split('\n')[:-1]:
    operation, a, b = line.split('\t')
    try: print(answers[operation](a, b))
    except Exception: print('error')
";

const GO: &str = r#"package main

import (
	"bufio"
	"fmt"
	"go/version"
	"os"
	"reference/semver"
	"strings"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		question := strings.Split(lines.Text(), "\t")
		a, b := question[1], question[2]
		switch question[0] {
		case "compare":
			fmt.Println(semver.Compare(a, b))
		case "canonical":
			fmt.Println(semver.Canonical(a))
		case "release":
			fmt.Println(version.Compare("go"+a, "go"+b))
		}
	}
}
"#;

/// Numbers that only look random, so that a failure comes back.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// One of the words of each list, one after the other.
    fn text(&mut self, lists: &[&[&str]]) -> String {
        lists.iter().map(|list| self.pick(list)).collect()
    }
}

struct Question {
    operation: &'static str,
    a: String,
    b: String,
}

/// Runs a tool with the questions on its standard input; `None` if it cannot be run.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that starts the reference tools"
)]
fn ask(
    program: &str,
    arguments: &[&str],
    folder: &Path,
    questions: &[Question],
) -> Option<Vec<String>> {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let lines: String = questions
        .iter()
        .map(|q| format!("{}\t{}\t{}\n", q.operation, q.a, q.b))
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then_some(())?;
    Some(
        String::from_utf8(output.stdout)
            .ok()?
            .lines()
            .map(str::to_owned)
            .collect(),
    )
}

/// Compares the answers, or says that the test is skipped.
#[track_caller]
#[expect(clippy::print_stderr, reason = "a test that does not run says so")]
fn check(
    tool: &str,
    answers: Option<Vec<String>>,
    questions: &[Question],
    ours: fn(&Question) -> String,
) {
    let Some(answers) = answers else {
        eprintln!("skipped: {tool} is not here");
        return;
    };
    assert_eq!(
        answers.len(),
        questions.len(),
        "{tool} answers every question"
    );
    for (question, answer) in questions.iter().zip(answers) {
        let Question { operation, a, b } = question;
        assert_eq!(ours(question), answer, "{tool} {operation} `{a}` `{b}`");
    }
}

fn or_error<T: ToString, E>(answer: Result<T, E>) -> String {
    answer.map_or_else(|_| "error".to_owned(), |answer| answer.to_string())
}

#[test]
fn npm_as_node_semver() {
    const NUMBER: &[&str] = &["0", "1", "2", "10"];
    const PART: &[&str] = &["", ".0", ".1", ".2", ".x", ".*", ".01"];
    const PRERELEASE: &[&str] = &["", "", "-0", "-1", "-a", "-a.1", "-a.b", "-01", "+b"];
    const OPERATOR: &[&str] = &["", "^", "~", ">", ">=", "<", "<=", "=", "~> ", "> ", "^ "];
    const JOINT: &[&str] = &["", "", " ", " ", " || ", "||", " - ", "  ", " , "];
    let mut random = Random(1);
    let version = |r: &mut Random| r.text(&[NUMBER, &["."], NUMBER, &["."], NUMBER, PRERELEASE]);
    let range = |r: &mut Random| {
        let mut text = r.text(&[OPERATOR, NUMBER, PART, PART, PRERELEASE]);
        for _ in 0..r.below(3) {
            text += &r.text(&[JOINT, OPERATOR, NUMBER, PART, PART, PRERELEASE]);
        }
        text
    };
    let questions: Vec<_> = (0..QUESTIONS)
        .map(|n| match n % 5 {
            0 => Question {
                operation: "compare",
                a: version(&mut random),
                b: version(&mut random),
            },
            1 => Question {
                operation: "satisfies",
                a: range(&mut random),
                b: version(&mut random),
            },
            2 => Question {
                operation: "canonical",
                a: range(&mut random),
                b: String::new(),
            },
            3 => Question {
                operation: "subset",
                a: range(&mut random),
                b: range(&mut random),
            },
            _ => Question {
                operation: "intersects",
                a: range(&mut random),
                b: range(&mut random),
            },
        })
        .collect();
    let answers = ask("node", &["-e", NODE], Path::new("."), &questions);
    check(
        "node-semver of npm",
        answers,
        &questions,
        |Question { operation, a, b }| {
            let range = npm::Range::parse(a);
            match *operation {
                "compare" => or_error(
                    npm::Version::parse(a)
                        .and_then(|a| Ok(a.cmp_precedence(&npm::Version::parse(b)?) as i8)),
                ),
                "satisfies" => match (range, npm::Version::parse(b)) {
                    (Ok(range), Ok(version)) => range.matches(&version).to_string(),
                    _ => "false".to_owned(),
                },
                "canonical" => range.map_or_else(|_| "null".to_owned(), |range| range.to_string()),
                "subset" => or_error(range.and_then(|a| Ok(a.is_subset(&npm::Range::parse(b)?)))),
                _ => or_error(range.and_then(|a| Ok(a.intersects(&npm::Range::parse(b)?)))),
            }
        },
    );
}

#[test]
fn pep440_as_packaging() {
    const RELEASE: &[&str] = &[
        "0", "1", "2", "1.0", "1.2", "1.2.3", "1!1.0", "2.0.0", "v1", "01.2",
    ];
    const PRERELEASE: &[&str] = &["", "", "a1", "b2", "rc1", "-alpha", ".c_3", "PRE1", "x"];
    const POST: &[&str] = &["", "", "", ".post1", "-2", "rev3", "_r"];
    const DEV: &[&str] = &["", "", "", ".dev1", "dev", "-DEV2"];
    const LOCAL: &[&str] = &["", "", "", "+a", "+1", "+a.1", "+A_01"];
    const OPERATOR: &[&str] = &["==", "!=", "<=", ">=", "<", ">", "~=", "== ", "==="];
    let mut random = Random(2);
    let version = |r: &mut Random| r.text(&[RELEASE, PRERELEASE, POST, DEV, LOCAL]);
    let clause = |r: &mut Random| match r.below(5) {
        0 => r.text(&[&["==", "!="], RELEASE, &[".*"]]),
        _ => r.text(&[OPERATOR, RELEASE, PRERELEASE, POST, DEV]),
    };
    let questions: Vec<_> = (0..QUESTIONS)
        .map(|n| match n % 4 {
            0 => Question {
                operation: "canonical",
                a: version(&mut random),
                b: String::new(),
            },
            1 => Question {
                operation: "compare",
                a: version(&mut random),
                b: version(&mut random),
            },
            2 => Question {
                operation: "satisfies",
                a: clause(&mut random),
                b: version(&mut random),
            },
            _ => {
                let a = format!("{}, {}", clause(&mut random), clause(&mut random));
                Question {
                    operation: "satisfies",
                    a,
                    b: version(&mut random),
                }
            }
        })
        .collect();
    let answers = ask("python3", &["-c", PYTHON], Path::new("."), &questions);
    check(
        "packaging 26 or above",
        answers,
        &questions,
        |Question { operation, a, b }| match *operation {
            "canonical" => or_error(pep440::Version::parse(a)),
            "compare" => or_error(
                pep440::Version::parse(a)
                    .and_then(|a| Ok(a.cmp_precedence(&pep440::Version::parse(b)?) as i8)),
            ),
            _ => or_error(pep440::Specifiers::parse(a).map(|range| range.contains_text(b))),
        },
    );
}

#[test]
fn go_as_its_own_source() {
    const NUMBER: &[&str] = &["0", "1", "2", "10", "99999999999999999999", "01"];
    const DOT: &[&str] = &[".", ".", ".", ".", ".", "", "-"];
    const PRERELEASE: &[&str] = &[
        "",
        "",
        "-0",
        "-1",
        "-a",
        "-a.10",
        "-a.b",
        "-01",
        "-",
        "+b",
        "+incompatible",
    ];
    const MINOR: &[&str] = &["", ".4", ".18", ".20", ".21", ".22", ".021"];
    const PATCH: &[&str] = &["", "", ".0", ".1", "rc1", "rc", "beta2", "alpha10", "rc01"];
    let mut random = Random(3);
    let version = |r: &mut Random| r.text(&[&["v"], NUMBER, DOT, NUMBER, DOT, NUMBER, PRERELEASE]);
    let release = |r: &mut Random| r.text(&[&["1", "2", "01"], MINOR, PATCH]);
    let questions: Vec<_> = (0..QUESTIONS)
        .map(|n| match n % 3 {
            0 => Question {
                operation: "compare",
                a: version(&mut random),
                b: version(&mut random),
            },
            1 => Question {
                operation: "canonical",
                a: version(&mut random),
                b: String::new(),
            },
            _ => Question {
                operation: "release",
                a: release(&mut random),
                b: release(&mut random),
            },
        })
        .collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-reference");
    let answers =
        write_go_module(&folder).and_then(|()| ask("go", &["run", "."], &folder, &questions));
    check("Go", answers, &questions, |Question { operation, a, b }| {
        let release = |text: &str| go::GoVersion::parse(text).ok();
        match *operation {
            "compare" => (go::compare(a, b) as i8).to_string(),
            "canonical" => {
                go::Version::parse(a).map_or_else(|_| String::new(), |v| v.without_build())
            }
            _ => (release(a).cmp(&release(b)) as i8).to_string(),
        }
    });
}

/// Writes a module with the `semver` package of the installed Go; `None` if there is none.
#[expect(clippy::disallowed_methods, reason = "asks Go where its source is")]
fn write_go_module(folder: &Path) -> Option<()> {
    let output = Command::new("go").args(["env", "GOROOT"]).output().ok()?;
    let root = String::from_utf8(output.stdout).ok()?;
    let source = Path::new(root.trim()).join("src/cmd/vendor/golang.org/x/mod/semver/semver.go");
    fs::create_dir_all(folder.join("semver")).ok()?;
    fs::copy(source, folder.join("semver/semver.go")).ok()?;
    fs::write(folder.join("go.mod"), "module reference\n\ngo 1.22\n").ok()?;
    fs::write(folder.join("main.go"), GO).ok()
}
