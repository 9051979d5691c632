//! Lists in pages, as the generator understands them from the document.

use serde_json::{Map, Value};

use crate::ir::{self, Api, Envelope, Further, Info, Output, Paging};
use crate::resolve::spec;

use super::Settings;
use super::parameters::Query;

/// What was asked for.
pub(super) struct Ask<'a> {
    pub(super) query: &'a Query,
    /// The query as it is written.
    pub(super) written: &'a str,
    pub(super) path: &'a str,
    pub(super) operation: &'a spec::Operation,
}

/// A page.
pub(super) struct Page {
    pub(super) value: Value,
    /// Where the next page is, for the header `Link`.
    pub(super) link: Option<String>,
}

/// Parameters that commonly say how many items a page has.
const SIZES: &[&str] =
    &["per_page", "limit", "page_size", "pageSize", "perPage", "size", "count", "max_results", "first"];

/// The page of a list that comes in several; `None` where the operation's answer is no such list.
pub(super) fn page(
    api: &Api,
    operation: &ir::Operation,
    value: &Value,
    ask: &Ask<'_>,
    settings: &Settings,
) -> Option<Page> {
    let Output::Page(_, Paging::By(index)) = &operation.output else { return None };
    let further = api.pagings.get(*index)?;
    let envelope = operation.envelope.and_then(|index| api.envelopes.get(index));
    let mut value = value.clone();
    let list = list(&mut value, envelope)?;
    let id = match further {
        Further::After(_, id, _) => id.as_str(),
        _ => "id",
    };
    let items = stretched(list, settings.items, id);
    let size = size(further, ask).unwrap_or(settings.page_size).max(1);
    let start = start(further, ask, &items, size);
    let end = start.saturating_add(size).min(items.len());
    let shown: Vec<Value> = items.get(start.min(end)..end).unwrap_or_default().to_vec();
    let about = About { total: items.len(), start, end, count: shown.len(), size };
    *list = shown;
    let mut link = None;
    match further {
        Further::Link(None) => link = about.next(ask),
        Further::Link(Some(name)) => {
            let next = about.next(ask).map_or(Value::Null, Value::from);
            say(&mut value, envelope, name, next);
        }
        _ => about.say(&mut value, envelope, further),
    }
    Some(Page { value, link })
}

/// The list in an answer.
fn list<'v>(value: &'v mut Value, envelope: Option<&Envelope>) -> Option<&'v mut Vec<Value>> {
    let at = match envelope {
        Some(envelope) => envelope.result.split('.').try_fold(value, |at, name| at.get_mut(name))?,
        None => value,
    };
    at.as_array_mut()
}

/// As many items as there are to be, made of those that there are.
fn stretched(items: &[Value], count: usize, id: &str) -> Vec<Value> {
    if items.is_empty() {
        return Vec::new();
    }
    let all = items.iter().cycle().take(count.max(items.len())).enumerate();
    all.map(|(index, item)| if index < items.len() && index == 0 { item.clone() } else { told_apart(item, id, index) })
        .collect()
}

/// The same item with another identity: its last letter is another one of the same kind.
fn told_apart(item: &Value, id: &str, index: usize) -> Value {
    let mut item = item.clone();
    let Some(Value::String(text)) = id.split('.').try_fold(&mut item, |at, name| at.get_mut(name)) else { return item };
    if let Some(last) = text.pop() {
        let digit = char::from_digit(u32::try_from(index % 10).unwrap_or(0), 10).unwrap_or('0');
        text.push(if last == digit { 'a' } else { digit });
    }
    item
}

/// How many items the page is to have.
fn size(further: &Further, ask: &Ask<'_>) -> Option<usize> {
    let named = match further {
        Further::Numbered(names) => names.per_page.as_deref(),
        _ => None,
    };
    let declared = |name: &&str| ask.operation.parameters.iter().any(|parameter| parameter.name == **name);
    let names = named.into_iter().chain(SIZES.iter().copied().filter(declared));
    names.filter_map(|name| ask.query.get(name)?.parse().ok()).find(|size| *size > 0)
}

/// How many items are on the pages before.
fn start(further: &Further, ask: &Ask<'_>, items: &[Value], size: usize) -> usize {
    let number = |name: &str| ask.query.get(name).and_then(|text| text.parse::<usize>().ok());
    match further {
        Further::Numbered(names) => {
            let first = usize::try_from(names.first).unwrap_or(0);
            number(&names.page).unwrap_or(first).saturating_sub(first).saturating_mul(size)
        }
        Further::Offset(name, _) => number(name).unwrap_or(0),
        Further::Cursor(name, ..) => ask.query.get(name).map_or(0, |cursor| place(&cursor)),
        Further::After(name, id, _) => ask.query.get(name).map_or(0, |last| {
            let is_it =
                |item: &Value| id.split('.').try_fold(item, |at, name| at.get(name)) == Some(&last.as_str().into());
            items.iter().position(is_it).map_or(0, |at| at + 1)
        }),
        Further::Link(_) => ask.query.get(NEXT).map_or(0, |cursor| place(&cursor)),
    }
}

/// The query parameter of links to further pages.
const NEXT: &str = "specsmith_start";

/// A cursor is how many items come before: what else it says is for readers.
fn place(cursor: &str) -> usize {
    cursor.trim_start_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap_or(0)
}

/// Whether a query parameter is one of ours.
pub(super) fn is_ours(name: &str) -> bool {
    name == NEXT
}

/// Where a page stands among the others.
struct About {
    total: usize,
    start: usize,
    end: usize,
    count: usize,
    size: usize,
}

impl About {
    fn has_more(&self) -> bool {
        self.end < self.total
    }

    /// The target of the next page.
    fn next(&self, ask: &Ask<'_>) -> Option<String> {
        let others = ask.written.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{NEXT}=")));
        let query: Vec<String> = others.map(str::to_owned).chain([format!("{NEXT}={}", self.end)]).collect();
        self.has_more().then(|| format!("{}?{}", ask.path, query.join("&")))
    }

    fn say(&self, value: &mut Value, envelope: Option<&Envelope>, further: &Further) {
        match further {
            Further::Numbered(names) => {
                let first = usize::try_from(names.first).unwrap_or(0);
                let said = [
                    (&names.info_count, self.count),
                    (&names.info_page, first + self.start / self.size),
                    (&names.info_per_page, self.size),
                    (&names.info_total_count, self.total),
                    (&names.info_total_pages, self.total.div_ceil(self.size)),
                ];
                for (name, number) in said {
                    if let Some(name) = name {
                        say(value, envelope, name, number.into());
                    }
                }
            }
            Further::Offset(_, total) => {
                if let Some(total) = total {
                    say(value, envelope, total, self.total.into());
                }
            }
            Further::Cursor(_, next, more) => {
                let cursor = if self.has_more() { Some(self.end) } else { None };
                let known = known(value, envelope, next);
                let cursor = match (cursor, known) {
                    (Some(at), Some(Value::Number(_))) => at.into(),
                    (Some(at), _) => format!("after-{at}").into(),
                    (None, Some(Value::String(_))) => "".into(),
                    (None, _) => Value::Null,
                };
                say(value, envelope, next, cursor);
                if let Some(more) = more {
                    say(value, envelope, more, self.has_more().into());
                }
            }
            Further::After(_, _, more) => say(value, envelope, more, self.has_more().into()),
            Further::Link(_) => {}
        }
    }
}

/// The object that says how a list goes on.
fn about<'v>(value: &'v mut Value, envelope: Option<&Envelope>) -> Option<&'v mut Map<String, Value>> {
    match envelope.map(|envelope| &envelope.info) {
        Some(Info::Member(name)) => name.split('.').try_fold(value, |at, name| {
            let members = at.as_object_mut()?;
            let at = members.entry(name).or_insert_with(|| Map::new().into());
            if at.is_null() {
                *at = Map::new().into();
            }
            Some(at)
        })?,
        Some(Info::Rest) => value,
        Some(Info::None) | None => return None,
    }
    .as_object_mut()
}

/// What the document's example says at a place.
fn known(value: &mut Value, envelope: Option<&Envelope>, name: &str) -> Option<Value> {
    let about = about(value, envelope)?;
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    let at = about.get(first)?;
    rest.split('.').filter(|name| !name.is_empty()).try_fold(at, |at, name| at.get(name)).cloned()
}

/// Says something of a list; `null` where it is not there yet is left out.
fn say(value: &mut Value, envelope: Option<&Envelope>, name: &str, said: Value) {
    let Some(mut at) = about(value, envelope) else { return };
    let mut names = name.split('.').peekable();
    while let Some(name) = names.next() {
        if names.peek().is_none() {
            if said.is_null() {
                at.remove(name);
            } else {
                at.insert(name.to_owned(), said);
            }
            return;
        }
        let next = at.entry(name).or_insert_with(|| Map::new().into());
        if !next.is_object() {
            *next = Map::new().into();
        }
        let Some(members) = next.as_object_mut() else { return };
        at = members;
    }
}
