//! A crate with the client of an API in it, made of the document in `api` when the crate is built.

#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub, clippy::pedantic)]

/// The client.
pub mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets/mod.rs"));
}

/// The name of a pet.
///
/// # Errors
///
/// Those of the call.
pub async fn name(client: &pets::Client, pet: i64) -> Result<String, pets::Error> {
    Ok(client.pets().get(pet).send().await?.name)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::pets::{Client, models};

    #[tokio::test]
    async fn a_call_goes_out_and_its_answer_is_read() {
        let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = server.local_addr().expect("an address");
        let answers = tokio::spawn(async move {
            let (mut stream, _) = server.accept().await.expect("a connection");
            let mut request = vec![0; 1024];
            let read = stream.read(&mut request).await.expect("a request");
            let body = r#"{"name":"Tom","kind":"cat","born":"2020-02-29","home":{"street":"Main"}}"#;
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all((head + body).as_bytes()).await.expect("an answer");
            String::from_utf8_lossy(&request[..read]).into_owned()
        });
        let client = Client::builder().base_url(format!("http://{address}")).build().expect("a client");
        assert_eq!(super::name(&client, 7).await.expect("a name"), "Tom");
        assert!(answers.await.expect("a request").starts_with("GET /pets/7 HTTP/1.1\r\n"));
    }

    #[test]
    fn values_are_written_as_the_document_says() {
        let text = r#"{"name":"Tom","kind":"lizard","nickname":null,"home":"none"}"#;
        let pet: models::Pet = serde_json::from_str(text).expect("a pet");
        assert_eq!(pet.kind.as_ref().map(models::PetKind::as_str), Some("lizard"));
        assert_eq!(serde_json::to_string(&pet).expect("JSON"), text);
    }
}
