//! `specsmith mock`: a server that is made of a document.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::diag::Sink;
use crate::mock::{Mock, Server, Settings};

use super::args::{self, Generate};
use super::streams::Streams;
use super::{Exit, Surroundings, inputs};

/// Answers until the process ends.
pub(super) fn run(options: &args::Mock, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let Some(server) = start(options, surroundings, streams)? else { return Ok(Exit::Bad) };
    streams.out.flush()?;
    server.wait();
    Ok(Exit::Done)
}

/// Starts the server, and says where it is; nothing after a report where that is not possible.
pub(super) fn start(
    options: &args::Mock,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
) -> io::Result<Option<Server>> {
    let start = Instant::now();
    let mut sink = Sink::new();
    sink.degrade = options.degrade;
    let asked = Generate {
        document: options.document.clone(),
        config: options.config.clone(),
        root: options.root.clone(),
        // Nothing is written.
        output: Some(PathBuf::new()),
        ..Generate::default()
    };
    let settings = Settings::default()
        .latency(Duration::from_millis(options.latency))
        .failures(options.fail_every, options.fail_status)
        .refuse(!options.lenient)
        .pages(options.items, options.page_size);
    let found = inputs::find(&asked, surroundings, &mut sink);
    let mock = found.as_ref().and_then(|inputs| Mock::read(&inputs.source, &inputs.config, settings, &mut sink));
    let (Some(inputs), Some(mock)) = (found, mock) else {
        streams.diagnostics(&sink)?;
        streams.remark("nothing is served")?;
        return Ok(None);
    };
    if let Some(file) = &options.log {
        match File::create(surroundings.folder.join(file)) {
            Ok(log) => mock.log().copy_to(log),
            Err(error) => {
                streams.error(&format!("cannot write {}: {error}", file.display()), None)?;
                return Ok(None);
            }
        }
    }
    match mock.serve_at((options.host, options.port).into()) {
        Ok(server) => {
            let (count, millis) = (mock.operations(), start.elapsed().as_millis());
            let line = format!("{}: {count} operations at {} ({millis} ms)\n", inputs.document, server.url());
            streams.result(&line)?;
            Ok(Some(server))
        }
        Err(error) => {
            let message = format!("cannot answer at {}:{}: {error}", options.host, options.port);
            streams.error(&message, Some("name another port with `--port`; 0 is any that is free"))?;
            Ok(None)
        }
    }
}
