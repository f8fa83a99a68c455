//! The list of rules against its directory.

use std::path::Path;

use upsafe_testkit::check_rules;

use super::{MODULES, RULES};

#[test]
fn the_list_of_rules_is_the_directory() {
    let metas: Vec<_> = RULES.iter().map(|rule| rule.meta).collect();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    check_rules(&dir, &metas, MODULES).assert();
}
