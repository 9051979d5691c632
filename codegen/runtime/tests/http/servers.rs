//! Operations that the API has at an address of their own.

use super::api::TOKEN;
use super::fake::{World, answer};
use crate::runtime::{
    Answer, ClientBuilder, Endpoint, Error, Link, Operation, Page, Paged, Paging, Reply, Request, RequestBody,
    Response, types::Json,
};

macro_rules! elsewhere {
    ($marker:ident $server:literal) => {
        #[derive(Clone, Copy, Debug)]
        struct $marker;

        impl Operation for $marker {
            type Output = Page<Json>;
            const ENDPOINT: &'static Endpoint = &Endpoint {
                name: "files.list",
                method: "GET",
                server: Some($server),
                path: "/files",
                body: RequestBody::None,
                envelope: None,
                paging: Paging::Link(&Link { next: None }),
                answer: Answer::Json,
                security: &[&[0]],
            };
            fn decode(reply: Reply) -> Result<Response<Self::Output>, Error> {
                reply.page()
            }
        }

        impl Paged for $marker {
            type Item = Json;
        }
    };
}

elsewhere!(Upload "https://uploads.example.com/v2");
elsewhere!(Plain "http://plain.example.com");
elsewhere!(Local "http://localhost:9");
elsewhere!(Broken "https://exa mple.com");

/// What is asked for where a call goes there, or why it goes nowhere.
fn sent<O: Operation>(set: impl Fn(ClientBuilder) -> ClientBuilder) -> Result<String, Error> {
    let world = World::default();
    let client = set(world.builder().set_credential(0, TOKEN.into())).build()?;
    let request = Request::<O>::new(&client).into_http()?;
    assert!(request.headers()["authorization"].to_str().unwrap().ends_with(TOKEN));
    Ok(request.uri().to_string())
}

#[test]
fn an_operation_is_called_where_it_is_with_the_credentials_of_the_api() {
    assert_eq!(sent::<Upload>(|builder| builder).unwrap(), "https://uploads.example.com/v2/files");
}

#[test]
fn a_base_url_that_is_given_is_for_every_operation() {
    let local = |builder: ClientBuilder| builder.base_url("http://localhost:8080/mock");
    assert_eq!(sent::<Upload>(local).unwrap(), "http://localhost:8080/mock/files");
    assert_eq!(sent::<Broken>(local).unwrap(), "http://localhost:8080/mock/files");

    let world = World::default();
    let client = world
        .builder()
        .set_credential(0, TOKEN.into())
        .from_env()
        .build_with(&|name| Ok((name == "RUNTIME_TESTS_BASE_URL").then(|| "http://127.0.0.1:1".to_owned())));
    let request = Request::<Upload>::new(&client.unwrap()).into_http().unwrap();
    assert_eq!(request.uri().to_string(), "http://127.0.0.1:1/files");
}

#[test]
fn r59_credentials_do_not_go_unencrypted_to_an_operations_address() {
    let error = sent::<Plain>(|builder| builder).unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.to_string().contains("unencrypted"), "{error}");
    assert_eq!(sent::<Plain>(|builder| builder.allow_http(true)).unwrap(), "http://plain.example.com/files");
    assert_eq!(sent::<Local>(|builder| builder).unwrap(), "http://localhost:9/files");
}

#[test]
fn an_address_that_is_none_is_refused() {
    let error = sent::<Broken>(|builder| builder).unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.to_string().contains("address"), "{error}");
}

#[test]
fn next_pages_are_where_the_operation_is() {
    let page = |item: &str, link: &str| answer(200, &[("link", link)], &format!("[{item}]"));
    let world = World::new([
        page("1", r#"</v2/files?at=2>; rel="next""#),
        page("2", r#"<https://api.example.com/client/v4/files?at=3>; rel="next""#),
    ]);
    let mut items = Request::<Upload>::new(&world.client()).items();
    for _ in 0..2 {
        assert!(world.run(items.next()).unwrap().is_ok());
    }
    assert!(matches!(world.run(items.next()), Some(Err(Error::Request(_)))));
    assert_eq!(world.seen()[1].uri().to_string(), "https://uploads.example.com/v2/files?at=2");
}
