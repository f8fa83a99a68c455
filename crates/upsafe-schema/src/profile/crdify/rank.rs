//! The order of versions by their names.

/// The order of Kubernetes' versions: other names, then `v1alpha1`, `v1beta1`, `v1`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Other(std::cmp::Reverse<String>),
    Known { kind: u8, major: u64, minor: u64 },
}

impl Rank {
    pub(super) fn of(name: &str) -> Rank {
        Rank::known(name).unwrap_or_else(|| Rank::Other(std::cmp::Reverse(name.to_owned())))
    }

    fn known(name: &str) -> Option<Rank> {
        let rest = name.strip_prefix('v')?;
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let (major, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let (kind, minor) = match (rest.strip_prefix("alpha"), rest.strip_prefix("beta")) {
            (Some(minor), _) => (0, minor),
            (_, Some(minor)) => (1, minor),
            (None, None) if rest.is_empty() => (2, "0"),
            (None, None) => return None,
        };
        let number = |text: &str| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok()).flatten()
        };
        Some(Rank::Known {
            kind,
            major: number(major)?,
            minor: number(minor)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Rank;

    #[test]
    fn versions_are_ordered_as_kubernetes_orders_them() {
        let mut names = [
            "v1", "v2", "foo", "v1beta2", "v2alpha1", "v1beta1", "bar", "v10",
        ];
        names.sort_by_key(|name| Rank::of(name));
        assert_eq!(
            names.join(" "),
            "foo bar v2alpha1 v1beta1 v1beta2 v1 v2 v10"
        );
    }
}
