//! The files that a crate was generated from, as its tests name them.

use std::path::Path;

use crate::config::Config;
use crate::diag::{self, Sink};
use crate::read::Source;

/// A document as the generator was given it, with the configuration and the folder that came along, and a sink that lets
/// what is wrong with the document be left out. Faults of the configuration are text for people.
pub(crate) fn files(
    document: &Path,
    config: Option<&Path>,
    root: Option<&Path>,
) -> Result<(Source, Config, Sink), String> {
    let mut sink = Sink::new();
    let config = match config {
        Some(config) => Config::read(config, &mut sink).ok_or_else(|| diag::render(&sink, false))?,
        None => Config::default(),
    };
    let mut source = Source::file(document).with_overlays(config.overlays.iter().map(Source::file));
    if let Some(root) = root {
        source = source.with_root(root);
    }
    sink.degrade = true;
    Ok((source, config, sink))
}
