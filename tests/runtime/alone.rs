//! Tests that need a process of their own: for its memory, or for its environment.

use std::process::Command;

/// What is set in the environment of such a process.
const CHILD: &str = "SPECSMITH_SUITE_CHILD";

/// Whether this is the process that a test has for its own.
pub(super) fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs the test of this name in a process of its own, with these variables, and fails where it does.
#[track_caller]
pub(super) fn child(test: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env(CHILD, test).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{test}:\n{out}\n{err}");
}

/// A line of what Linux says of this process's memory, in bytes.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse::<u64>().unwrap() << 10)
}

/// How much memory the process has come to use beyond what it used at first.
pub(super) struct Memory(Option<u64>);

impl Memory {
    /// What is used now.
    pub(super) fn now() -> Self {
        Self(status("VmRSS"))
    }

    /// Fails where more has been used at any time than `limit` bytes beyond that.
    #[track_caller]
    pub(super) fn stayed_within(&self, limit: u64) {
        let (Some(before), Some(peak)) = (self.0, status("VmHWM")) else {
            println!("SKIPPED: this system does not say how much memory a process uses");
            return;
        };
        let used = peak.saturating_sub(before);
        assert!(used < limit, "{used} bytes of memory, where {limit} are allowed");
    }
}
