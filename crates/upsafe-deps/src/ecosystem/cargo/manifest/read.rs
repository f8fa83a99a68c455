//! Reads text files that may be anything.

use std::{fs::File, io::Read, path::Path};

use upsafe_core::{LoadError, Position};

/// The largest manifest or configuration that is read, in bytes. A tree of TOML takes about eighty
/// times the memory of its text.
const MAX_TEXT: u64 = 4 << 20;

/// The largest other file that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// Reads a manifest or configuration; `shown` names it in errors.
///
/// # Errors
/// Where there is no regular file, it is larger than 4 MiB, or it is no text; the last with
/// the place of the first byte that is none.
pub fn read_text(path: &Path, shown: &str) -> Result<String, LoadError> {
    let bytes = read_file(path, shown, MAX_TEXT)?;
    let no_text = |bytes: &[u8], at: usize| {
        let found = bytes[at];
        let message = format_args!("expected UTF-8 text, found the byte 0x{found:02x}");
        LoadError::at_position(shown, position(&bytes[..at]), message)
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        no_text(error.as_bytes(), valid)
    })?;
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(no_text(text.as_bytes(), at)),
        None => Ok(text),
    }
}

/// Reads a file as bytes; `shown` names it in errors.
///
/// # Errors
/// Where there is no regular file, or it is larger than [`MAX_BYTES`].
pub(crate) fn read_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, LoadError> {
    read_file(path, shown, MAX_BYTES)
}

/// Reads a file of at most `most` bytes, which does not wait where a pipe stands in its place;
/// `shown` names it in errors.
///
/// # Errors
/// Where there is no regular file, it cannot be read, or it is larger.
pub fn read_file(path: &Path, shown: &str, most: u64) -> Result<Vec<u8>, LoadError> {
    let failed = |error: std::io::Error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => "expected a file, found none".to_owned(),
            _ => format!("expected a file that can be read: {error}"),
        };
        LoadError::whole(shown, message)
    };
    // Asked before opening: opening a pipe would wait for a writer.
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        let message = "expected a file, found a directory";
        return Err(LoadError::whole(shown, message));
    }
    if !metadata.is_file() {
        let message = "expected a regular file, found a device, pipe or socket";
        return Err(LoadError::whole(shown, message));
    }
    let too_large = || {
        let most = most >> 20;
        let message = format_args!("expected a file of at most {most} MiB, found a larger one");
        LoadError::whole(shown, message)
    };
    if metadata.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    let mut file = File::open(path).map_err(failed)?;
    // A plain file of a known size comes with one call of the system; what states no size (as files
    // of the kernel do) is read in steps up to the limit.
    let n_read = match metadata.len() {
        0 => file.take(most + 1).read_to_end(&mut bytes),
        _ => file.read_to_end(&mut bytes),
    };
    if n_read.map_err(failed)? as u64 > most {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The position behind a text that is known to be UTF-8.
fn position(valid: &[u8]) -> Position {
    let start = valid
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |at| at + 1);
    let lines = valid.iter().filter(|&&byte| byte == b'\n').count();
    let is_first_byte = |byte: &&u8| **byte & 0xc0 != 0x80;
    let columns = valid[start..].iter().filter(is_first_byte).count();
    let saturate = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
    Position {
        line: saturate(lines),
        column: saturate(columns),
    }
}
