// The match names all errors that there are today.

use cloudflare_certificates::Error;

fn advice(error: &Error) -> &'static str {
    match error {
        Error::Api(_) => "ask the server's operators",
        Error::Transport(_) => "look at the network",
        Error::Decode(_) => "update this crate",
        Error::Request(_) | Error::Configuration(_) => "look at your own code",
    }
}

fn main() {
    let _ = advice;
}
