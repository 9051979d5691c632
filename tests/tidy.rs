//! The project is as its design says: who may use what, how large things are, what stands where.
//!
//! Sources are looked at as syntax. Each check gives the faults that it finds, and is itself tried on a snippet that has
//! one, so that a check that finds nothing can be believed.

#[path = "tidy/lists.rs"]
mod lists;
#[path = "tidy/panics.rs"]
mod panics;
#[path = "tidy/portable.rs"]
mod portable;
#[path = "tidy/sizes.rs"]
mod sizes;
#[path = "tidy/sources.rs"]
mod sources;
#[path = "tidy/stages.rs"]
mod stages;
#[path = "tidy/top_level.rs"]
mod top_level;
#[path = "tidy/words.rs"]
mod words;

/// Fails with everything that was found.
#[track_caller]
fn nothing(faults: &[String]) {
    assert!(faults.is_empty(), "{} found:\n{}", faults.len(), faults.join("\n"));
}
