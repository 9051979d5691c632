//! Files as they were at a revision, by asking git. It runs only where a revision is named.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The full name of a revision, in the repository that a folder is in; else why there is none.
pub(super) fn revision(folder: &Path, name: &str) -> Result<String, String> {
    let commit = format!("{name}^{{commit}}");
    let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    // With `--end-of-options`, some versions of git say that too.
    let text = String::from_utf8_lossy(&found).into_owned();
    let hash = text.lines().rev().find(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hash.map(str::to_owned).ok_or_else(|| "git does not know it".to_owned())
}

/// A file as it was at a revision.
pub(super) fn show(file: &Path, revision: &str) -> Result<Vec<u8>, String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    git(folder, &["show", &format!("{revision}:./{name}")])
}

/// The descriptions below a folder as they were at a revision, in a folder of their own: what a document in several files
/// refers to. Links are left out.
pub(super) fn export(folder: &Path, revision: &str) -> Result<TempDir, String> {
    let failed = |error: io::Error| format!("the files of the revision cannot be written: {error}");
    let listed = git(folder, &["ls-tree", "-r", "-z", revision, "."])?;
    let files = TempDir::new().map_err(failed)?;
    for entry in listed.split(|byte| *byte == 0) {
        // `100644 blob 1f3c…\tapi/pets.yaml`
        let Some((about, path)) = std::str::from_utf8(entry).ok().and_then(|entry| entry.split_once('\t')) else {
            continue;
        };
        let ending = Path::new(path).extension().unwrap_or_default();
        let is_read = ["json", "yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known));
        let mut about = about.split(' ');
        let (Some("100644" | "100755"), Some("blob"), Some(blob)) = (about.next(), about.next(), about.next()) else {
            continue;
        };
        if is_read {
            let place = files.path().join(path);
            fs::create_dir_all(place.parent().unwrap_or(files.path())).map_err(failed)?;
            fs::write(place, git(folder, &["cat-file", "blob", blob])?).map_err(failed)?;
        }
    }
    Ok(files)
}

/// Runs git, without a pager, prompts, or locks.
fn git(folder: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    if folder != Path::new("") {
        command.current_dir(folder);
    }
    command.args(["--no-pager", "--no-optional-locks"]).args(args);
    command.env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    let output = command.output().map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    Err(if line.is_empty() { "git does not know it".to_owned() } else { line.to_owned() })
}
