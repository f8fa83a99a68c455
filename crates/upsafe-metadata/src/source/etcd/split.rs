//! A large keyspace in parts: a page costs what is behind it, so that small parts are read quicker.

use super::{
    Range, end_of,
    gateway::{Failure, Gateway},
};

/// A part with fewer keys is read as it is.
const SMALL: i64 = 20_000;
/// A part with more children than this is read as it is.
const MAX_CHILDREN: usize = 64;
/// Parts of parts are looked for so deep: group, kind and namespace of Kubernetes.
const MAX_DEPTH: usize = 3;

/// The parts of a range, in order; together they are the whole of it.
pub(super) fn ranges(
    gateway: &mut Gateway,
    whole: &Range,
    prefix: usize,
    revision: i64,
    since: Option<i64>,
) -> Result<Vec<Range>, Failure> {
    let mut out = Vec::new();
    if since.is_some() {
        // What changed is little: one walk finds it.
        return Ok(vec![whole.clone()]);
    }
    divide(
        gateway,
        whole.clone(),
        prefix,
        revision,
        MAX_DEPTH,
        &mut out,
    )?;
    Ok(out)
}

fn divide(
    gateway: &mut Gateway,
    range: Range,
    prefix: usize,
    revision: i64,
    depth: usize,
    out: &mut Vec<Range>,
) -> Result<(), Failure> {
    if depth == 0 || gateway.count(&range, revision)? <= SMALL {
        out.push(range);
        return Ok(());
    }
    let mut rest = range;
    for _ in 0..MAX_CHILDREN {
        let Some(key) = gateway.first_key(&rest, revision)? else {
            return Ok(());
        };
        // The child: up to the next `/` behind the prefix.
        let slash = key.iter().skip(prefix + 1).position(|byte| *byte == b'/');
        let Some(slash) = slash else { break };
        let child = key[..prefix + slash + 2].to_vec();
        let end = end_of(&child);
        if rest.start < child {
            // Keys before the child that have no `/` were passed: there are none before the first key.
            rest.start.clone_from(&child);
        }
        let below = Range {
            start: rest.start.clone(),
            end: end.clone(),
        };
        divide(gateway, below, child.len() - 1, revision, depth - 1, out)?;
        rest.start = end;
    }
    out.push(rest);
    Ok(())
}
