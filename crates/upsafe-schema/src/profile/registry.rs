//! What the registries' checkers share: matching branches.

/// The size of a greatest matching between two lists; `edges[i]` are the right partners of the
/// left `i`.
///
/// Augmenting paths, breadth first, so nothing recurses on the input.
pub(super) fn matching(edges: &[Vec<usize>], n_right: usize) -> usize {
    let mut left_of: Vec<Option<usize>> = vec![None; n_right];
    let mut right_of: Vec<Option<usize>> = vec![None; edges.len()];
    let mut size = 0;
    for start in 0..edges.len() {
        let mut came_from: Vec<Option<usize>> = vec![None; n_right];
        let mut todo = std::collections::VecDeque::from([start]);
        let mut end = None;
        'search: while let Some(left) = todo.pop_front() {
            for &right in &edges[left] {
                if came_from[right].is_some() {
                    continue;
                }
                came_from[right] = Some(left);
                match left_of[right] {
                    Some(next) => todo.push_back(next),
                    None => {
                        end = Some(right);
                        break 'search;
                    }
                }
            }
        }
        let mut at = end;
        if at.is_some() {
            size += 1;
        }
        while let Some(right) = at {
            let Some(left) = came_from[right] else { break };
            at = right_of[left];
            right_of[left] = Some(right);
            left_of[right] = Some(left);
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn matchings_are_greatest() {
        let check = |edges: &[&[usize]], n_right, expected| {
            let edges: Vec<Vec<usize>> = edges.iter().map(|list| list.to_vec()).collect();
            assert_eq!(matching(&edges, n_right), expected, "{edges:?}");
        };
        check(&[], 0, 0);
        check(&[&[0], &[0]], 1, 1);
        check(&[&[0, 1], &[0]], 2, 2);
        check(&[&[0, 1], &[0, 2], &[0]], 3, 3);
        check(&[&[0], &[0, 1], &[1, 2], &[1]], 3, 3);
        check(&[&[], &[1]], 2, 1);
    }
}
