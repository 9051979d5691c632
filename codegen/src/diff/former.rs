//! Names that things had before, and still have as deprecated aliases.

use super::surface::{Model, Surface};

impl Model {
    /// The paths that it had before, and still has by aliases beside it.
    pub(super) fn former_paths(&self) -> impl Iterator<Item = String> + use<'_> {
        let module = self.path.rsplit_once("::").map(|(module, _)| module);
        self.former
            .iter()
            .map(move |former| module.map_or_else(|| former.clone(), |module| format!("{module}::{former}")))
    }
}

impl Surface {
    /// What is there under a deprecated alias: types, operations and setters by the names that they had.
    pub(super) fn former_names(&self) -> impl Iterator<Item = String> + use<'_> {
        let types = self.types.iter().flat_map(Model::former_paths);
        let operations = self.operations.iter().flat_map(|one| one.former.iter().map(|(name, _)| one.beside(name)));
        let inputs = self.operations.iter().flat_map(|one| {
            let request = one.beside(&one.request);
            one.inputs.iter().flat_map(|input| &input.former).map(move |name| format!("{request}::{name}"))
        });
        types.chain(operations).chain(inputs)
    }
}
