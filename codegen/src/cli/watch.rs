//! `specsmith generate --watch`: generates again whenever something that was read is saved.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, RecursiveMode, Watcher};

use super::args::Generate;
use super::generate::{self, Task};
use super::streams::Streams;
use super::{Exit, Surroundings};

/// How long nothing may happen before a save counts as done: editors write in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// How long a save may take in all before it is read anyway.
const PATIENCE: Duration = Duration::from_millis(150);

/// Generates, waits for a change, and so on; `rounds` is for tests, and otherwise there is no end.
pub(super) fn run(
    options: &Generate,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
    rounds: Option<usize>,
) -> io::Result<Exit> {
    let (sender, receiver) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more only when the run is over.
        let _ = sender.send(event);
    });
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            streams.error(&format!("files cannot be watched here: {error}"), None)?;
            return Ok(Exit::Bad);
        }
    };
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut round = 1;
    loop {
        let (exit, read) = generate::run_once(Task::Write, options, surroundings, streams)?;
        let files: BTreeSet<PathBuf> = read.iter().filter_map(|file| real(&surroundings.folder.join(file))).collect();
        // Folders and not files: what editors save is often a new file under the old name.
        for folder in files.iter().filter_map(|file| file.parent()) {
            if folders.insert(folder.to_owned())
                && let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive)
            {
                streams.error(&format!("{} cannot be watched: {error}", folder.display()), None)?;
                return Ok(Exit::Bad);
            }
        }
        if rounds == Some(round) || files.is_empty() {
            return Ok(exit);
        }
        round += 1;
        let noun = if files.len() == 1 { "file" } else { "files" };
        streams.remark(&format!("watching {} {noun}; Ctrl-C ends it", files.len()))?;
        if !wait(&receiver, &files) {
            return Ok(exit);
        }
    }
}

/// Waits until one of the files is saved; `false` where nothing more can come.
fn wait(receiver: &Receiver<notify::Result<Event>>, files: &BTreeSet<PathBuf>) -> bool {
    loop {
        let Ok(event) = receiver.recv() else { return false };
        if is_about(event, files) {
            break;
        }
    }
    let start = Instant::now();
    while start.elapsed() < PATIENCE && receiver.recv_timeout(QUIET).is_ok() {}
    true
}

/// Whether an event may have changed one of the files. An error may have hidden anything.
fn is_about(event: notify::Result<Event>, files: &BTreeSet<PathBuf>) -> bool {
    let Ok(event) = event else { return true };
    !event.kind.is_access()
        && event.paths.iter().any(|path| files.contains(path) || real(path).is_some_and(|path| files.contains(&path)))
}

/// The path without links, as events name it.
fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}
