//! Minimal version selection over any table: the answers are what the definitions demand.

use std::collections::BTreeSet;

use upsafe::deps::resolve::table::{Op, Table};

use crate::promise;

/// Reads a table, runs every operation on some of its modules, and checks the answers.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data).filter(|text| text.len() <= 2048) else {
        return;
    };
    let table = match Table::parse(text) {
        Ok(table) => table,
        Err(error) => {
            promise::talk(&error);
            return promise::position(&text.replace('\r', ""), error.line, 1);
        }
    };
    // The same lines in another order are the same table.
    let reversed: Vec<&str> = text.lines().rev().collect();
    let reversed = Table::parse(&reversed.join("\n"));
    assert_eq!(reversed.as_ref(), Ok(&table));

    let words = || text.lines().flat_map(str::split_whitespace);
    let nodes: Vec<String> = words()
        .map(|word| word.trim_end_matches(':').to_owned())
        .filter(|word| !word.is_empty() && !word.starts_with('#'))
        .take(6)
        .collect();
    let Some((target, others)) = nodes.split_first() else {
        return;
    };
    for op in Op::ALL {
        let args: &[String] = match op {
            Op::Build | Op::UpgradeAll => &[],
            Op::Req => &[],
            _ => &others[..others.len().min(2)],
        };
        let Ok(answer) = table.run(op.name(), target, args) else {
            continue;
        };
        let paths: BTreeSet<_> = answer.iter().map(|node| node.chars().next()).collect();
        if op != Op::Req && op != Op::UpgradeReq {
            assert_eq!(
                paths.len(),
                answer.len(),
                "{op:?}: a path twice in {answer:?}"
            );
            assert_eq!(answer.first(), Some(target), "{op:?}");
        }
        if op == Op::Build {
            least(&table, &answer, target);
        }
    }
}

/// The least requirements of a target lead to the same build list.
fn least(table: &Table, list: &[String], target: &str) {
    let Ok(required) = table.run(Op::Req.name(), target, &[]) else {
        return;
    };
    for node in &required {
        assert!(
            list.contains(node),
            "{node} is required and not selected: {list:?}"
        );
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for node in &required {
        let Ok(below) = table.run(Op::Build.name(), node, &[]) else {
            return;
        };
        seen.extend(below);
    }
    // Where the target is required by its own dependencies, its other versions are seen as well.
    for node in list.iter().skip(1) {
        assert!(
            seen.contains(node)
                || seen
                    .iter()
                    .any(|s| s.chars().next() == target.chars().next()),
            "{node} is selected, but the least requirements {required:?} do not lead to it"
        );
    }
}
