//! Crates of the document before and after an edit, compiled by cargo.
//!
//! There are two of them, and the second is written anew for each edit: dependencies are built once, and an edit costs
//! what its own crate does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

use specsmith::config::Config;
use specsmith::read::Source;
use specsmith_tests::project;

use super::{Sink, diag};

/// Features that bring no HTTP stack along, which is the same in every crate.
const FEATURES: [&str; 3] = ["--no-default-features", "--features", "full"];

/// One test at a time has the folder.
static TURN: Mutex<()> = Mutex::new(());

/// The folder of the crates.
pub(crate) struct Crates {
    folder: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Crates {
    /// The folder, when nobody else has it.
    pub(crate) fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff");
        fs::create_dir_all(&folder).expect("a folder");
        Self { folder, _turn: turn }
    }

    /// Writes the crate of a document, as version 1.0.0, into the folder of this name.
    pub(crate) fn write(&self, name: &str, document: &str, mut config: Config) -> PathBuf {
        "kennel".clone_into(&mut config.package.name.get_or_insert_default().value);
        "1.0.0".clone_into(&mut config.package.version.get_or_insert_default().value);
        let mut sink = Sink::new();
        let generated = specsmith::generate(&Source::text("kennel.yaml", document), &config, &mut sink);
        let Some(generated) = generated else { panic!("{name}: {}", diag::render(&sink, false)) };
        let folder = self.folder.join(name);
        for (path, text) in generated.files.iter() {
            // By itself, and in no workspace around it.
            let text = if path == "Cargo.toml" { format!("{text}\n[workspace]\n") } else { text.to_owned() };
            put(&folder.join(path), &text);
        }
        // What another edit had.
        for path in project::files(&folder).into_keys().filter(|path| path.starts_with("src/")) {
            if generated.files.get(&path).is_none() {
                fs::remove_file(folder.join(path)).expect("removing");
            }
        }
        lock(&folder);
        folder
    }

    /// Checks code that uses the crate in a folder; what the compiler says where it does not compile.
    pub(crate) fn check(&self, sdk: &str, caller: &str) -> Result<(), String> {
        let folder = self.folder.join(format!("caller-of-{sdk}"));
        let manifest = format!(
            "[package]\nname = \"caller\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             kennel = {{ path = \"../{sdk}\", default-features = false, features = [\"full\"] }}\n\n[workspace]\n",
        );
        put(&folder.join("Cargo.toml"), &manifest);
        put(&folder.join("src/lib.rs"), caller);
        lock(&folder);
        let output = self.cargo(&folder).args(["check", "--quiet", "--offline"]).output().expect("cargo");
        let said = said(&output);
        assert!(output.status.success() || said.contains("could not compile `caller`"), "{sdk}: {said}");
        if output.status.success() { Ok(()) } else { Err(said) }
    }

    /// What rustdoc knows of a crate, as JSON, beside it. That is an unstable format, which a tool reads that is made for
    /// the pinned toolchain.
    pub(crate) fn rustdoc(&self, folder: &Path) -> PathBuf {
        let mut command = self.cargo(folder);
        command.args(["rustdoc", "--quiet", "--offline", "--lib"]).args(FEATURES);
        command.args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
        let output = command.env("RUSTC_BOOTSTRAP", "1").output().expect("cargo");
        assert!(output.status.success(), "{}:\n{}", folder.display(), said(&output));
        let place = folder.join("kennel.json");
        fs::copy(self.target().join("doc/kennel.json"), &place).expect("rustdoc's output");
        place
    }

    /// Cargo in a folder, without what this test was started with.
    pub(crate) fn cargo(&self, folder: &Path) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(folder).env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "RUSTFLAGS" || name == "RUSTC_WRAPPER" {
                command.env_remove(name);
            }
        }
        command
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Writes a file, unless it is so already: cargo looks at when it was written.
fn put(place: &Path, text: &str) {
    if !fs::read_to_string(place).is_ok_and(|known| known == text) {
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, text).expect("writing");
    }
}

/// The dependencies that the project itself is locked to.
fn lock(folder: &Path) {
    if !folder.join("Cargo.lock").exists() {
        fs::copy(project::root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock");
    }
}
