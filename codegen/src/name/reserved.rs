//! Names that are taken before the document comes.

/// Keywords of every edition, strict and reserved, that `r#` makes usable.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names of the prelude and of what generated code says without a path: a type of the same name would change its meaning,
/// there or where a user imports all models.
pub(super) const TYPES: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Hash",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsRef",
    "AsMut",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "IntoIterator",
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "Extend",
    "ToOwned",
    "ToString",
    "Future",
    "IntoFuture",
    "Self",
    "BTreeMap",
];

/// Methods of `Request`, hidden ones too: an input of the same name would clash with them.
pub(super) const REQUEST: &[&str] = &[
    "new",
    "send",
    "send_raw",
    "send_stream",
    "send_blocking",
    "send_raw_blocking",
    "send_stream_blocking",
    "items",
    "pages",
    "into_http",
    "set_path",
    "set_query",
    "set_field",
    "set_header",
    "set_body",
    "set_text",
    "set_as",
    "set_bytes",
    "set_lines",
    "set_form",
    "set_form_deep",
    "set_form_json",
    "set_form_joined",
    "set_part",
    "set_part_as",
    "set_part_joined",
    "set_file",
    "set_file_as",
    "set_files",
    "set_files_as",
    "with_media_type",
    "with_part",
    "with_text_part",
    "set_field_or_null",
    "join_field",
    "endpoint",
    "with_timeout",
    "with_read_timeout",
    "with_reconnects",
    "with_max_retries",
    "with_extension",
    "with_retry_rejected",
    "with_header",
    "with_query",
    "with_idempotency_key",
    "with_max_body_size",
    "clone",
    "fmt",
    "drop",
    "into",
    "try_into",
    "from",
    "try_from",
    "borrow",
    "borrow_mut",
    "to_owned",
    "type_id",
    "clone_into",
    "clone_from",
    "into_future",
];

/// Methods of a model that callers build.
pub(super) const MODEL: &[&str] = &[
    "new",
    "clone",
    "fmt",
    "eq",
    "ne",
    "default",
    "drop",
    "into",
    "try_into",
    "from",
    "try_from",
    "borrow",
    "borrow_mut",
    "to_owned",
    "type_id",
    "clone_into",
    "clone_from",
    "serialize",
    "deserialize",
];

/// Methods of the client.
pub(super) const CLIENT: &[&str] = &[
    "new",
    "builder",
    "from_env",
    "base_url",
    "shared",
    "clone",
    "fmt",
    "drop",
    "into",
    "try_into",
    "from",
    "try_from",
    "borrow",
    "borrow_mut",
    "to_owned",
    "type_id",
    "clone_into",
    "clone_from",
];

/// Methods of the client's builder.
pub(super) const BUILDER: &[&str] = &[
    "new",
    "allow_http",
    "attempt_middleware",
    "base_url",
    "build",
    "build_with",
    "clock",
    "connect_timeout",
    "default_header",
    "follow_redirects",
    "from_env",
    "max_body_size",
    "max_retries",
    "middleware",
    "mock",
    "retry_rejected",
    "random",
    "read_timeout",
    "retry_after_cap",
    "retry_base",
    "retry_budget",
    "retry_cap",
    "set_basic_credential",
    "set_client_credentials",
    "set_credential",
    "set_provider",
    "timeout",
    "traced_headers",
    "transport",
    "user_agent",
    "fmt",
    "drop",
    "into",
    "try_into",
    "from",
    "try_from",
    "borrow",
    "borrow_mut",
    "type_id",
];

/// Methods of a resource's handle.
pub(super) const HANDLE: &[&str] = &[
    "new",
    "clone",
    "fmt",
    "drop",
    "into",
    "try_into",
    "from",
    "try_from",
    "borrow",
    "borrow_mut",
    "to_owned",
    "type_id",
    "clone_into",
    "clone_from",
];

/// Variants of every open enum.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// What the file of a resource imports.
pub(super) const RESOURCE_TYPES: &[&str] = &[
    "Answer",
    "Client",
    "Endpoint",
    "Error",
    "Flag",
    "Operation",
    "Page",
    "Paged",
    "Paging",
    "Reply",
    "Request",
    "RequestBody",
    "Response",
    "Streamed",
    "Streaming",
];

/// File names that mean something else to cargo, or that some systems do not have.
pub(super) const MODULES: &[&str] = &[
    "mod", "lib", "main", "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The identifier as it is written: with `r#` where it is a keyword, with an underscore where that is not allowed.
pub(super) fn spelled(name: &str) -> String {
    if NEVER_RAW.contains(&name) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The identifier before it was [`spelled`].
pub(super) fn unspelled(name: &str) -> &str {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    plain.strip_suffix('_').filter(|plain| NEVER_RAW.contains(plain)).unwrap_or(plain)
}

/// Whether a name is a keyword.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || NEVER_RAW.contains(&name)
}
