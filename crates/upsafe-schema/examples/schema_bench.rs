//! Times comparisons of schemas of a realistic size, and the family of twelve recursive types.
//!
//! `schema_bench [PAIRS]` makes so many pairs (default 200) of draft-07 schemas of about 4 KB and
//! prints, for each kind of pair, the 50th and 95th percentile and the maximum in milliseconds:
//! of parsing both and comparing them, and of comparing alone. It is the CPU time of the thread
//! where the system tells it, else time that passed. The pairs are the same every time, and each is
//! timed nine times, of which the least counts: what else runs on the machine is no property of the
//! pair.
//! With `--pairs` it prints the pairs as JSON lines instead, for other programs to be timed on.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::time::Duration;
use upsafe_schema::format::json_schema::{Dialect, Schema, can_read};
use upsafe_schema::{Budget, Semantics, Verdict};

/// How often each pair is timed.
const ROUNDS: usize = 9;

/// The size of a schema, in bytes.
const SIZE: usize = 4096;

/// How the new schema differs from the old one. Complete: these are measured.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Equal,
    Widened,
    Narrowed,
    Inlined,
}

const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Equal, "equal", "compatible"),
    (Kind::Widened, "widened", "compatible"),
    (Kind::Narrowed, "narrowed", "incompatible"),
    (Kind::Inlined, "refs inlined", "compatible"),
];

/// A small generator of numbers (Knuth's MMIX constants): the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = (self.0.wrapping_mul(6_364_136_223_846_793_005))
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// How a schema is written out.
struct Style {
    kind: Kind,
    /// The property whose schema differs.
    changed: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let listing = arguments.iter().any(|argument| argument == "--pairs");
    let n_pairs = arguments.iter().find_map(|argument| argument.parse().ok());
    let n_pairs: u64 = n_pairs.unwrap_or(200);
    for (kind, name, expected) in KINDS {
        let pairs: Vec<(String, String)> = (0..n_pairs).map(|seed| pair(seed, kind)).collect();
        let mut all = (Vec::new(), Vec::new());
        let mut bytes = 0;
        let mut wrong = 0;
        if listing {
            for (seed, (old, new)) in pairs.iter().enumerate() {
                println!(
                    "{{\"id\":\"{name} {seed}\",\"old\":{old},\"new\":{new},\"dialect\":\"draft-07\"}}"
                );
            }
            continue;
        }
        // Round after round, for a busy neighbour stays longer than one pair takes.
        let mut least = vec![(Duration::MAX, Duration::MAX); pairs.len()];
        for round in 0..ROUNDS {
            for ((old, new), least) in pairs.iter().zip(&mut least) {
                let (whole, alone, verdict) = run(old, new);
                *least = (least.0.min(whole), least.1.min(alone));
                wrong += usize::from(round == 0 && verdict != expected);
            }
        }
        for ((old, new), least) in pairs.iter().zip(least) {
            bytes += old.len() + new.len();
            all.0.push(least.0);
            all.1.push(least.1);
        }
        let mean = bytes as u64 / (2 * n_pairs).max(1);
        println!("{name}: {n_pairs} pairs of {mean} bytes, {wrong} not {expected}");
        println!("  parse and compare: {}", figures(all.0));
        println!("  compare: {}", figures(all.1));
    }
    let changes = [
        ("string", "string"),
        ("integer", "number"),
        ("number", "integer"),
    ];
    for (old, new) in changes {
        for open in [false, true] {
            let (a, b) = (family(open, old, "old"), family(open, new, "new"));
            let shape = if open { "open" } else { "closed" };
            if listing {
                println!(
                    "{{\"id\":\"recursive {shape} {old} {new}\",\"old\":{a},\"new\":{b},\"dialect\":\"draft-07\"}}"
                );
                continue;
            }
            let (whole, _, verdict) = least(&a, &b);
            println!(
                "twelve recursive types, {shape}, {old} to {new}: {verdict}, {} ms",
                millis(whole)
            );
        }
    }
}

/// The least times of so many runs.
fn least(old: &str, new: &str) -> (Duration, Duration, &'static str) {
    let (mut whole, mut alone, verdict) = run(old, new);
    for _ in 1..ROUNDS {
        let again = run(old, new);
        whole = whole.min(again.0);
        alone = alone.min(again.1);
    }
    (whole, alone, verdict)
}

/// The time to parse and compare, to compare alone, and the verdict.
fn run(old: &str, new: &str) -> (Duration, Duration, &'static str) {
    let start = now();
    let parse =
        |text: &str| Schema::parse(text, Dialect::Draft7).expect("a schema that was made here");
    let (old, new) = (parse(old), parse(new));
    let parsed = now();
    let verdict: Verdict<_> = can_read(&new, &old, Semantics::default(), Budget::default());
    let end = now();
    (end - start, end - parsed, verdict.name())
}

/// The CPU time that this thread has taken so far.
#[cfg(unix)]
fn now() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// The time that has passed since the first question.
#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| {
        let index = (times.len() * percent).div_ceil(100).saturating_sub(1);
        millis(times.get(index).copied().unwrap_or_default())
    };
    format!("p50 {} ms, p95 {} ms, max {} ms", at(50), at(95), at(100))
}

fn millis(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

fn pair(seed: u64, kind: Kind) -> (String, String) {
    let n = 24;
    let changed = Dice(seed).below(n);
    let old = Style {
        kind: Kind::Equal,
        changed,
    };
    let new = Style { kind, changed };
    (schema(seed, &old, n, 0), schema(seed, &new, n, 1))
}

/// An object of properties as interfaces have them, with definitions that are referred to.
fn schema(seed: u64, style: &Style, n: u64, version: u32) -> String {
    let mut dice = Dice(seed + 1);
    let address = r#"{"type":"object","properties":{"street":{"type":"string","minLength":1},"zip":{"type":"string","pattern":"^[0-9]{5}$"},"country":{"enum":["AT","CH","DE","FR","IT"]}},"required":["street","zip"],"additionalProperties":false}"#;
    let money = r#"{"type":"object","properties":{"amount":{"type":"number","minimum":0,"multipleOf":0.01},"currency":{"type":"string","pattern":"^[A-Z]{3}$"}},"required":["amount","currency"]}"#;
    let item = r##"{"type":"object","properties":{"sku":{"type":"string","minLength":3,"maxLength":32},"price":{"$ref":"#/definitions/money"},"count":{"type":"integer","minimum":1,"maximum":1000},"parts":{"type":"array","items":{"$ref":"#/definitions/item"}}},"required":["sku","price"],"additionalProperties":false}"##;
    let mut text = format!(
        r#"{{"$schema":"http://json-schema.org/draft-07/schema#","title":"order, version {version}","type":"object","additionalProperties":false,"definitions":{{"address":{address},"money":{money},"item":{item}}},"required":["p0","p1"],"properties":{{"#
    );
    for at in 0..n {
        let comma = if at == 0 { "" } else { "," };
        let part = property(&mut dice, style, at, address, money);
        text.push_str(&format!(r#"{comma}"p{at}":{part}"#));
    }
    // What is left of the size goes to a description, as in life.
    let left = SIZE.saturating_sub(text.len() + 20);
    text.push_str(&format!(r#"}},"description":"{}"}}"#, "x".repeat(left)));
    text
}

fn property(dice: &mut Dice, style: &Style, at: u64, address: &str, money: &str) -> String {
    let here = at == style.changed;
    let (wide, narrow) = (
        here && style.kind == Kind::Widened,
        here && style.kind == Kind::Narrowed,
    );
    let choice = |same: &str, wider: &str, narrower: &str| {
        let part = match (wide, narrow) {
            (true, _) => wider,
            (_, true) => narrower,
            _ => same,
        };
        part.to_owned()
    };
    let inlined = style.kind == Kind::Inlined;
    match dice.below(9) {
        0 => choice(
            r#"{"type":"string","minLength":1,"maxLength":80}"#,
            r#"{"type":"string","maxLength":100}"#,
            r#"{"type":"string","minLength":1,"maxLength":40}"#,
        ),
        1 => choice(
            r#"{"type":"integer","minimum":0,"maximum":65535}"#,
            r#"{"type":"number","minimum":0}"#,
            r#"{"type":"integer","minimum":1,"maximum":65535}"#,
        ),
        2 => choice(
            r#"{"enum":["new","paid","sent","done"]}"#,
            r#"{"enum":["new","paid","packed","sent","done"]}"#,
            r#"{"enum":["new","paid","done"]}"#,
        ),
        3 => choice(
            r#"{"type":"string","pattern":"^[a-z][a-z0-9-]{0,62}$"}"#,
            r#"{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]*$"}"#,
            r#"{"type":"string","pattern":"^[a-z][a-z0-9-]{0,30}$"}"#,
        ),
        4 => choice(
            r##"{"type":"array","items":{"$ref":"#/definitions/item"},"minItems":1,"maxItems":50}"##,
            r##"{"type":"array","items":{"$ref":"#/definitions/item"}}"##,
            r##"{"type":"array","items":{"$ref":"#/definitions/item"},"minItems":2}"##,
        ),
        5 if inlined => address.to_owned(),
        5 => choice(
            r##"{"$ref":"#/definitions/address"}"##,
            r##"{"anyOf":[{"$ref":"#/definitions/address"},{"type":"null"}]}"##,
            r##"{"allOf":[{"$ref":"#/definitions/address"},{"required":["country"]}]}"##,
        ),
        6 if inlined => format!(r#"{{"oneOf":[{money},{{"type":"string","enum":["free"]}}]}}"#),
        6 => choice(
            r##"{"oneOf":[{"$ref":"#/definitions/money"},{"type":"string","enum":["free"]}]}"##,
            r##"{"oneOf":[{"$ref":"#/definitions/money"},{"type":"string"}]}"##,
            r##"{"$ref":"#/definitions/money"}"##,
        ),
        7 => choice(
            r#"{"type":"array","items":{"type":"string"},"uniqueItems":true}"#,
            r#"{"type":"array","items":{"type":["string","null"]}}"#,
            r#"{"type":"array","items":{"type":"string","minLength":1},"uniqueItems":true}"#,
        ),
        _ => choice(
            r#"{"type":"object","properties":{"kind":{"enum":["a","b"]},"v":{}},"required":["kind"],"if":{"properties":{"kind":{"const":"a"}}},"then":{"properties":{"v":{"type":"integer"}}},"else":{"properties":{"v":{"type":"string"}}}}"#,
            r#"{"type":"object","properties":{"kind":{"type":"string"}},"required":["kind"]}"#,
            r#"{"type":"object","properties":{"kind":{"enum":["a","b"]},"v":{"type":"integer"}},"required":["kind"]}"#,
        ),
    }
}

/// Twelve types, each of which holds any of the twelve; the last has the leaf.
///
/// Both sides have another title, so that equal families are compared and not recognised.
fn family(open: bool, leaf: &str, title: &str) -> String {
    let all: Vec<String> = (0..12)
        .map(|at| format!(r##"{{"$ref":"#/definitions/T{at}"}}"##))
        .collect();
    let any = format!(r#"{{"oneOf":[{}]}}"#, all.join(","));
    let definitions: Vec<String> = (0..12)
        .map(|at| {
            let leaf = if at == 11 { leaf } else { "string" };
            if open {
                return format!(
                    r#""T{at}":{{"type":"object","properties":{{"n{at}":{{"type":"{leaf}"}},"child":{any}}}}}"#
                );
            }
            format!(
                r#""T{at}":{{"type":"object","properties":{{"kind":{{"const":"k{at}"}},"v":{{"type":"{leaf}"}},"child":{any}}},"required":["kind"],"additionalProperties":false}}"#
            )
        })
        .collect();
    format!(
        r#"{{"title":"{title}","allOf":[{any}],"definitions":{{{}}}}}"#,
        definitions.join(",")
    )
}
