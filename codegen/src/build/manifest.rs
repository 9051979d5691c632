//! What the manifest of a generated crate says, seen from the package that has it as a module: which features are on, and
//! which dependencies the sources need.

use std::collections::BTreeSet;

use toml::{Table, Value};

/// What the sources need of a package.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// The features that are on, those that others turn on included.
    pub(super) features: BTreeSet<String>,
    /// Dependencies, each with the value that stands behind its name in a manifest.
    pub(super) dependencies: Vec<(String, Value)>,
}

/// Follows features from `wanted` on, or from the default ones. `Err` with a name that is no feature.
pub(super) fn needs(manifest: &str, wanted: Option<&[String]>) -> Result<Needs, String> {
    let manifest: Table = manifest.parse().unwrap_or_default();
    let table = |name: &str| manifest.get(name).and_then(Value::as_table);
    let known = table("features");
    let default = ["default".to_owned()];
    let mut needs = Needs::default();
    // What features say of dependencies: its name, and a feature of it if one is named.
    let mut said: Vec<(String, Option<String>)> = Vec::new();
    let mut open: Vec<String> = wanted.unwrap_or(&default).to_vec();
    if let Some(foreign) = open.iter().find(|name| !known.is_some_and(|known| known.contains_key(name.as_str()))) {
        return Err(foreign.clone());
    }
    while let Some(feature) = open.pop() {
        if let Some(name) = feature.strip_prefix("dep:") {
            said.push((name.to_owned(), None));
        } else if let Some((name, part)) = feature.split_once('/') {
            said.push((name.to_owned(), Some(part.to_owned())));
        } else if needs.features.insert(feature.clone()) {
            let more = known.and_then(|known| known.get(&feature)).and_then(Value::as_array);
            open.extend(more.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        }
    }
    for (name, value) in table("dependencies").into_iter().flatten() {
        let is_optional = value.get("optional").and_then(Value::as_bool).unwrap_or_default();
        let of_it: Vec<_> = said.iter().filter(|(one, _)| one == name).collect();
        if !is_optional || !of_it.is_empty() {
            let parts = of_it.into_iter().filter_map(|(_, part)| part.as_deref());
            needs.dependencies.push((name.clone(), plain(value, parts)));
        }
    }
    Ok(needs)
}

/// A dependency that is not optional, with features beside its own.
fn plain<'a>(value: &Value, parts: impl Iterator<Item = &'a str>) -> Value {
    let Value::Table(table) = value else { return value.clone() };
    let mut table = table.clone();
    table.remove("optional");
    let mut features: Vec<Value> = table.get("features").and_then(Value::as_array).cloned().unwrap_or_default();
    for part in parts.map(Value::from) {
        if !features.contains(&part) {
            features.push(part);
        }
    }
    if !features.is_empty() {
        table.insert("features".to_owned(), features.into());
    }
    Value::Table(table)
}

/// Lines for the manifest of a package: the dependencies that it does not have. Nothing where its manifest cannot be read:
/// the compiler finds out.
pub(super) fn missing(needs: &Needs, package: &str) -> Vec<String> {
    let Ok(package) = package.parse::<Table>() else { return Vec::new() };
    let of = |table: &Table| -> Vec<String> {
        let own = table.get("dependencies").and_then(Value::as_table);
        own.into_iter().flat_map(|own| own.keys().cloned()).collect()
    };
    let mut there = of(&package);
    let targets = package.get("target").and_then(Value::as_table).into_iter().flatten();
    there.extend(targets.filter_map(|(_, target)| target.as_table()).flat_map(of));
    let absent = needs.dependencies.iter().filter(|(name, _)| !there.contains(name));
    absent.map(|(name, value)| format!("{name} = {value}")).collect()
}

/// What code calls the library of a generated package.
pub(super) fn library(manifest: &str) -> String {
    let manifest: Table = manifest.parse().unwrap_or_default();
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    name.unwrap_or_default().replace('-', "_")
}

/// The edition of a package, where it says that and the sources do not compile in it.
pub(super) fn older_edition(package: &str) -> Option<String> {
    let package: Table = package.parse().ok()?;
    let package = package.get("package")?.as_table()?;
    let edition = match package.get("edition") {
        None => "2015",
        // Inherited from the workspace, whose manifest is another file.
        Some(edition) => edition.as_str()?,
    };
    (edition < "2024").then(|| edition.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
        [features]
        default = ["reqwest", "ring"]
        reqwest = ["dep:reqwest", "dep:rustls"]
        ring = ["reqwest", "rustls/ring"]
        other = ["dep:other"]

        [dependencies]
        http = "1.5"
        other = { version = "1", optional = true }
        reqwest = { version = "0.13", default-features = false, optional = true }
        rustls = { version = "0.23", features = ["std"], optional = true }
    "#;

    fn lines(wanted: Option<&[String]>, package: &str) -> Vec<String> {
        missing(&needs(MANIFEST, wanted).expect("features"), package)
    }

    #[test]
    fn the_dependencies_of_features_that_are_on_are_needed() {
        let all = [
            "http = \"1.5\"",
            "reqwest = { default-features = false, version = \"0.13\" }",
            "rustls = { features = [\"std\", \"ring\"], version = \"0.23\" }",
        ];
        assert_eq!(lines(None, ""), all);
        assert_eq!(lines(Some(&[]), ""), all[..1]);
        let on = needs(MANIFEST, Some(&["ring".to_owned()])).expect("features").features;
        assert_eq!(on.into_iter().collect::<Vec<_>>(), ["reqwest", "ring"]);
        assert_eq!(needs(MANIFEST, Some(&["rings".to_owned()])).expect_err("no feature"), "rings");
    }

    #[test]
    fn what_a_package_has_is_not_missing() {
        let package = "[dependencies]\nhttp.workspace = true\n[target.'cfg(unix)'.dependencies]\nreqwest = \"0.13\"\n";
        assert_eq!(lines(None, package).len(), 1);
        assert_eq!(lines(None, "not a manifest"), Vec::<String>::new());
    }

    #[test]
    fn editions_that_are_too_old_are_known() {
        assert_eq!(older_edition("[package]\nedition = \"2021\"\n").as_deref(), Some("2021"));
        assert_eq!(older_edition("[package]\nname = \"a\"\n").as_deref(), Some("2015"));
        assert_eq!(older_edition("[package]\nedition = \"2024\"\n"), None);
        assert_eq!(older_edition("[package]\nedition.workspace = true\n"), None);
    }
}
