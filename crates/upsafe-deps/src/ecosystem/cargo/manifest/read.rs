//! Reads text files that may be anything.

use std::{fs::File, io::Read, path::Path};

use upsafe_core::{LoadError, Position};

/// The largest text that is read, in bytes.
pub(crate) const MAX_BYTES: u64 = 64 << 20;

/// Reads a file as text; `shown` names it in errors.
///
/// # Errors
/// Where there is no regular file, it is larger than [`MAX_BYTES`], or it is not UTF-8; the last
/// with the place of the first byte that is not.
pub(crate) fn read_text(path: &Path, shown: &str) -> Result<String, LoadError> {
    let bytes = read_bytes(path, shown)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let found = bytes[valid];
        let message = format_args!("expected UTF-8 text, found the byte 0x{found:02x}");
        LoadError::at_position(shown, position(&bytes[..valid]), message)
    })
}

/// Reads a file as bytes; `shown` names it in errors.
pub(crate) fn read_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, LoadError> {
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
        let most = MAX_BYTES >> 20;
        let message = format_args!("expected a file of at most {most} MiB, found a larger one");
        LoadError::whole(shown, message)
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    let file = File::open(path).map_err(failed)?;
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    if read.map_err(failed)? as u64 > MAX_BYTES {
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
