//! What a new version supports less than the one before, and whether its number says so.

use upsafe_config::DroppedSupport;
use upsafe_core::Span;

use super::{Matrix, Planes, Version};

/// Versions of another component that the version before worked with and the new one does not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dropped {
    /// The component that the repository is.
    pub own: String,
    /// The version before.
    pub base: Version,
    /// The new version.
    pub head: Version,
    /// The other component.
    pub component: String,
    /// Its versions that no longer do.
    pub versions: Planes,
    /// Where the new range stands, in bytes of the new `upsafe.toml`.
    pub span: Span,
    /// Which release that needs.
    pub required: DroppedSupport,
    /// Whether the new version is such a release.
    pub is_announced: bool,
}

impl Matrix {
    /// What the row of `head` in this matrix supports less than the row of `base` in the one before.
    ///
    /// A component that the new row does not name any more may be of any version, which is not less.
    /// A version that is in no row supports nothing that could be compared.
    pub fn dropped(&self, before: &Self, base: &Version, head: &Version) -> Vec<Dropped> {
        let (Some(own), Some(old_own)) = (
            self.own.and_then(|own| self.components.get(own)),
            before.own.and_then(|own| before.components.get(own)),
        ) else {
            return Vec::new();
        };
        let mut dropped = Vec::new();
        for need in own.rows_of(head).flat_map(|row| &row.needs) {
            let name = self.name(need.component);
            let Some(old) = before.component(name) else {
                continue;
            };
            let (scheme, old_scheme) = (
                self.components.get(need.component).map(|one| one.scheme),
                before.components.get(old).map(|one| one.scheme),
            );
            let mut rows = old_own.rows_of(base).peekable();
            if scheme != old_scheme || rows.peek().is_none() {
                continue;
            }
            let old_needs = rows.flat_map(|row| &row.needs);
            let old_needs = old_needs.filter(|one| one.component == old);
            let supported = old_needs.fold(Planes::all(), |all, one| {
                all.intersection(one.range.planes())
            });
            let gone = supported.minus(need.range.planes());
            if gone.is_empty() {
                continue;
            }
            dropped.push(Dropped {
                own: own.name.as_str().to_owned(),
                base: base.clone(),
                head: head.clone(),
                component: name.to_owned(),
                versions: gone,
                span: need.range.span(),
                required: self.dropped_support,
                is_announced: is_announced(base, head, self.dropped_support),
            });
        }
        dropped
    }
}

fn is_announced(base: &Version, head: &Version, required: DroppedSupport) -> bool {
    let (old, new) = (base.line(), head.line());
    match required {
        DroppedSupport::Patch => true,
        DroppedSupport::Minor => old != new,
        _ => !new.is_same_major(&old),
    }
}
