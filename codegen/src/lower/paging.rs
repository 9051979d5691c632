//! How a list goes on, as its parameters and its answer show it.

use crate::ir::{Further, PagingNames};
use crate::resolve::Spec;
use crate::resolve::spec::{self, In, Json, Schema};

use super::envelope::{at, shape};

const NUMBERS: &[&str] = &["page", "page_number", "pageNumber", "page[number]", "pageNum", "page_num"];
const SIZES: &[&str] = &["per_page", "perPage", "page_size", "pageSize", "page[size]", "limit", "size"];
const OFFSETS: &[&str] = &["offset", "skip", "page[offset]"];
const CURSORS: &[&str] = &[
    "cursor",
    "page_cursor",
    "pageCursor",
    "page_token",
    "pageToken",
    "next_token",
    "nextToken",
    "continuation_token",
    "continuationToken",
    "marker",
    "pagination_token",
    "paginationToken",
    "next_page_token",
    "nextPageToken",
    "page[cursor]",
    "page[after]",
    "after",
    "starting_after",
    "offset",
    "page",
];
const NEXT_CURSORS: &[&str] = &[
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "next_token",
    "nextToken",
    "next_marker",
    "nextMarker",
    "continuation_token",
    "continuationToken",
    "pagination_token",
    "cursors.after",
    "cursor.after",
    "cursor.next",
    "cursor",
    "after",
    "end_cursor",
    "meta.next_cursor",
    "meta.nextCursor",
    "meta.next_token",
    "pagination.next_cursor",
    "pagination.nextCursor",
    "pagination.next_token",
    "paging.next.after",
    "paging.cursors.after",
    "page_info.end_cursor",
    "pageInfo.endCursor",
    "response_metadata.next_cursor",
    "next_page.offset",
    "pages.next.starting_after",
];
const MORE: &[&str] = &[
    "has_more",
    "hasMore",
    "has_next_page",
    "hasNextPage",
    "has_next",
    "page_info.has_next_page",
    "pageInfo.hasNextPage",
    "meta.has_more",
    "pagination.has_more",
];
const LAST_IDS: &[&str] = &["last_id", "lastId"];
const AFTERS: &[&str] = &["starting_after", "after"];
const LINKS: &[&str] = &[
    "next",
    "links.next",
    "_links.next.href",
    "_links.next",
    "links.pages.next",
    "next_page_url",
    "next_url",
    "nextLink",
    "next_link",
    "paging.next",
    "pagination.next",
    "meta.next",
    "next_page",
];
const TOTALS: &[&str] = &[
    "total_count",
    "totalCount",
    "total",
    "total_items",
    "totalItems",
    "total_results",
    "total_entries",
    "meta.total",
    "meta.total_count",
    "pagination.total",
    "pagination.total_count",
    "page.totalElements",
    "totalElements",
];
const PAGE_COUNTS: &[&str] = &[
    "total_pages",
    "totalPages",
    "page_count",
    "pageCount",
    "meta.total_pages",
    "pagination.total_pages",
    "pagination.totalPages",
    "page.totalPages",
];

/// The query parameters of an operation, and what its answer says beside the items.
pub(super) struct Evidence<'s> {
    pub(super) spec: &'s Spec,
    pub(super) operation: &'s spec::Operation,
    /// The object with what is said of the list; `None` where the answer is the list alone.
    pub(super) info: Option<&'s Schema>,
    /// An item of the list.
    pub(super) item: Option<&'s Schema>,
}

impl<'s> Evidence<'s> {
    /// How the list goes on; `None` where that does not show.
    pub(super) fn further(&self) -> Option<Further> {
        self.cursor()
            .or_else(|| self.last_item())
            .or_else(|| self.linked())
            .or_else(|| self.numbered())
            .or_else(|| self.offset())
            .or_else(|| self.link())
    }

    /// Pages by number, by the names that the config gives.
    pub(super) fn configured(&self, names: &PagingNames) -> Option<Further> {
        self.parameter(&names.page).map(|_| Further::Numbered(names.clone()))
    }

    fn parameter(&self, name: &str) -> Option<&'s spec::Parameter> {
        let mut all = self.operation.parameters.iter();
        all.find(|parameter| parameter.place == In::Query && parameter.name == name)
    }

    fn schema(&self, parameter: &spec::Parameter) -> Option<&'s Schema> {
        parameter.schema.map(|schema| shape(self.spec, schema))
    }

    fn whole_number(&self, names: &[&str]) -> Option<(String, &'s Schema)> {
        names.iter().find_map(|name| {
            let schema = self.schema(self.parameter(name)?)?;
            (schema.types.integer || schema.types.number).then(|| ((*name).to_owned(), schema))
        })
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        let name = names.iter().find(|name| {
            let is_text = |schema: &Schema| !(schema.types.integer || schema.types.number || schema.types.boolean);
            self.parameter(name).is_some_and(|parameter| self.schema(parameter).is_none_or(is_text))
        })?;
        Some((*name).to_owned())
    }

    /// The first of these members that the answer has.
    fn said(&self, paths: &[&str], fits: impl Fn(&Schema) -> bool) -> Option<String> {
        let info = self.info?;
        let path = paths.iter().find(|path| at(self.spec, info, path).is_some_and(&fits))?;
        Some((*path).to_owned())
    }

    fn is_single(schema: &Schema) -> bool {
        let types = schema.types;
        !(types.object || types.array || types.boolean) && schema.properties.is_empty()
    }

    fn more(&self) -> Option<String> {
        self.said(MORE, |schema| schema.types.boolean)
    }

    fn cursor(&self) -> Option<Further> {
        let parameter = self.text(CURSORS)?;
        let more = self.more();
        if let Some(next) = self.said(NEXT_CURSORS, Self::is_single) {
            return Some(Further::Cursor(parameter, next, more));
        }
        let next = self.said(LAST_IDS, Self::is_single)?;
        more.map(|more| Further::Cursor(parameter, next, Some(more)))
    }

    fn last_item(&self) -> Option<Further> {
        let parameter = self.text(AFTERS)?;
        let more = self.more()?;
        let id = at(self.spec, self.item?, "id")?;
        Self::is_single(id).then(|| Further::After(parameter, "id".to_owned(), more))
    }

    fn numbered(&self) -> Option<Further> {
        let (page, schema) = self.whole_number(NUMBERS)?;
        let zero = |text: &str| text == "0" || text == "0.0";
        let first = match &schema.default {
            Some(Json::Number(default)) => u64::from(!zero(default)),
            _ => u64::from(!schema.limits.minimum.as_deref().is_some_and(zero)),
        };
        let per_page = SIZES.iter().find(|name| self.parameter(name).is_some());
        let count = |schema: &Schema| Self::is_single(schema);
        let usual = self.info.is_none();
        let said = |paths: &[&str]| if usual { None } else { self.said(paths, count) };
        Some(Further::Numbered(PagingNames {
            page,
            first,
            per_page: per_page.map(|name| (*name).to_owned()),
            info_count: said(&["count"]),
            info_page: said(&["page", "current_page", "page_number", "meta.current_page", "pagination.page"]),
            info_per_page: said(&[
                "per_page",
                "perPage",
                "page_size",
                "pageSize",
                "meta.per_page",
                "pagination.per_page",
            ]),
            info_total_count: said(TOTALS),
            info_total_pages: said(PAGE_COUNTS),
        }))
    }

    fn offset(&self) -> Option<Further> {
        let (offset, _) = self.whole_number(OFFSETS)?;
        Some(Further::Offset(offset, self.said(TOTALS, Self::is_single)))
    }

    /// The header `Link` (RFC 8288), where what is said of it is about pages: it can hold other links, and then a list
    /// would end after its first page.
    fn linked(&self) -> Option<Further> {
        let about_pages = |header: &spec::Header| {
            let example = header.example.as_ref().map(Json::to_compact_string).unwrap_or_default();
            let text = format!("{} {example}", header.description.as_deref().unwrap_or_default()).to_ascii_lowercase();
            header.name.eq_ignore_ascii_case("link")
                && ["next", "paging", "paginat"].iter().any(|word| text.contains(word))
        };
        super::answers::headers(self.operation).any(about_pages).then_some(Further::Link(None))
    }

    fn link(&self) -> Option<Further> {
        self.said(LINKS, |schema| schema.types.string && Self::is_single(schema)).map(|path| Further::Link(Some(path)))
    }
}

/// The member of an object that holds its list, where everything beside it speaks of the list alone.
pub(super) fn list_in<'s>(spec: &'s Spec, object: &'s Schema) -> Option<(&'s str, &'s Schema)> {
    const USUAL: &[&str] = &["data", "items", "results", "entries", "values", "records", "value", "list", "rows"];
    let lists: Vec<(&str, &Schema)> = object
        .properties
        .iter()
        .map(|property| (property.name.as_str(), shape(spec, property.schema)))
        .filter(|(_, schema)| schema.is_list())
        .collect();
    let list = match lists.as_slice() {
        [only] => *only,
        several => *several.iter().find(|(name, _)| USUAL.contains(name))?,
    };
    let speaks_of_it = |name: &str| {
        const WORDS: &[&str] = &[
            "page",
            "paging",
            "pagination",
            "count",
            "total",
            "cursor",
            "next",
            "prev",
            "more",
            "limit",
            "offset",
            "skip",
            "size",
            "links",
            "link",
            "meta",
            "object",
            "url",
            "first",
            "last",
            "kind",
            "marker",
            "token",
            "order",
            "start",
            "end",
            "href",
            "self",
        ];
        let name = name.to_ascii_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    };
    let clean = object.properties.iter().all(|property| property.name == list.0 || speaks_of_it(&property.name));
    clean.then_some(list)
}
