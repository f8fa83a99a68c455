//! A reader with what stands around it: a writer before it, clients behind it, moves that explain.

use serde_json::Value as Json;

use super::{
    Cause, JsonSchemaReader, Program, Reader, Reading, Seen, Verdict, differences, program::loss,
};
use crate::{migrate::Migration, object::Object, value::Value};

/// What to do where a writer loses what it is given: no migration can help.
const MEND_THE_WRITER: &str =
    "mend the writer: what it drops is gone with its first write, whoever reads after it";

/// A reader with what stands around it.
pub struct Judge<'j> {
    /// Reads what is stored.
    pub reader: &'j dyn Reader,
    /// Writes each object anew before it is read, as a version does that reads what it wrote.
    pub writer: Option<&'j Program>,
    /// What clients of the reader accept.
    pub clients: &'j [JsonSchemaReader],
    /// Migrations by which the reader itself may move values: a value that one of them moved and
    /// that the reader has in its new place is not lost.
    pub moves: &'j [Migration],
}

impl std::fmt::Debug for Judge<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Judge")
            .field("reader", &self.reader.describe())
            .finish_non_exhaustive()
    }
}

impl Judge<'_> {
    /// Reads one object.
    pub fn read(&self, object: &Object) -> Reading {
        let Some(writer) = self.writer else {
            return self.read_stored(object);
        };
        let (written, text) = match writer.write(object) {
            Ok(written) => written,
            Err(cause) => {
                return Reading {
                    causes: vec![*cause],
                    seen: Seen::Nothing,
                };
            }
        };
        let mut reading = self.read_stored(&Object {
            view: written.clone(),
            text,
            ..object.clone()
        });
        // What the writer itself dropped was lost before anybody read it.
        let dropped = differences(&object.view, &written).into_iter().map(loss);
        reading.causes.extend(dropped.map(|mut cause| {
            cause.reason = cause
                .reason
                .replace("by the reader", "by the writer")
                .replace("read as", "written as");
            cause.help = Some(MEND_THE_WRITER);
            cause
        }));
        reading
    }

    fn read_stored(&self, object: &Object) -> Reading {
        let mut reading = self.reader.read(object);
        self.explain(object, &mut reading);
        if let Some(seen) = reading.seen.of(&object.view) {
            for client in self.clients {
                let told = client.read(seen, Verdict::ClientBreaking);
                let breaking = told
                    .causes
                    .into_iter()
                    .filter(|cause| cause.verdict == Verdict::ClientBreaking);
                reading.causes.extend(breaking);
            }
        }
        reading
    }

    /// Takes losses out that are moves.
    fn explain(&self, object: &Object, reading: &mut Reading) {
        let lossy = |cause: &Cause| cause.verdict == Verdict::Lossy;
        let Some(seen) = reading.seen.of(&object.view) else {
            return;
        };
        if self.moves.is_empty() || !reading.causes.iter().any(lossy) {
            return;
        }
        let mut value = Value::from_json(&object.view);
        for migration in self.moves {
            migration.apply_pure(object.kind.as_deref(), &mut value);
        }
        let moved: Json = value.to_json();
        let still = differences(&moved, seen);
        let lost = |path: &str| {
            still.iter().any(|difference| {
                covers(difference.path(), path) || covers(path, difference.path())
            })
        };
        reading
            .causes
            .retain(|cause| !lossy(cause) || lost(&cause.path));
    }
}

/// Whether a path is another one, or lies above it.
fn covers(above: &str, path: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| above.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}
