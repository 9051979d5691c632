//! Sets the order in which a zone's custom certificates are tried, and prints the certificates.
//!
//! ```text
//! cargo run --example prioritize -- ZONE_ID [CERTIFICATE_ID]...
//! ```
//!
//! The certificates are given the first one first. With credentials in the environment this calls the API; without any,
//! a server that the example starts on loopback answers as the API's document says that it would.

use std::error::Error;
use std::net::SocketAddr;

use cloudflare_certificates::models::{CustomCertificate, PrioritizeCertificate};
use cloudflare_certificates::{Client, Page};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the API's document shows as the answer.
const DOCUMENTED: &str = include_str!("responses/custom_certificates.prioritize.update.json");

/// Identifiers that the API's document uses in its examples.
const ZONE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const CERTIFICATES: [&str; 2] = ["5a7805061c76ada191ed06f989cc3dac", "9a7806061c88ada191ed06f989cc3dac"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let zone = arguments.next();
    let certificates: Vec<String> = arguments.collect();

    let client = if has_credentials() {
        Client::from_env()?
    } else {
        let address = serve().await?;
        println!("No credentials in the environment: asking a server on this machine.\n");
        Client::builder().base_url(format!("http://{address}")).api_token("example").build()?
    };
    let page = match zone {
        Some(zone) => prioritize(&client, &zone, &certificates).await?,
        None if has_credentials() => {
            return Err("which zone? Give its id, and those of its certificates, in order".into());
        }
        None => prioritize(&client, ZONE, &CERTIFICATES.map(str::to_owned)).await?,
    };
    for certificate in &page {
        print(certificate);
    }
    Ok(())
}

/// The first certificate gets the highest priority.
async fn prioritize(
    client: &Client,
    zone: &str,
    certificates: &[String],
) -> Result<Page<CustomCertificate>, cloudflare_certificates::Error> {
    let ranks = (1..=u32::try_from(certificates.len()).unwrap_or(u32::MAX)).rev();
    let ordered = certificates.iter().zip(ranks).map(|(id, rank)| PrioritizeCertificate::new().id(id).priority(rank));
    client.custom_certificates().prioritize().update(zone, ordered).send().await
}

/// A certificate as a person wants to read it; what is not there is not mentioned.
fn print(certificate: &CustomCertificate) {
    println!("certificate {}", certificate.id);
    line("hosts", certificate.hosts.as_ref().map(|hosts| hosts.join(", ")));
    line("status", certificate.status.as_ref());
    line("priority", certificate.priority);
    line("issuer", certificate.issuer.as_ref());
    line("signature", certificate.signature.as_ref());
    line("bundle method", certificate.bundle_method.as_ref());
    line("uploaded", certificate.uploaded_on);
    line("modified", certificate.modified_on);
    line("expires", certificate.expires_on);
    line("region", certificate.geo_restrictions.as_ref().and_then(|region| region.label.as_ref()));
    line("policy", certificate.policy_restrictions.as_ref());
    line("custom CSR", certificate.custom_csr_id.as_ref());
    line("zone", Some(&certificate.zone_id));
    if let Some(server) = &certificate.keyless_server {
        println!("  key server      {} at {}:{} ({})", server.name, server.host, server.port, server.status);
        if let Some(tunnel) = &server.tunnel {
            println!("  through tunnel  {} to {}", tunnel.vnet_id, tunnel.private_ip);
        }
    }
}

fn line(label: &str, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        println!("  {label:<15} {value}");
    }
}

fn has_credentials() -> bool {
    ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
}

/// Starts a server that gives every request the documented answer.
async fn serve() -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    Ok(address)
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !is_whole(&request) {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let length = DOCUMENTED.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(DOCUMENTED.as_bytes()).await
}

/// Whether a request's head and its body have arrived.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    body.len() >= length.unwrap_or(0)
}
