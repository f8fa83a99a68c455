//! The ways in which a file is spoiled.

use std::{fs, path::Path};

/// A way to spoil a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoil {
    /// It ends in the middle of a word.
    Truncated,
    /// Bytes that are no text.
    Binary,
    /// 100 MB.
    Huge,
    /// A merge left its markers.
    Conflicted,
    /// One byte that is not UTF-8.
    NotUtf8,
    /// A hundred thousand openings and no end.
    Nested,
    /// A line of a million characters.
    LongLine,
    /// A folder stands in its place.
    Folder,
    /// It may not be read.
    Unreadable,
    /// A link that leads nowhere.
    Dangling,
    /// A link to itself.
    Circle,
    /// A pipe that nobody writes to.
    Pipe,
}

impl Spoil {
    pub(crate) const ALL: [Self; 12] = [
        Self::Truncated,
        Self::Binary,
        Self::Huge,
        Self::Conflicted,
        Self::NotUtf8,
        Self::Nested,
        Self::LongLine,
        Self::Folder,
        Self::Unreadable,
        Self::Dangling,
        Self::Circle,
        Self::Pipe,
    ];

    /// Spoils the file at `path`, which holds `good`; `cut` is where it is truncated. Gives `false`
    /// where that cannot be done here.
    pub(crate) fn apply(self, path: &Path, good: &[u8], cut: &[u8]) -> bool {
        drop(fs::remove_file(path));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match self {
            Self::Truncated => {
                let at = good.windows(cut.len()).position(|part| part == cut);
                fs::write(path, &good[..at.unwrap() + cut.len()]).unwrap();
            }
            Self::Binary => fs::write(path, binary()).unwrap(),
            Self::Huge => {
                fs::write(path, good).unwrap();
                let file = fs::File::options().write(true).open(path).unwrap();
                file.set_len(100_000_000).unwrap();
            }
            Self::Conflicted => {
                let ours = [
                    b"<<<<<<< HEAD\n",
                    good,
                    b"\n=======\n",
                    good,
                    b"\n>>>>>>> other\n",
                ];
                fs::write(path, ours.concat()).unwrap();
            }
            Self::NotUtf8 => {
                let at = good.windows(cut.len()).position(|part| part == cut);
                let (before, behind) = good.split_at(at.unwrap() + cut.len());
                fs::write(path, [before, b"\xff", behind].concat()).unwrap();
            }
            Self::Nested => {
                let opening: &[u8] = match path.extension().and_then(|name| name.to_str()) {
                    Some("toml" | "lock") => b"a = ",
                    Some("json") => b"{\"format\": 1, \"findings\": ",
                    Some("mod" | "work") => b"require ",
                    _ => b"",
                };
                let bracket = match opening {
                    b"require " => b"(",
                    _ => b"[",
                };
                fs::write(path, [opening, &bracket.repeat(100_000)].concat()).unwrap();
            }
            Self::LongLine => fs::write(path, b"a".repeat(1_000_000)).unwrap(),
            Self::Folder => fs::create_dir(path).unwrap(),
            #[cfg(unix)]
            Self::Unreadable => {
                use std::os::unix::fs::PermissionsExt;
                fs::write(path, good).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
                // Root reads everything.
                return fs::read(path).is_err();
            }
            #[cfg(unix)]
            Self::Dangling => crate::world::link(Path::new("leads/nowhere"), path),
            #[cfg(unix)]
            Self::Circle => crate::world::link(path, path),
            #[cfg(not(unix))]
            Self::Unreadable | Self::Dangling | Self::Circle => return false,
            Self::Pipe => return crate::world::pipe(path),
        }
        true
    }
}

/// Bytes in no order, zeros among them; the same in every run.
fn binary() -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    (0..4096).map(|_| next()).collect()
}
