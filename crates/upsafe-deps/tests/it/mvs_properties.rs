//! What must hold of every graph: the list is minimal, does not depend on order, and is stable.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use proptest::prelude::*;
use upsafe_deps::resolve::arrays::ArrayGraph;
use upsafe_deps::resolve::{Latest, Module, Previous, Requirements, mvs};

const N_PATHS: u8 = 6;
const N_VERSIONS: u8 = 4;

type Node = Module<u8, u8>;

/// Path 0 is the target, in version 0 only; the others have `N_VERSIONS` versions.
#[derive(Clone, Debug)]
struct Graph(BTreeMap<Node, Vec<Node>>);

impl Requirements for Graph {
    type Path = u8;
    type Version = u8;
    type Error = Infallible;

    fn required(&self, module: &Node) -> Result<Vec<Node>, Infallible> {
        Ok(self.0.get(module).cloned().unwrap_or_default())
    }

    fn max<'v>(&self, _: &u8, a: &'v u8, b: &'v u8) -> &'v u8 {
        a.max(b)
    }
}

impl Latest for Graph {
    fn latest(&self, _: &Node) -> Result<Option<u8>, Infallible> {
        Ok(Some(N_VERSIONS - 1))
    }
}

impl Previous for Graph {
    fn previous(&self, module: &Node) -> Result<Option<u8>, Infallible> {
        Ok(module.version.and_then(|v| v.checked_sub(1)))
    }
}

fn node() -> impl Strategy<Value = Node> {
    (1..N_PATHS, 0..N_VERSIONS).prop_map(|(path, version)| Module::new(path, version))
}

fn graph() -> impl Strategy<Value = Graph> {
    let required = prop::collection::vec(node(), 0..4);
    prop::collection::vec(required, 1 + usize::from(N_PATHS * N_VERSIONS)).prop_map(|lists| {
        let mut lists = lists.into_iter();
        let mut graph = BTreeMap::from([(target(), lists.next().unwrap_or_default())]);
        for path in 1..N_PATHS {
            for version in 0..N_VERSIONS {
                let required = lists.next().unwrap_or_default();
                graph.insert(Module::new(path, version), required);
            }
        }
        Graph(graph)
    })
}

fn target() -> Node {
    Module::new(0, 0)
}

fn built(graph: &Graph) -> Vec<Node> {
    mvs::build_list(graph, &[target()]).unwrap()
}

fn with_target(graph: &Graph, required: Vec<Node>) -> Graph {
    let mut graph = graph.clone();
    graph.0.insert(target(), required);
    graph
}

/// Everything that can be reached, by the slowest way there is.
fn reachable(graph: &Graph) -> BTreeSet<Node> {
    let mut reached = BTreeSet::from([target()]);
    loop {
        let next: BTreeSet<Node> = reached
            .iter()
            .flat_map(|node| graph.0.get(node).cloned().unwrap_or_default())
            .chain(reached.iter().cloned())
            .collect();
        if next == reached {
            return reached;
        }
        reached = next;
    }
}

proptest! {
    #[test]
    fn the_build_list_is_the_greatest_reachable_version_of_each_path(graph in graph()) {
        let mut greatest = BTreeMap::new();
        for node in reachable(&graph) {
            let version = greatest.entry(node.path).or_insert(node.version);
            *version = node.version.max(*version);
        }
        let expected: Vec<Node> = greatest
            .into_iter()
            .map(|(path, version)| Module { path, version })
            .collect();
        prop_assert_eq!(built(&graph), expected);
    }

    #[test]
    fn the_order_of_requirements_does_not_matter(graph in graph()) {
        let mut reversed = graph.clone();
        for required in reversed.0.values_mut() {
            required.reverse();
        }
        prop_assert_eq!(built(&graph), built(&reversed));
    }

    #[test]
    fn requiring_the_build_list_changes_nothing(graph in graph()) {
        let list = built(&graph);
        let stated = with_target(&graph, list[1..].to_vec());
        let again = built(&stated);
        // Selected versions only: what older versions required may be gone, nothing may be new.
        for module in &again {
            prop_assert!(list.contains(module));
        }
        prop_assert_eq!(&again, &list);
    }

    #[test]
    fn minimal_requirements_give_the_same_list_and_none_can_be_left_out(graph in graph()) {
        let list = built(&graph);
        let minimal = mvs::minimal_requirements(&graph, &target(), &[]).unwrap();
        let reduced = with_target(&graph, minimal.clone());
        let reduced = built(&reduced);
        for module in &reduced {
            prop_assert!(list.contains(module), "{module} is new");
        }
        prop_assert_eq!(&reduced, &list);
        for left_out in &minimal {
            let without: Vec<Node> = minimal.iter().filter(|m| *m != left_out).cloned().collect();
            prop_assert_ne!(&built(&with_target(&graph, without)), &list, "{} is not needed", left_out);
        }
    }

    #[test]
    fn an_upgrade_lowers_nothing_and_reaches_what_was_wanted(graph in graph(), wanted in node()) {
        let before = built(&graph);
        let after = mvs::upgrade(&graph, &target(), std::slice::from_ref(&wanted)).unwrap();
        for old in &before {
            let new = after.iter().find(|m| m.path == old.path);
            prop_assert!(new.is_some_and(|new| new.version >= old.version));
        }
        let reached = after.iter().find(|m| m.path == wanted.path);
        prop_assert!(reached.is_some_and(|m| m.version >= wanted.version));
        let all = mvs::upgrade_all(&graph, &target()).unwrap();
        prop_assert!(all[1..].iter().all(|m| m.version == Some(N_VERSIONS - 1)));
    }

    #[test]
    fn a_downgrade_raises_nothing_and_keeps_below_what_was_wanted(
        graph in graph(),
        wanted in node(),
    ) {
        let before = built(&graph);
        let after = mvs::downgrade(&graph, &target(), std::slice::from_ref(&wanted)).unwrap();
        for new in &after {
            if new.path == wanted.path {
                prop_assert!(new.version <= wanted.version);
            } else if let Some(old) = before.iter().find(|m| m.path == new.path) {
                prop_assert!(new.version <= old.version);
            }
        }
    }

    #[test]
    fn arrays_and_the_trait_select_the_same(graph in graph()) {
        let nodes: Vec<&Node> = graph.0.keys().collect();
        let number = |node: &Node| nodes.iter().position(|n| *n == node).unwrap() as u32;
        let arrays = ArrayGraph::new(
            &nodes
                .iter()
                .map(|n| (u32::from(n.path), u32::from(n.version.unwrap_or(0))))
                .collect::<Vec<_>>(),
            &graph
                .0
                .values()
                .map(|required| required.iter().map(number).collect())
                .collect::<Vec<_>>(),
        )
        .unwrap();
        let list: Vec<Node> = arrays
            .build_list(number(&target()))
            .into_iter()
            .map(|n| nodes[n as usize].clone())
            .collect();
        prop_assert_eq!(list, built(&graph));
    }
}
