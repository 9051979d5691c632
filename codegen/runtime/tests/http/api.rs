//! A small API in the form in which the generator describes one.

use crate::runtime::transport::{ByteStream, Events, Lines};
use crate::runtime::{
    After, Answer, Api, Client, Cursor, Endpoint, Entry, Envelope, Error, Info, InfoNames, Link, Offset, Operation,
    Page, PageNumber, Paged, Paging, Place, Reply, Request, RequestBody, Response, SecurityScheme, open_enum, record,
    types,
};

pub(super) const TOKEN: &str = "Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY";
pub(super) const EMAIL: &str = "user@example.com";
pub(super) const KEY: &str = "144c9defac04969c7bfad8efaa8ea194";

pub(super) static API: Api = Api {
    user_agent: "certificates/1.2.3",
    base_url: "https://api.example.com/client/v4",
    base_url_env: Some("RUNTIME_TESTS_BASE_URL"),
    request_id_header: "cf-ray",
    schemes: &[
        SecurityScheme {
            name: "api_token",
            env: Some("RUNTIME_TESTS_TOKEN"),
            place: Place::Bearer,
            token_endpoint: None,
        },
        SecurityScheme {
            name: "api_email",
            env: Some("RUNTIME_TESTS_EMAIL"),
            place: Place::Header("x-auth-email"),
            token_endpoint: None,
        },
        SecurityScheme {
            name: "api_key",
            env: Some("RUNTIME_TESTS_KEY"),
            place: Place::Header("x-auth-key"),
            token_endpoint: None,
        },
    ],
    security: &[&[0], &[1, 2]],
    anonymous: false,
};

/// An API whose credentials stand in other places, and that can be used without.
pub(super) static OTHER_API: Api = Api {
    user_agent: "other/1",
    base_url: "https://other.example.com",
    base_url_env: None,
    request_id_header: "x-request-id",
    schemes: &[
        SecurityScheme { name: "query_key", env: None, place: Place::Query("key"), token_endpoint: None },
        SecurityScheme { name: "session", env: None, place: Place::Cookie("session"), token_endpoint: None },
    ],
    security: &[&[0], &[1]],
    anonymous: true,
};

static ENVELOPE: Envelope = Envelope {
    result: "result",
    success: Some("success"),
    errors: Some("errors"),
    messages: Some("messages"),
    info: Info::Member("result_info"),
    entry: Entry {
        code: "code",
        message: "message",
        documentation_url: Some("documentation_url"),
        pointer: Some("source.pointer"),
    },
};

static PAGE_NUMBER: PageNumber = PageNumber {
    page: "page",
    first: 1,
    per_page: Some("per_page"),
    info: InfoNames {
        count: Some("count"),
        page: Some("page"),
        per_page: Some("per_page"),
        total_count: Some("total_count"),
        total_pages: Some("total_pages"),
    },
};

pub(super) struct Certificate {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) priority: Option<f64>,
}

record! { Certificate { id: "id", status: "status", priority?: "priority" } }

#[derive(Clone)]
pub(super) enum Status {
    Active,
    Deleted,
    Unknown(types::UnknownValue),
}

open_enum! { Status { Active = "active", Deleted = "deleted" } }

macro_rules! operations {
    ($($marker:ident: $output:ty = $decode:ident, $method:ident $path:literal, $body:expr, $envelope:expr, $paging:expr;)*) => {$(
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $marker;

        impl Operation for $marker {
            type Output = $output;
            const ENDPOINT: &'static Endpoint = &Endpoint {
                name: concat!("certificates.", stringify!($marker)),
                method: stringify!($method),
                server: None,
                path: $path,
                body: $body,
                envelope: $envelope,
                paging: $paging,
                answer: Answer::Json,
                security: &[&[0], &[1, 2]],
            };
            fn decode(reply: Reply) -> Result<Response<Self::Output>, Error> {
                reply.$decode()
            }
        }
    )*};
}

operations! {
    List: Page<Certificate> = page, GET "/zones/{zone_id}/certificates", RequestBody::None, Some(&ENVELOPE), Paging::PageNumber(&PAGE_NUMBER);
    Get: Certificate = value, GET "/zones/{zone_id}/certificates/{id}", RequestBody::None, Some(&ENVELOPE), Paging::None;
    Find: Option<Certificate> = value, GET "/zones/{zone_id}/find", RequestBody::None, Some(&ENVELOPE), Paging::None;
    Create: Certificate = value, POST "/zones/{zone_id}/certificates", RequestBody::Json("application/json"), Some(&ENVELOPE), Paging::None;
    Edit: Certificate = value, PATCH "/zones/{zone_id}/certificates/{id}", RequestBody::Json("application/json"), Some(&ENVELOPE), Paging::None;
    Delete: () = empty, DELETE "/zones/{zone_id}/certificates/{id}", RequestBody::None, Some(&ENVELOPE), Paging::None;
    Update: Page<Certificate> = page, PUT "/zones/{zone_id}/prioritize", RequestBody::Json("application/json"), Some(&ENVELOPE), Paging::Single;
    Bare: Certificate = value, GET "/bare", RequestBody::None, None, Paging::None;
    BareList: Page<Certificate> = page, GET "/bare/list", RequestBody::None, None, Paging::Single;
    Touch: () = empty, POST "/touch", RequestBody::OptionalJson("application/json"), None, Paging::None;
    MaybeList: Page<Certificate> = page_or_nothing, GET "/maybe/list", RequestBody::None, Some(&ENVELOPE), Paging::Single;
    Order: () = empty, POST "/order", RequestBody::Whole("application/json"), None, Paging::None;
}

/// An operation with another kind of body, answer or list than JSON and numbered pages.
macro_rules! other_operations {
    ($($marker:ident: $output:ty = $decode:ident, $method:ident $path:literal, $body:expr, $envelope:expr, $paging:expr, $answer:expr;)*) => {$(
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $marker;

        impl Operation for $marker {
            type Output = $output;
            const ENDPOINT: &'static Endpoint = &Endpoint {
                name: concat!("other.", stringify!($marker)),
                method: stringify!($method),
                server: None,
                path: $path,
                body: $body,
                envelope: $envelope,
                paging: $paging,
                answer: $answer,
                security: &[],
            };
            fn decode(reply: Reply) -> Result<Response<Self::Output>, Error> {
                reply.$decode()
            }
        }
    )*};
}

static DATA: Envelope = Envelope {
    result: "data",
    success: None,
    errors: None,
    messages: None,
    info: Info::Rest,
    entry: Entry { code: "code", message: "message", documentation_url: None, pointer: None },
};

other_operations! {
    Styled: () = empty, GET "/a/{p}/b", RequestBody::None, None, Paging::None, Answer::Json;
    Submit: () = empty, PUT "/form", RequestBody::Form, None, Paging::None, Answer::Json;
    Upload: () = empty, PUT "/upload", RequestBody::Multipart, None, Paging::None, Answer::Json;
    MaySubmit: () = empty, PUT "/form", RequestBody::OptionalForm, None, Paging::None, Answer::Json;
    MayUpload: () = empty, PUT "/upload", RequestBody::OptionalMultipart, None, Paging::None, Answer::Json;
    Ask: () = empty, QUERY "/ask", RequestBody::Whole("application/json"), None, Paging::None, Answer::Json;
    Purge: () = empty, PURGE "/purge", RequestBody::None, None, Paging::None, Answer::Json;
    Put: () = empty, PUT "/bytes", RequestBody::Whole("image/png"), None, Paging::None, Answer::Json;
    Patch: () = empty, PATCH "/patch", RequestBody::Json("application/merge-patch+json"), None, Paging::None, Answer::Json;
    Text: String = text, GET "/text", RequestBody::None, None, Paging::None, Answer::Whole("text/plain");
    Download: ByteStream = stream, GET "/file", RequestBody::None, None, Paging::None, Answer::Stream("image/png");
    Rows: Lines<Certificate> = lines, GET "/rows", RequestBody::None, None, Paging::None, Answer::Stream("application/x-ndjson");
    Watch: Events<Certificate> = events, GET "/watch", RequestBody::None, None, Paging::None, Answer::Stream("text/event-stream");
    Maybe: Option<Certificate> = value, GET "/maybe", RequestBody::None, None, Paging::None, Answer::Json;
    ByOffset: Page<Certificate> = page, GET "/list", RequestBody::None, Some(&DATA),
        Paging::Offset(&Offset { offset: "offset", total: Some("meta.total") }), Answer::Json;
    ByCursor: Page<Certificate> = page, GET "/list", RequestBody::None, Some(&DATA),
        Paging::Cursor(&Cursor { parameter: "cursor", next: "cursors.after", more: Some("has_more") }), Answer::Json;
    ByItem: Page<Certificate> = page, GET "/list", RequestBody::None, Some(&DATA),
        Paging::After(&After { parameter: "starting_after", id: "id", more: "has_more" }), Answer::Json;
    ByLink: Page<Certificate> = page, GET "/list", RequestBody::None, Some(&DATA),
        Paging::Link(&Link { next: Some("next") }), Answer::Json;
    ByHeader: Page<Certificate> = page, GET "/list", RequestBody::None, None, Paging::Link(&Link { next: None }), Answer::Json;
}

macro_rules! paged {
    ($($marker:ident)*) => {$(
        impl Paged for $marker {
            type Item = Certificate;
        }
    )*};
}

paged! { ByOffset ByCursor ByItem ByLink ByHeader }

impl Paged for List {
    type Item = Certificate;
}

impl Paged for Update {
    type Item = Certificate;
}

pub(super) fn list(client: &Client) -> Request<List> {
    Request::new(client).set_path("zone_id", "z".to_owned())
}

pub(super) fn get(client: &Client) -> Request<Get> {
    Request::new(client).set_path("zone_id", "z".to_owned()).set_path("id", "c".to_owned())
}

pub(super) fn create(client: &Client) -> Request<Create> {
    Request::new(client).set_path("zone_id", "z".to_owned()).set_field("certificate", "PEM".to_owned())
}

pub(super) fn edit(client: &Client) -> Request<Edit> {
    Request::new(client).set_path("zone_id", "z".to_owned()).set_path("id", "c".to_owned())
}

pub(super) fn delete(client: &Client) -> Request<Delete> {
    Request::new(client).set_path("zone_id", "z".to_owned()).set_path("id", "c".to_owned())
}

pub(super) fn update(client: &Client) -> Request<Update> {
    Request::new(client).set_path("zone_id", "z".to_owned()).set_field("certificates", Vec::<String>::new())
}

/// The ids of all items, one after the other.
pub(super) async fn certificate_ids(items: &mut crate::runtime::Items<Certificate>) -> String {
    let mut ids = String::new();
    while let Some(item) = items.next().await {
        ids.push_str(&item.unwrap().id);
    }
    ids
}
