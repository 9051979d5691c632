//! `--watch`, with as many rounds as the test wants.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use super::super::args::{Color, Format, Generate, Style};
use super::super::streams::Streams;
use super::super::watch;
use super::{DOCUMENT, Exit, Place};

#[test]
fn what_is_saved_is_generated_again() {
    let place = Place::new();
    let folder = place.path().to_owned();
    let library = folder.join("sdk/src/resources/pets.rs");
    let saving = thread::spawn({
        let (folder, library) = (folder.clone(), library.clone());
        move || {
            let limit = Instant::now() + Duration::from_secs(60);
            let wait = |is: &dyn Fn() -> bool| {
                while !is() {
                    assert!(Instant::now() < limit, "nothing is generated");
                    thread::sleep(Duration::from_millis(2));
                }
            };
            wait(&|| library.exists());
            // The watch begins after the files are there.
            thread::sleep(Duration::from_millis(500));
            let saved = Instant::now();
            // As editors do: a new file under the old name. What else is in the folder is no reason.
            fs::write(folder.join("other.json"), "{}").unwrap();
            fs::write(folder.join("new"), DOCUMENT.replace("\"listPets\",", "\"listPets\", \"deprecated\": true,"))
                .unwrap();
            fs::rename(folder.join("new"), folder.join("pets.json")).unwrap();
            wait(&|| fs::read_to_string(&library).is_ok_and(|text| text.contains("#[deprecated")));
            saved.elapsed()
        }
    });
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let style = Style { color: Color::Never, message_format: Format::Human };
    let mut streams = Streams::new(&mut out, &mut err, &place.surroundings, style);
    let options = Generate { document: Some("pets.json".into()), output: Some("sdk".into()), ..Generate::default() };
    let exit = watch::run(&options, &place.surroundings, &mut streams, Some(2)).unwrap();
    let took = saving.join().unwrap();
    assert_eq!(exit, Exit::Done);
    let err = String::from_utf8(err).unwrap();
    assert_eq!(err, "watching 1 file; Ctrl-C ends it\n");
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.matches(" → sdk (").count(), 2, "{out}");
    assert!(out.contains("Rust API   minor"), "{out}");
    eprintln!("generated again {took:?} after it was saved");
}
