//! vendor/modules.txt: what is selected is listed, and only once.

use upsafe::deps::ecosystem::go::{VendorList, compare};

/// Reads a modules.txt.
pub fn run(data: &[u8]) {
    let list = VendorList::parse(data);
    let n_lines = String::from_utf8_lossy(data).lines().count();
    assert!(list.modules.is_sorted_by(|a, b| a.line < b.line));
    for module in &list.modules {
        assert!(
            module.line >= 1 && module.line as usize <= n_lines,
            "{module:?}"
        );
    }
    let selected = list.selected();
    assert!(
        selected.is_sorted_by(|a, b| a.path < b.path),
        "{selected:?}"
    );
    for module in &selected {
        let copies = list
            .modules
            .iter()
            .filter(|listed| listed.path == module.path && !listed.packages.is_empty());
        let greatest = copies
            .filter_map(|listed| listed.version.clone())
            .max_by(|a, b| compare(&module.path, a, b));
        let Some((greatest, version)) = greatest.zip(module.version.clone()) else {
            panic!("{module:?} is selected and not listed");
        };
        assert!(compare(&module.path, &greatest, &version).is_eq());
    }
}
