//! Makes the client that the target `runtime` drives beside the flagship's: of a document with what that one lacks.

fn main() -> Result<(), specsmith::build::BuildError> {
    specsmith::build::Builder::new("runtime/parcels.yaml").module("parcels").generate()
}
