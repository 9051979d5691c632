//! What an error's body says where the API has no envelope: by the names that most APIs use.

use super::{ErrorCode, Message};
use crate::runtime::json;
use crate::runtime::types::Json;

/// The messages of an error's body, in any of the usual forms: an object or text under `error`, a list under `errors`,
/// or the body itself, problem details (RFC 9457) among them. Empty where it is none of them.
pub(crate) fn usual(body: &[u8]) -> Vec<Message> {
    let Ok(body) = json::read::<Json>(body) else { return Vec::new() };
    if let Some(Json::Array(errors)) = body.get("errors")
        && !errors.is_empty()
    {
        return errors.iter().filter_map(message).collect();
    }
    match body.get("error") {
        Some(error @ Json::Object(_)) => message(error).into_iter().collect(),
        // `error` is then the code, where something else is the text (RFC 6749, section 5.2).
        Some(error @ Json::String(_)) => message(&body).or_else(|| message(error)).into_iter().collect(),
        _ => message(&body).into_iter().collect(),
    }
}

fn message(error: &Json) -> Option<Message> {
    let text = |names: &[&str]| names.iter().find_map(|name| error.get(*name)?.as_str()).map(str::to_owned);
    let code = ["code", "type", "error", "status"].iter().find_map(|name| match error.get(*name)? {
        Json::String(code) => Some(ErrorCode::new(code)),
        Json::Number(code) => Some(ErrorCode::new(&code.to_string())),
        _ => None,
    });
    let said = error
        .as_str()
        .map(str::to_owned)
        .or_else(|| text(&["message", "error_description", "detail", "error_message", "description", "title"]))?;
    Some(Message {
        code,
        text: said,
        documentation_url: text(&["documentation_url", "doc_url", "help"]),
        pointer: error.get("source").and_then(|source| source.get("pointer")).and_then(Json::as_str).map(str::to_owned),
    })
}
