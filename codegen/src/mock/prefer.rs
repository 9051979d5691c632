//! `Prefer` (RFC 7240): what the caller would like to get.

/// What a request prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefer {
    /// `code=404`: the status.
    pub(super) code: Option<u16>,
    /// `example=name`: the example, by its name.
    pub(super) example: Option<String>,
}

impl Prefer {
    /// From the values of the headers. Of several preferences of one name, the first counts (RFC 7240, section 2).
    pub(super) fn of<'h>(headers: impl Iterator<Item = &'h str>) -> Self {
        let mut prefer = Self::default();
        for preference in headers.flat_map(split) {
            // What follows a semicolon are parameters of the preference.
            let preference = preference.split(';').next().unwrap_or_default();
            let Some((name, value)) = preference.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "code" => {
                    let code = value.parse().ok().filter(|code| (100..600).contains(code));
                    prefer.code = prefer.code.or(code);
                }
                "example" => prefer.example = prefer.example.or_else(|| Some(value.to_owned())),
                _ => {}
            }
        }
        prefer
    }
}

/// What a header says beside what is said to the mock; `None` where that is nothing.
pub(super) fn others(header: &str) -> Option<String> {
    let is_ours = |preference: &&str| {
        let name = preference.split(['=', ';']).next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("code") || name.eq_ignore_ascii_case("example")
    };
    let others: Vec<&str> = split(header).into_iter().filter(|one| !is_ours(one)).map(str::trim).collect();
    (!others.is_empty()).then(|| others.join(", "))
}

/// A list's parts; commas within quotes belong to a value.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in list.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(list.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list.get(start..).unwrap_or_default());
    parts
}
