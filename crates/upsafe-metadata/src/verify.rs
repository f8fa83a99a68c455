//! Reads a store from its beginning to its end, with every object judged. Writes nothing.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{
        Condvar, Mutex,
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

use serde_json::Value as Json;

use crate::{
    decode::decode,
    object::{Decoded, Unit},
    reader::{Judge, Reading},
    since::{Need, Since},
    source::{Scanned, Source, SourceError},
    survey::Survey,
};

/// Units that are handed over at once.
const BATCH: usize = 32;
/// Batches that were judged and wait at most.
const JUDGED: usize = 8;
/// So many bytes may wait to be judged: more than a page of a database, so that the next one is
/// fetched meanwhile.
const WAITING_BYTES: usize = 6 << 20;
/// Progress is told after so many objects.
const TOLD_EVERY: usize = 512;
/// A batch that holds so many bytes is handed over early.
const BATCH_BYTES: usize = 256 << 10;

/// Reads a store. `progress` is told how many objects were judged so far, now and then.
///
/// # Errors
/// Where the store as a whole cannot be read.
pub fn verify(
    source: &dyn Source,
    judge: &Judge<'_>,
    since: &Since,
    threads: usize,
    progress: &mut dyn FnMut(usize),
) -> Result<Survey, SourceError> {
    let (mut survey, mut n) = (Survey::default(), 0);
    let scanned = judged(source, (judge, since), threads, &mut |judged| {
        if let (Ok(object), Some(need)) = (&judged.decoded, judged.need) {
            survey.needs(need, &object.key);
        }
        survey.add(&judged.decoded, judged.reading);
        n += 1;
        if n % TOLD_EVERY == 0 {
            progress(n);
        }
    })?;
    progress(survey.total());
    survey.strays = scanned.strays;
    survey.revision = scanned.revision;
    Ok(survey)
}

/// What is left of an object once it was judged.
struct Judged {
    decoded: Decoded,
    reading: Option<Reading>,
    need: Option<Need>,
}

type Batch = (usize, usize, Vec<Unit>);
type Told = (usize, Vec<Judged>);

/// Hands every object with its reading to `sink`, in the order of the source.
fn judged(
    source: &dyn Source,
    asked: (&Judge<'_>, &Since),
    threads: usize,
    sink: &mut dyn FnMut(Judged),
) -> Result<Scanned, SourceError> {
    let (units, waiting) = channel::<Batch>();
    let (results, done) = sync_channel::<Told>(JUDGED);
    let (waiting, room) = (Mutex::new(waiting), &Room::default());
    thread::scope(|scope| {
        let reading = scope.spawn(move || feed(source, room, &units));
        for _ in 0..threads.max(1) {
            let (results, waiting) = (results.clone(), &waiting);
            scope.spawn(move || work(asked, room, waiting, &results));
        }
        drop(results);
        let mut next = 0;
        let mut early: BTreeMap<usize, Vec<Judged>> = BTreeMap::new();
        for (n, told) in done {
            early.insert(n, told);
            while let Some(told) = early.remove(&next) {
                next += 1;
                told.into_iter().for_each(&mut *sink);
            }
        }
        match reading.join() {
            Ok(scanned) => scanned,
            Err(_) => Err(SourceError::new(
                source.describe(),
                "the reading thread ended",
            )),
        }
    })
}

fn feed(source: &dyn Source, room: &Room, units: &Sender<Batch>) -> Result<Scanned, SourceError> {
    let (mut batch, mut bytes, mut n) = (Vec::new(), 0, 0);
    let scanned = source.scan(&mut |unit| {
        bytes += unit.bytes.as_ref().map_or(0, Vec::len);
        batch.push(unit);
        if batch.len() < BATCH && bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        room.take(bytes);
        let full = (n, std::mem::take(&mut bytes), std::mem::take(&mut batch));
        n += 1;
        match units.send(full) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    // Nobody listens any more only where the judging threads ended, which is told elsewhere.
    drop(units.send((n, 0, batch)));
    Ok(scanned)
}

fn work(
    (judge, since): (&Judge<'_>, &Since),
    room: &Room,
    waiting: &Mutex<Receiver<Batch>>,
    results: &SyncSender<Told>,
) {
    let _open = OpenAtTheEnd(room);
    loop {
        let batch = match waiting.lock() {
            Ok(waiting) => waiting.recv(),
            Err(_) => return,
        };
        let Ok((n, bytes, units)) = batch else { return };
        let told = units.iter().flat_map(|unit| read(unit, judge));
        let told = told.map(|(decoded, reading)| lightened(decoded, reading, since));
        let told = told.collect();
        room.give(bytes);
        if results.send((n, told)).is_err() {
            return;
        }
    }
}

/// Frees what nobody looks at any more where it was made: of a fine object all but its name.
fn lightened(mut decoded: Decoded, reading: Option<Reading>, since: &Since) -> Judged {
    let mut need = None;
    if let Ok(object) = &mut decoded {
        need = since.need(object.kind.as_deref(), &object.view);
        object.view = Json::Null;
        if reading.as_ref().is_none_or(|one| one.causes.is_empty()) {
            object.text = Default::default();
        }
    }
    Judged {
        decoded,
        reading,
        need,
    }
}

/// How many bytes wait to be judged: bounded, so that a store may be of any size. Nobody counts any
/// more once a judging thread ended.
struct Room {
    used: Mutex<Option<usize>>,
    given: Condvar,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            used: Mutex::new(Some(0)),
            given: Condvar::new(),
        }
    }
}

impl Room {
    /// Waits until there is room; where nothing waits there always is.
    fn take(&self, bytes: usize) {
        let Ok(used) = self.used.lock() else { return };
        let is_full = |used: &mut Option<usize>| {
            used.is_some_and(|used| used > 0 && used + bytes > WAITING_BYTES)
        };
        if let Ok(mut used) = self.given.wait_while(used, is_full)
            && let Some(used) = used.as_mut()
        {
            *used += bytes;
        }
    }

    fn give(&self, bytes: usize) {
        if let Ok(mut used) = self.used.lock()
            && let Some(used) = used.as_mut()
        {
            *used = used.saturating_sub(bytes);
        }
        self.given.notify_all();
    }
}

/// Lets a reading thread go on when its judging thread ends, however that came.
struct OpenAtTheEnd<'r>(&'r Room);

impl Drop for OpenAtTheEnd<'_> {
    fn drop(&mut self) {
        if let Ok(mut used) = self.0.used.lock() {
            *used = None;
        }
        self.0.given.notify_all();
    }
}

/// The objects of a unit, each judged.
pub(crate) fn read(unit: &Unit, judge: &Judge<'_>) -> Vec<(Decoded, Option<Reading>)> {
    let judged = |decoded: Decoded| {
        let reading = decoded.as_ref().ok().map(|object| judge.read(object));
        (decoded, reading)
    };
    decode(unit).into_iter().map(judged).collect()
}
