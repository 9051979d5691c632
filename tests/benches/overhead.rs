//! What a call of the generated crate costs beside the same exchange written by hand with reqwest and `serde_json`.
//!
//! `cargo bench -p specsmith-tests --bench overhead`. Both ask the same server on loopback for the same list, each over one
//! connection that is kept. They take turns call by call, so that whatever else the machine does befalls both alike; what
//! counts is the median of the ratio, which may be 1.05 at most.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use cloudflare_certificates::Client;
use criterion::Criterion;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

const ZONE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";

/// The most that a call may cost, as a multiple of the exchange written by hand.
const LIMIT: f64 = 1.05;

/// How many pairs of calls give one ratio.
const BLOCK: usize = 200;

/// The same exchange, written by hand.
mod direct {
    use serde_derive::Deserialize;

    #[derive(Deserialize)]
    pub(super) struct Envelope {
        pub(super) success: bool,
        #[allow(dead_code, reason = "part of the answer, which has to be read")]
        pub(super) errors: Vec<Message>,
        #[allow(dead_code, reason = "part of the answer, which has to be read")]
        pub(super) messages: Vec<Message>,
        pub(super) result: Vec<Certificate>,
        pub(super) result_info: Option<Info>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "part of the answer, which has to be read")]
    pub(super) struct Message {
        code: i64,
        message: String,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "part of the answer, which has to be read")]
    pub(super) struct Info {
        count: u64,
        page: u64,
        per_page: u64,
        total_count: u64,
        pub(super) total_pages: u64,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "part of the answer, which has to be read")]
    pub(super) struct Certificate {
        pub(super) id: String,
        bundle_method: String,
        expires_on: String,
        hosts: Vec<String>,
        issuer: String,
        modified_on: String,
        priority: f64,
        signature: String,
        status: String,
        uploaded_on: String,
        zone_id: String,
    }

    pub(super) async fn list(client: &reqwest::Client, base: &str, zone: &str) -> reqwest::Result<Envelope> {
        let request = client
            .get(format!("{base}/zones/{zone}/custom_certificates?page=1&per_page=20"))
            .header("accept", "application/json")
            .header("user-agent", "direct/1.0")
            .bearer_auth(super::TOKEN);
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body).expect("the answer is what it should be"))
    }
}

/// An answer with twenty certificates.
fn answer() -> Vec<u8> {
    let mut certificates = String::new();
    for number in 0..20 {
        let separator = if number == 0 { "" } else { "," };
        let _ = write!(
            certificates,
            r#"{separator}{{"id":"7e7b8deba8538af625850b7b2530{number:04}","bundle_method":"ubiquitous","expires_on":"2026-01-01T05:20:00Z","hosts":["example.com","www.example.com"],"issuer":"GlobalSign","modified_on":"2024-01-01T05:20:00Z","priority":{number},"signature":"SHA256WithRSA","status":"active","uploaded_on":"2024-01-01T05:20:00Z","zone_id":"{ZONE}"}}"#
        );
    }
    let body = format!(
        r#"{{"success":true,"errors":[],"messages":[],"result":[{certificates}],"result_info":{{"count":20,"page":1,"per_page":20,"total_count":20,"total_pages":1}}}}"#
    );
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncf-ray: 8d0c353a-FRA\r\n";
    format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Answers every request on the connection.
async fn serve(mut stream: TcpStream, answer: &[u8]) {
    let mut head = Vec::with_capacity(4096);
    while stream.read_buf(&mut head).await.is_ok_and(|count| count > 0) {
        if head.ends_with(b"\r\n\r\n") {
            head.clear();
            if stream.write_all(answer).await.is_err() {
                return;
            }
        }
    }
}

/// A server on a thread of its own.
fn start() -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
            tell.send(listener.local_addr().expect("an address")).expect("somebody waits for it");
            let answer: &'static [u8] = answer().leak();
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).expect("an option of every socket");
                tokio::spawn(serve(stream, answer));
            }
        });
    });
    told.recv().expect("the server starts")
}

/// Both clients, and what their calls took.
struct Pairs {
    runtime: Runtime,
    base: String,
    generated: Client,
    direct: reqwest::Client,
    taken: Vec<(Duration, Duration)>,
}

impl Pairs {
    fn new() -> Self {
        let base = format!("http://{}/client/v4", start());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let generated = Client::builder().api_token(TOKEN).base_url(&base).build().expect("a client");
        rustls::crypto::ring::default_provider().install_default().expect("nobody else has installed one");
        let direct = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { runtime, base, generated, direct, taken: Vec::new() }
    }

    async fn generated(&self) -> Duration {
        let begun = Instant::now();
        let page =
            self.generated.custom_certificates().list(ZONE).page(1).per_page(20).send().await.expect("an answer");
        let taken = begun.elapsed();
        assert!(page.len() == 20 && page[0].id.len() == 32);
        taken
    }

    async fn direct(&self) -> Duration {
        let begun = Instant::now();
        let answer = direct::list(&self.direct, &self.base, ZONE).await.expect("an answer");
        let taken = begun.elapsed();
        assert!(answer.success && answer.result.len() == 20 && answer.result[0].id.len() == 32);
        assert_eq!(answer.result_info.map(|info| info.total_pages), Some(1));
        taken
    }

    /// Both, so many times; who begins changes each time. What they took together, each.
    fn run(&mut self, times: u64) -> (Duration, Duration) {
        let taken: Vec<(Duration, Duration)> = self.runtime.block_on(async {
            let mut taken = Vec::new();
            for turn in 0..times {
                taken.push(if turn % 2 == 0 {
                    let generated = self.generated().await;
                    (generated, self.direct().await)
                } else {
                    let direct = self.direct().await;
                    (self.generated().await, direct)
                });
            }
            taken
        });
        let sum = taken.iter().fold((Duration::ZERO, Duration::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        self.taken.extend(taken);
        sum
    }

    /// The median of the ratios of the blocks, with the quartiles beside it.
    fn ratio(&self) -> [f64; 3] {
        let ratios = self.taken.chunks_exact(BLOCK).map(|block| {
            let generated = median(block.iter().map(|pair| pair.0.as_secs_f64()).collect());
            generated / median(block.iter().map(|pair| pair.1.as_secs_f64()).collect())
        });
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_by(f64::total_cmp);
        [1, 2, 3].map(|quarter| ratios[ratios.len() * quarter / 4])
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() -> ExitCode {
    let mut pairs = Pairs::new();
    // Connections are made, and caches are warm.
    pairs.run(2000);
    pairs.taken.clear();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("a list of twenty over a kept connection");
    group.bench_function("generated", |bencher| bencher.iter_custom(|times| pairs.run(times).0));
    group.bench_function("by hand", |bencher| bencher.iter_custom(|times| pairs.run(times).1));
    group.finish();
    criterion.final_summary();
    if pairs.taken.len() < 4 * BLOCK {
        // `cargo test --benches` only sees whether it runs.
        return ExitCode::SUCCESS;
    }
    let medians = [0, 1].map(|which| {
        let of = |pair: &(Duration, Duration)| if which == 0 { pair.0 } else { pair.1 };
        median(pairs.taken.iter().map(|pair| of(pair).as_secs_f64() * 1e6).collect())
    });
    let [lower, middle, upper] = pairs.ratio();
    println!(
        "{} pairs of calls: median {:.1} µs generated, {:.1} µs by hand; ratio's median {middle:.3} (quartiles {lower:.3} \
         and {upper:.3}), at most {LIMIT} asked for",
        pairs.taken.len(),
        medians[0],
        medians[1],
    );
    if middle <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
