//! Credentials that are not known once and for all: a [`CredentialProvider`] is asked for one before every attempt, so that
//! a token that has been replaced meanwhile is the one that is sent.
//!
//! Wherever the client's builder takes a credential, a method whose name ends in `_provider` takes where it comes from.
//! [`ClientCredentials`] is the provider for OAuth 2.0 between machines.

mod cache;
mod client_credentials;
mod credential;
mod provider;
mod token;

pub use self::client_credentials::ClientCredentials;
pub use self::credential::Credential;
pub use self::provider::{CredentialProvider, CredentialRequest, from_fn};
pub use super::error::CredentialError;
