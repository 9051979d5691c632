//! What is printed where, and what happens when it cannot be.

use std::io::{self, Write};

use super::{Exit, Place, run, words};

#[test]
fn colors_are_for_terminals_and_for_who_asks() {
    let mut place = Place::new();
    let is_colored = |place: &Place, options: &str| {
        let done = place.run(&format!("specsmith generate nowhere.json -o sdk {options}"));
        let usage = place.run(&format!("specsmith {options} --frobnicate"));
        assert_eq!(done.err.contains('\x1b'), usage.err.contains('\x1b'), "{done:?} {usage:?}");
        done.err.contains('\x1b')
    };
    assert!(!is_colored(&place, ""));
    assert!(is_colored(&place, "--color always"));
    assert!(is_colored(&place, "--color=always"));
    place.surroundings.is_terminal = true;
    assert!(is_colored(&place, ""));
    assert!(!is_colored(&place, "--color never"));
    place.surroundings.no_color = true;
    assert!(!is_colored(&place, ""));
    assert!(is_colored(&place, "--color always"));
}

/// A stream whose reader has gone, or whose disk is full.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let place = Place::new();
    for (line, kind, exit) in [
        ("specsmith check pets.json -o sdk", io::ErrorKind::BrokenPipe, Exit::Found),
        ("specsmith generate pets.json -o sdk", io::ErrorKind::BrokenPipe, Exit::Done),
        ("specsmith --help", io::ErrorKind::BrokenPipe, Exit::Done),
        ("specsmith generate pets.json -o sdk", io::ErrorKind::StorageFull, Exit::Bad),
    ] {
        let mut err = Vec::new();
        let found = run(words(line), &place.surroundings, &mut Broken(kind), &mut err);
        assert_eq!(found, exit, "{line} {kind}");
        assert_eq!(err.is_empty(), exit != Exit::Bad);
    }
    let line = "specsmith generate nowhere.json -o sdk";
    let mut broken = Broken(io::ErrorKind::BrokenPipe);
    let found = run(words(line), &place.surroundings, &mut Vec::new(), &mut broken);
    assert_eq!(found, Exit::Bad);
}
