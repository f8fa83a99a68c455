//! go.mod and go.work: what is read, what is refused and where, and the standard format.

use upsafe_deps::ecosystem::go::modfile::{GoMod, GoWork, Replacement, Span, print};

/// Reads a go.mod strictly and gives every directive as a line.
fn directives(text: &str) -> String {
    match GoMod::parse(text.as_bytes()) {
        Ok(file) => describe(&file),
        Err(errors) => {
            let errors: Vec<String> = errors.errors().iter().map(ToString::to_string).collect();
            errors.join("\n")
        }
    }
}

fn describe(file: &GoMod) -> String {
    let at = |span: Span| format!("{}:{}-{}", span.line, span.column, span.end_column);
    let mut lines = Vec::new();
    if let Some(module) = &file.module {
        let deprecated = module
            .deprecated
            .as_ref()
            .map(|text| format!(" deprecated {text:?}"));
        lines.push(format!(
            "module {} {}{}",
            at(module.span),
            module.path,
            deprecated.unwrap_or_default()
        ));
    }
    if let Some(go) = &file.go {
        lines.push(format!("go {} {}", at(go.span), go.version));
    }
    if let Some(toolchain) = &file.toolchain {
        lines.push(format!(
            "toolchain {} {}",
            at(toolchain.span),
            toolchain.version
        ));
    }
    for line in &file.godebug {
        lines.push(format!(
            "godebug {} {} is {}",
            at(line.span),
            line.key,
            line.value
        ));
    }
    for line in &file.require {
        let indirect = if line.indirect { " indirect" } else { "" };
        lines.push(format!(
            "require {} {} {}{indirect}",
            at(line.span),
            at(line.version_span),
            line.module
        ));
    }
    for line in &file.exclude {
        lines.push(format!(
            "exclude {} {} {}",
            at(line.span),
            at(line.version_span),
            line.module
        ));
    }
    for line in &file.replace {
        let with = match &line.with {
            Replacement::Module(module) => module.to_string(),
            Replacement::Directory(directory) => format!("directory {directory}"),
        };
        let version = line
            .version
            .as_ref()
            .map_or("every version", |v| v.as_str());
        lines.push(format!(
            "replace {} {} of {version} {} by {with}",
            at(line.span),
            line.path,
            at(line.with_span)
        ));
    }
    for line in &file.retract {
        lines.push(format!(
            "retract {} {} to {} {:?}",
            at(line.span),
            line.low,
            line.high,
            line.rationale
        ));
    }
    for line in &file.tool {
        lines.push(format!("tool {} {}", at(line.span), line.path));
    }
    for line in &file.ignore {
        lines.push(format!("ignore {} {}", at(line.span), line.path));
    }
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(directives(text), expected.join("\n"), "{text}");
}

#[test]
fn every_directive_is_read_with_its_place() {
    check(
        "// Deprecated: use example.com/n.\nmodule example.com/m/v2\n\ngo 1.22.0\ntoolchain go1.23.1\n\
         godebug default=go1.21\n\
         require (\n\texample.com/a v1.0.0\n\t\"example.com/b\" v2.0.0+incompatible // indirect\n)\n\
         exclude example.com/c v1.2\n\
         replace example.com/a v1.0.0 => ../a\n\
         replace (\n\texample.com/b => example.com/fork v1.5.0 // why\n)\n\
         // whoops\nretract [v2.0.0, v2.1.0]\nretract v2.5.0 // bad build\n\
         tool example.com/m/v2/cmd\nignore ./web\n",
        "module 2:8-24 example.com/m/v2 deprecated \"use example.com/n.\"
         go 4:4-10 1.22.0
         toolchain 5:11-19 go1.23.1
         godebug 6:9-23 default is go1.21
         require 8:2-15 8:16-22 example.com/a@v1.0.0
         require 9:2-17 9:18-37 example.com/b@v2.0.0+incompatible indirect
         exclude 11:9-22 11:23-27 example.com/c@v1.2.0
         replace 12:9-22 example.com/a of v1.0.0 12:33-37 by directory ../a
         replace 14:2-15 example.com/b of every version 14:19-42 by example.com/fork@v1.5.0
         retract 17:9-25 v2.0.0 to v2.1.0 \"whoops\"
         retract 18:9-15 v2.5.0 to v2.5.0 \"bad build\"
         tool 19:6-26 example.com/m/v2/cmd
         ignore 20:8-13 ./web",
    );
}

#[test]
fn indirect_is_a_word_of_the_comment() {
    check(
        "require (\n a.b/c v1.0.0 //indirect\n a.b/d v1.0.0 // indirect; needed by x\n \
         a.b/e v1.0.0 // indirectly\n a.b/f v1.0.0 // indirect ly\n)",
        "require 2:2-7 2:8-14 a.b/c@v1.0.0 indirect
         require 3:2-7 3:8-14 a.b/d@v1.0.0 indirect
         require 4:2-7 4:8-14 a.b/e@v1.0.0
         require 5:2-7 5:8-14 a.b/f@v1.0.0",
    );
}

#[test]
fn comments_of_a_block_are_the_rationale_of_lines_without() {
    check(
        "// all of these\nretract (\n v1.0.0\n // but this\n // above all\n v1.1.0\n)",
        "retract 3:2-8 v1.0.0 to v1.0.0 \"all of these\"
         retract 6:2-8 v1.1.0 to v1.1.0 \"but this\\nabove all\"",
    );
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    check(
        "module m\nmodule n\ngo v1.20\ntoolchain 1.21\nrequire a.b/c\nrequire a.b/c/v2 v1.0.0\n\
         require a.b/c master\nreplace a.b/c => a.b/d\nreplace a.b/c => ./d v1.0.0\nretract [v1.0.0]\n\
         nonsense x\nblock (\n)\ngodebug x\nrequire 'a' v1.0.0\nexclude a.b/c/v1 v1.0.0\n\
         replace a.b/c => a.b/d@v1.0.0\nretract v1.0.0 v1.1.0\nuse ./x\n",
        "line 2, column 1: `module` is there a second time
         line 3, column 4: `v1.20` is not a Go version of the form 1.23.0
         line 4, column 11: `1.21` is not a toolchain of the form go1.23.0, and not `default`
         line 5, column 1: expected `require module/path v1.2.3`
         line 6, column 18: `v1.0.0` cannot be a version of `a.b/c/v2`: unexpected major version `v1` at column 1 of `v1.0.0`, expected `v2`
         line 7, column 15: `master` is not a version of the form v1.2.3: unexpected character `m` at column 1 of `master`, expected `v`
         line 8, column 18: expected a version after `a.b/d`, or a directory that begins with `./` or `/`
         line 9, column 22: the directory `./d` cannot have a version
         line 10, column 16: expected `,`, found `]`
         line 11, column 1: `nonsense` is not a directive
         line 12, column 1: `block (` is not a block
         line 14, column 9: expected `godebug key=value`, found `x`
         line 15, column 9: `'a'` holds a quote, expected a word without quotes or a string in `\"`
         line 16, column 9: `a.b/c/v1` is not a module path: unexpected major version `/v1` at column 6 of `a.b/c/v1`, expected `/v2` or above at the end, or no major version
         line 17, column 18: expected `path version`, found `a.b/d@v1.0.0`
         line 18, column 16: expected the end of the line, found `v1.1.0`
         line 19, column 1: `use` is not a directive",
    );
}

#[test]
fn what_cannot_be_split_into_lines_stops_the_reader() {
    check(
        "require (\n a.b/c v1.0.0\n",
        "line 1, column 1: the block `require (` is not closed, expected `)`",
    );
    check(
        "require (\n) x",
        "line 2, column 3: expected the line to end after `)`, found `x`",
    );
    check(
        "/* no */",
        "line 1, column 1: comments begin with `//`, `/* */` is not known here",
    );
    check(
        "module \"m",
        "line 1, column 8: the string is not closed, expected \" before the line ends",
    );
    let error = GoMod::parse(b"module m\n// \xff").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2, column 4: expected UTF-8, found another byte"
    );
    let error = GoMod::parse(b"x\ny\nz").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 1: `x` is not a directive (and 2 more errors)"
    );
}

#[test]
fn a_dependency_is_read_laxly() {
    let text = "module m\ngo 1.21.x\nfuture directive\nfuture (\n x\n)\nreplace nonsense\ntool\n\
                retract (v1.0.0, )\nrequire a.b/c v1.0.0\n// \u{fffd}";
    let file = GoMod::parse_lax(text.as_bytes()).unwrap();
    assert_eq!(
        describe(&file),
        "module 1:8-9 m\ngo 2:4-10 1.21\nrequire 10:9-14 10:15-21 a.b/c@v1.0.0"
    );
    let error = GoMod::parse_lax(b"require a.b/c master").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("line 1, column 15: `master` is not a version")
    );
}

#[test]
fn go_versions_follow_their_own_grammar() {
    for (version, ok) in [
        ("1.21", true),
        ("1.21.0", true),
        ("1.21rc1", true),
        ("1.21.0rc1", true),
        ("2.0", true),
        ("1", false),
        ("1.", false),
        ("01.2", false),
        ("1.02", false),
        ("1.2.03", false),
        ("1.2.", false),
        ("1.2rc", false),
        ("1.2-rc1", false),
        ("1.2rc1x", false),
        ("1.2.3.4", false),
    ] {
        assert_eq!(
            GoMod::parse(format!("go {version}").as_bytes()).is_ok(),
            ok,
            "{version}"
        );
    }
}

#[test]
fn a_go_work_is_read() {
    let text = "go 1.22\ntoolchain default\nuse (\n\t./a // one\n\t../b\n)\nreplace a.b/c => ./c\n";
    let file = GoWork::parse(text.as_bytes()).unwrap();
    let uses: Vec<&str> = file.uses.iter().map(|line| line.path.as_str()).collect();
    assert_eq!(uses, ["./a", "../b"]);
    assert_eq!(file.uses[1].span.line, 5);
    assert_eq!(file.replace[0].with, Replacement::Directory("./c".into()));
    let error = GoWork::parse(b"require a.b/c v1.0.0\nuse\nuse (\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3, column 1: the block `use (` is not closed, expected `)`"
    );
    let error = GoWork::parse(b"require a.b/c v1.0.0\nuse\n").unwrap_err();
    assert_eq!(
        error.errors()[1].to_string(),
        "line 2, column 1: expected `use ./dir`"
    );
}

#[track_caller]
fn prints(text: &str, expected: &str) {
    let printed = print(&GoMod::parse(text.as_bytes()).unwrap().syntax);
    assert_eq!(printed, expected);
    let again = print(&GoMod::parse(printed.as_bytes()).unwrap().syntax);
    assert_eq!(again, expected, "printing again changes it");
}

#[test]
fn the_standard_format() {
    prints(
        "\n\n// top\n\nmodule   \"m\"   // name\n\n\n\nrequire(\n\n a.b/c   v1.0 // x\n\n\n // before\n a.b/d v1.0.0\n\n)\n//end",
        "// top\n\nmodule m // name\n\nrequire (\n\ta.b/c v1.0.0 // x\n\n\t// before\n\ta.b/d v1.0.0\n)\n\n//end\n",
    );
    prints(
        "module m\nretract [ v1.0.0 , v1.1.0 ]\nretract()\r\nreplace a.b/c => \"./d e\"",
        "module m\n\nretract [v1.0.0, v1.1.0]\n\nretract (\n)\n\nreplace a.b/c => \"./d e\"\n",
    );
}
