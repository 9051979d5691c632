//! The crate without its default features: models, requests and the `Transport` trait, and no HTTP stack.

use std::path::Path;
use std::process::Command;

/// What cargo says about the generated crate without default features.
fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command.args(arguments).args([
        "--locked",
        "--offline",
        "--package",
        "cloudflare-certificates",
        "--no-default-features",
    ]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_compiles() {
    // It is checked in the target directory of this workspace, so that it costs little more than itself.
    cargo(&["check", "--quiet"]);
}

#[test]
fn it_depends_on_no_http_stack() {
    let tree = cargo(&["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let packages: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(packages.contains(&"http") && packages.contains(&"jiter"), "{packages:?}");
    // Neither what has sockets, threads, time or chance, nor what binds to a page's JavaScript.
    for absent in [
        "fastrand",
        "getrandom",
        "h2",
        "hyper",
        "js-sys",
        "libc",
        "mio",
        "rand",
        "reqwest",
        "ring",
        "rustls",
        "socket2",
        "tokio",
        "tracing",
    ] {
        assert!(!packages.contains(&absent), "{absent}");
    }
}
