//! A call and a stream own what they need: they can be moved to another task.

use cloudflare_certificates::{Client, Error};

/// All certificates at once.
async fn hosts(client: &Client, zone: &str, ids: &[&str]) -> Result<Vec<String>, Error> {
    let calls = ids.iter().map(|id| tokio::spawn(client.custom_certificates().get(zone, *id).send()));
    let mut hosts = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        hosts.extend(call.await.expect("the call does not panic")?.hosts.unwrap_or_default());
    }
    Ok(hosts)
}

/// A stream that is read elsewhere.
fn count(client: &Client, zone: String) -> tokio::task::JoinHandle<usize> {
    let mut items = client.keyless_certificates().list(zone).items();
    tokio::spawn(async move {
        let mut count = 0;
        while let Some(Ok(_)) = items.next().await {
            count += 1;
        }
        count
    })
}

#[tokio::test]
async fn on_other_tasks() {
    let certificate = r#"{"success":true,"result":{"id":"a","zone_id":"z","hosts":["example.com"]}}"#;
    let (client, _) = super::own_transport::client([certificate, certificate, r#"{"success":true,"result":[]}"#]);
    assert_eq!(hosts(&client, "z", &["a", "b"]).await.unwrap(), ["example.com", "example.com"]);
    assert_eq!(count(&client, "z".to_owned()).await.unwrap(), 0);
}
