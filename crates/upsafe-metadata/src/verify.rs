//! Reads a store from its beginning to its end, with every object judged. Writes nothing.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use crate::{
    decode::decode,
    object::{Decoded, Unit},
    reader::{Judge, Reading},
    since::Since,
    source::{Scanned, Source, SourceError},
    survey::Survey,
};

/// Units that are handed over at once.
const BATCH: usize = 32;
/// Batches that wait at most.
const WAITING: usize = 8;
/// Progress is told after so many objects.
const TOLD_EVERY: usize = 512;
/// A batch that holds so many bytes is handed over early.
const BATCH_BYTES: usize = 1 << 20;

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
    let scanned = judged(source, judge, threads, &mut |decoded, reading| {
        if let Ok(object) = &decoded
            && let Some(need) = since.need(object.kind.as_deref(), &object.view)
        {
            survey.needs(need, &object.key);
        }
        survey.add(&decoded, reading);
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

type Batch = (usize, Vec<Unit>);
type Told = (usize, Vec<(Decoded, Option<Reading>)>);

/// Hands every object with its reading to `sink`, in the order of the source.
fn judged(
    source: &dyn Source,
    judge: &Judge<'_>,
    threads: usize,
    sink: &mut dyn FnMut(Decoded, Option<Reading>),
) -> Result<Scanned, SourceError> {
    let (units, waiting) = sync_channel::<Batch>(WAITING);
    let (results, done) = sync_channel::<Told>(WAITING);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        let reading = scope.spawn(move || feed(source, &units));
        for _ in 0..threads.max(1) {
            let (results, waiting) = (results.clone(), &waiting);
            scope.spawn(move || work(judge, waiting, &results));
        }
        drop(results);
        let mut next = 0;
        let mut early: BTreeMap<usize, Vec<(Decoded, Option<Reading>)>> = BTreeMap::new();
        for (n, told) in done {
            early.insert(n, told);
            while let Some(told) = early.remove(&next) {
                next += 1;
                for (decoded, reading) in told {
                    sink(decoded, reading);
                }
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

fn feed(source: &dyn Source, units: &SyncSender<Batch>) -> Result<Scanned, SourceError> {
    let (mut batch, mut bytes, mut n) = (Vec::new(), 0, 0);
    let scanned = source.scan(&mut |unit| {
        bytes += unit.bytes.as_ref().map_or(0, Vec::len);
        batch.push(unit);
        if batch.len() < BATCH && bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        n += 1;
        match units.send((n - 1, std::mem::take(&mut batch))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    // Nobody listens any more only where the judging threads ended, which is told elsewhere.
    drop(units.send((n, batch)));
    Ok(scanned)
}

fn work(judge: &Judge<'_>, waiting: &Mutex<Receiver<Batch>>, results: &SyncSender<Told>) {
    loop {
        let batch = match waiting.lock() {
            Ok(waiting) => waiting.recv(),
            Err(_) => return,
        };
        let Ok((n, units)) = batch else { return };
        let told = units.iter().flat_map(|unit| read(unit, judge)).collect();
        if results.send((n, told)).is_err() {
            return;
        }
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
