//! For whom a change is judged.

/// Whose point of view counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum Audience {
    /// Stored objects and clients that send objects of the old definition.
    #[default]
    Everybody,
    /// Stored objects: read whole, written again, and no change that the API server refuses.
    StoredData,
    /// Clients of the old definition: what they ask for is there, what they send is taken.
    Clients,
    /// Everybody, clients that read what is written from now on, and changed defaults.
    Strict,
    /// What the Operator Lifecycle Manager asks of an upgrade: stored objects, and defaults.
    Olm,
}

impl Audience {
    /// Every profile that has a name.
    pub const NAMED: [Audience; 4] = [
        Audience::Strict,
        Audience::StoredData,
        Audience::Clients,
        Audience::Olm,
    ];

    /// Its name as a profile.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Everybody => "everybody",
            Audience::StoredData => "stored-data",
            Audience::Clients => "clients",
            Audience::Strict => "strict",
            Audience::Olm => "olm",
        }
    }

    /// Reads the name of a profile.
    pub fn from_name(name: &str) -> Option<Audience> {
        Audience::NAMED.into_iter().find(|one| one.name() == name)
    }

    pub(super) fn asks_stored(self) -> bool {
        self != Audience::Clients
    }

    pub(super) fn asks_clients(self) -> bool {
        matches!(
            self,
            Audience::Everybody | Audience::Clients | Audience::Strict
        )
    }

    pub(super) fn asks_policy(self) -> bool {
        matches!(self, Audience::Strict | Audience::Olm)
    }
}
