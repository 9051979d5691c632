//! What calls take, compared: arguments, structs of arguments, and setters.

use crate::ir::Place;

use super::arguments;
use super::bounds::Moved;
use super::change::{Found, Rust};
use super::docs;
use super::fits;
use super::operations::Both;
use super::surface::{Input, Operation};

/// More required inputs than this beside the path's are a struct: the rule of `emit`.
const MAX_ARGUMENTS: usize = 3;

/// The inputs of an operation that is in both.
pub(super) fn inputs(both: &Both<'_>, found: &mut Vec<Found>) {
    let mut left: Vec<&Input> = both.new.inputs.iter().collect();
    let mut pairs: Vec<(&Input, &Input)> = Vec::new();
    let mut gone: Vec<&Input> = Vec::new();
    for input in &both.old.inputs {
        match partner(both, input, &left) {
            Some(at) => pairs.push((input, left.remove(at))),
            None => gone.push(input),
        }
    }
    form(both, found);
    for (old, new) in &pairs {
        input(both, old, new, found);
    }
    for one in gone {
        found.push(removed(both, one, &left));
    }
    for one in &left {
        found.push(added(both, one));
    }
    order(both, &pairs, found);
}

/// Which input is the same one: what has its place and name; of the path, what stands where it stood; what is called the
/// same in Rust, or was.
fn partner(both: &Both<'_>, input: &Input, left: &[&Input]) -> Option<usize> {
    let group = |place: Place| match place {
        Place::Form | Place::Part | Place::File | Place::Files => Place::Part,
        Place::Bytes | Place::Text | Place::Lines | Place::Body => Place::Body,
        place => place,
    };
    let same = |one: &&Input| group(one.place) == group(input.place) && one.wire == input.wire;
    let in_path = || {
        let at = position(&both.old.path, &input.wire)?;
        left.iter().position(|one| one.place == Place::Path && position(&both.new.path, &one.wire) == Some(at))
    };
    let in_both = |name: &str, all: &[Input]| all.iter().any(|one| one.name() == name);
    let named = || {
        let is_taken = |one: &&&Input| both.old.inputs.iter().any(|old| old.place == one.place && old.wire == one.wire);
        left.iter().position(|one| one.name() == input.name() && !is_taken(&one))
    };
    let found = left.iter().position(same);
    let stated = || left.iter().position(|one| one.former.iter().any(|former| former == input.name()));
    match input.place {
        Place::Path => found.or_else(in_path),
        _ => found.or_else(|| named().filter(|_| in_both(input.name(), &both.new.inputs))).or_else(stated),
    }
}

/// Which of the parameters of a path this is.
fn position(path: &str, name: &str) -> Option<usize> {
    path.split('{').skip(1).position(|rest| rest.split('}').next() == Some(name))
}

fn required(operation: &Operation) -> impl Iterator<Item = &Input> {
    operation.inputs.iter().filter(|input| input.required && input.place != Place::Path)
}

/// Whether what is required is a struct.
pub(super) fn has_params(operation: &Operation) -> bool {
    required(operation).count() > MAX_ARGUMENTS
}

/// Whether what is required became a struct, or stopped being one.
fn form(both: &Both<'_>, found: &mut Vec<Found>) {
    let (old, new) = (has_params(both.old), has_params(both.new));
    let params = |operation: &Operation| format!("resources::{}", operation.beside(&operation.params));
    if old && new && both.old.params != both.new.params && both.old.name == both.new.name {
        let what = format!("`{}` is called `{}` now", both.old.params, both.new.params);
        found.push(
            Found::new("params_renamed", params(both.old), what)
                .at(Some(&both.old.at), Some(&both.new.at))
                .rust(Rust::Major, "Code that names the struct does not compile.")
                .instead(format!("`{}`", params(both.new))),
        );
    }
    let fields = || required(both.new).map(|one| format!("{}: …", one.name())).collect::<Vec<_>>().join(", ");
    match (old, new) {
        (false, true) => found.push(
            both.found(
                "arguments_to_struct",
                format!("required inputs are more than {MAX_ARGUMENTS}, and one struct now"),
            )
            .rust(Rust::Major, "Calls with the arguments before do not compile.")
            .instead(format!("`{} {{ {} }}`", both.new.params, fields())),
        ),
        (true, false) => found.push(
            both.found(
                "struct_to_arguments",
                format!("required inputs are {MAX_ARGUMENTS} at most, and arguments now"),
            )
            .rust(Rust::Major, "Calls with the struct do not compile.")
            .instead(format!("`{}`", call(both.new))),
        ),
        _ => {}
    }
}

/// `create(zone_id, host, port)`.
fn call(operation: &Operation) -> String {
    let is_argument = |input: &&Input| input.required && (input.place == Place::Path || !has_params(operation));
    let mut names: Vec<&str> = operation.inputs.iter().filter(is_argument).map(Input::name).collect();
    let params = format!("{} {{ … }}", operation.params);
    if has_params(operation) {
        names.push(&params);
    }
    format!("{}({})", operation.name, names.join(", "))
}

/// The path of an input in Rust.
fn path(both: &Both<'_>, operation: &Operation, input: &Input) -> String {
    if !input.required {
        format!("{}::{}", operation.beside(&operation.request), input.name())
    } else if has_params(operation) && input.place != Place::Path {
        format!("{}::{}", operation.beside(&operation.params), input.name())
    } else {
        both.path.clone()
    }
}

/// An input that is in both.
fn input(both: &Both<'_>, old: &Input, new: &Input, found: &mut Vec<Found>) {
    let place = |change: Found| change.at(Some(&old.at), Some(&new.at));
    let own = path(both, both.new, new);
    if old.required == new.required {
        let is_named = !new.required || (has_params(both.new) && has_params(both.old) && new.place != Place::Path);
        if old.name() != new.name() && is_named && both.old.request == both.new.request {
            let what = format!("`{}` is called `{}` now", old.name(), new.name());
            let change =
                Found::new("input_renamed", path(both, both.old, old), what).instead(format!("`{}`", new.name()));
            let has_alias = new.former.iter().any(|former| former == old.name());
            found.push(place(docs::renamed(change, has_alias, "Code that names it does not compile.")));
        }
        if old.name() != new.name() && !is_named {
            let what = format!("the argument `{}` is called `{}` now", old.name(), new.name());
            let change = Found::new("argument_renamed", own.clone(), what);
            found.push(place(change.rust(Rust::Patch, "Arguments have no names where they are given.")));
        }
        ty(both, old, new, found);
        if new.kept && !old.kept {
            let what = format!("`{}` need not be sent any more, and stays an argument", new.name());
            let change = Found::new("argument_kept", own.clone(), what);
            found.push(place(
                change.rust(Rust::Patch, "The lock of names keeps its place, until a release may break callers."),
            ));
        }
    } else {
        found.push(place(requirement(both, old, new)));
    }
    let is_moved = old.place != new.place && !is_same_body(old.place, new.place);
    if is_moved || old.style != new.style || (old.wire != new.wire && old.place != Place::Path) {
        let words = |input: &Input| {
            let style = if input.style.is_empty() { String::new() } else { format!(" ({})", input.style) };
            format!("{} `{}`{style}", noun(input.place), input.wire)
        };
        let what = format!("`{}` was {}, and is {}", new.name(), words(old), words(new));
        found.push(place(
            Found::new("input_moved", own.clone(), what)
                .rust(Rust::Patch, "Callers hand it over as before.")
                .refuses("The server may not find it where it was."),
        ));
    }
    let moved = Moved::between(old.limits.as_deref(), new.limits.as_deref());
    let label = format!("{own}{}", if own == both.path { format!(" `{}`", new.name()) } else { String::new() });
    found.extend(super::limits::changes(&label, &moved, true).map(place));
    if old.deprecated != new.deprecated && !new.required {
        found.push(docs::deprecation(own, new.deprecated, Some(&old.at), Some(&new.at)));
    }
}

/// Places of bodies that are told apart by what callers hand over, which is compared by itself.
fn is_same_body(old: Place, new: Place) -> bool {
    let is_body = |place| matches!(place, Place::Body | Place::Bytes | Place::Text | Place::Lines);
    let is_part = |place| matches!(place, Place::Form | Place::Part | Place::File | Place::Files);
    (is_body(old) && is_body(new)) || (is_part(old) && is_part(new))
}

fn noun(place: Place) -> &'static str {
    match place {
        Place::Path => "the path's",
        Place::Query => "the query parameter",
        Place::Header => "the header",
        Place::Cookie => "the cookie",
        Place::Field => "the body's",
        Place::Form | Place::Part | Place::File | Place::Files => "the form's",
        Place::Body | Place::Bytes | Place::Text | Place::Lines => "the body",
    }
}

/// An input that became required, or optional.
fn requirement(both: &Both<'_>, old: &Input, new: &Input) -> Found {
    if new.required {
        let what = format!("`{}` was optional, and is required", new.name());
        return Found::new("input_required", both.path.clone(), what)
            .rust(Rust::Major, "Calls lack an argument, and the setter is gone.")
            .refuses("Requests without it may be refused.")
            .instead(format!("`{}`", call(both.new)));
    }
    let what = format!("`{}` was required, and is optional", new.name());
    let change = Found::new("input_optional", both.path.clone(), what)
        .rust(Rust::Major, "Calls have an argument too many.")
        .instead(format!("`{}.{}(…)`", call(both.new), new.name()));
    if fits::accepts(both.pairs, &old.ty, &new.ty) {
        change
    } else {
        change.refuses("The server may refuse values that it took.")
    }
}

/// What is handed over.
fn ty(both: &Both<'_>, old: &Input, new: &Input, found: &mut Vec<Found>) {
    let side = &both.pairs.new;
    let is_field = |operation: &Operation| has_params(operation) && new.required && new.place != Place::Path;
    let ty = both.pairs.translate(&old.ty);
    let both_fields = is_field(both.old) && is_field(both.new);
    let (before, after) = if both_fields {
        (arguments::plain(old, &ty), arguments::plain(new, &new.ty))
    } else {
        (arguments::input(old, &ty, side), arguments::input(new, &new.ty, side))
    };
    let is_same = (old.nullable, &ty) == (new.nullable, &new.ty);
    if is_same && before == after {
        return;
    }
    let shown = |input: &Input, text: &str| {
        if both_fields || text.starts_with("impl Into<") {
            text.to_owned()
        } else {
            arguments::input(input, &input.ty, &both.pairs.old)
        }
    };
    let what = if before == after {
        format!("`{}` is another type on the wire", new.name())
    } else {
        format!("`{}` took `{}`, and takes `{after}`", new.name(), shown(old, &before))
    };
    let own = path(both, both.new, new);
    let mut change = Found::new("input_type_changed", own, what).at(Some(&old.at), Some(&new.at));
    change = if before == after {
        change.rust(Rust::Patch, "Callers hand over what they did.")
    } else if !both_fields && arguments::is_generalised(&before, &after) {
        change.rust(Rust::Minor, "What was handed over can be handed over still.")
    } else {
        change
            .rust(Rust::Major, "Code that hands over a value of the type before may not compile.")
            .instead(format!("a value for `{after}`"))
    };
    if !fits::accepts(both.pairs, &old.ty, &new.ty) {
        change = change.refuses("The server may refuse values that it took.");
    }
    if old.nullable && !new.nullable {
        change = change.refuses("`null` may be refused.");
    }
    found.push(change);
}

/// An input of OLD that NEW does not have.
fn removed(both: &Both<'_>, input: &Input, candidates: &[&Input]) -> Found {
    let sent = both.new.constants.iter().find(|one| one.0 == input.place && one.1 == input.wire);
    let what = match sent {
        Some((.., value)) => format!("`{}` has one value now, `{value}`, and is sent by itself", input.name()),
        None => format!("`{}` is gone", input.name()),
    };
    let why = if input.required {
        "Calls have an argument too many."
    } else {
        "Code that calls the setter does not compile."
    };
    let change = Found::new("input_removed", path(both, both.old, input), what)
        .at(Some(&input.at), Some(&both.new.at))
        .rust(Rust::Major, why)
        .refuses("The server may refuse, or ignore, what it does not know any more.");
    let change = if input.deprecated { change.because(docs::WARNED) } else { change };
    let ty = both.pairs.translate(&input.ty);
    let alike: Vec<&&Input> = candidates.iter().filter(|one| one.ty == ty && one.place == input.place).collect();
    match alike.as_slice() {
        [only] => change.instead(format!("perhaps `{}`, which is new and of the same type", only.name())),
        _ if input.required => change.instead(format!("`{}`", call(both.new))),
        _ => change,
    }
}

/// An input of NEW that OLD does not have.
fn added(both: &Both<'_>, input: &Input) -> Found {
    let own = path(both, both.new, input);
    if input.required {
        return Found::new("required_input_added", own, format!("`{}` is new, and required", input.name()))
            .at(Some(&both.old.at), Some(&input.at))
            .rust(Rust::Major, "Calls lack an argument.")
            .refuses("Requests of a crate made before lack it, and may be refused.")
            .instead(format!("`{}`", call(both.new)));
    }
    let taken = arguments::input(input, &input.ty, &both.pairs.new);
    Found::new("input_added", own, format!("the optional input `{}`, which takes `{taken}`, is new", input.name()))
        .at(Some(&both.old.at), Some(&input.at))
        .rust(Rust::Minor, "It is a setter of the request: calls without it are what they were.")
}

/// Whether arguments that are in both changed places.
fn order(both: &Both<'_>, pairs: &[(&Input, &Input)], found: &mut Vec<Found>) {
    let is_argument =
        |input: &Input, operation: &Operation| input.required && (input.place == Place::Path || !has_params(operation));
    let kept: Vec<&Input> = pairs
        .iter()
        .filter(|(old, new)| is_argument(old, both.old) && is_argument(new, both.new))
        .map(|(_, new)| *new)
        .collect();
    let mut sorted = kept.clone();
    sorted.sort_by_key(|input| both.new.inputs.iter().position(|one| one == *input));
    if sorted == kept {
        return;
    }
    let words = |all: &[&Input]| all.iter().map(|one| format!("`{}`", one.name())).collect::<Vec<_>>().join(", ");
    found.push(
        both.found("arguments_reordered", format!("took {}, and takes {}", words(&kept), words(&sorted)))
            .rust(
                Rust::Major,
                "Arguments changed places: calls compile where the types allow it, and mean something else.",
            )
            .instead(format!("`{}`", call(both.new))),
    );
}
