//! Makes the module `pets` of the API's document.

fn main() -> Result<(), specsmith::build::BuildError> {
    specsmith::build::Builder::new("api/pets.yaml").config("api/specsmith.toml").module("pets").generate()
}
