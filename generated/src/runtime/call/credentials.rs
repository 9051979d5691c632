//! The credentials of one attempt.

use std::pin::pin;
use std::sync::Arc;

use super::deadline::Deadline;
use super::timeout;
use crate::runtime::auth::CredentialRequest;
use crate::runtime::credentials::Source;
use crate::runtime::error::{Context, CredentialError, Error, Phase};
use crate::runtime::reply::Reply;
use crate::runtime::request::Prepared;
use crate::runtime::secret::Secret;

/// The credentials that the operation takes, of one kind only. Each is asked for anew, so that one that has changed since
/// the attempt before is the one that is sent.
pub(super) async fn gather(
    call: &Prepared,
    context: &Context,
    deadline: &mut Deadline,
) -> Result<Vec<Arc<Secret>>, Error> {
    let chosen = call.credentials()?;
    let mut secrets = Vec::with_capacity(chosen.len());
    for (scheme, source) in chosen {
        secrets.push(match source {
            Source::Fixed(secret) => Arc::clone(secret),
            Source::Provider(provider) => {
                let request = CredentialRequest::new(scheme, &call.client);
                let given = deadline.within(pin!(provider.credential(request))).await;
                let given = given.map_err(|_| timeout(Phase::Credential).of_call(context.clone(), call.repeatable))?;
                let secret = given.and_then(|credential| Secret::new(scheme, credential).map_err(CredentialError::new));
                Arc::new(secret.map_err(|error| error.of_call(context.clone(), scheme.name))?)
            }
        });
    }
    Ok(secrets)
}

/// Tells those who gave the credentials that the server refused them. Whether there is anybody.
pub(super) fn reject(call: &Prepared, reply: &Reply) -> bool {
    let Ok(chosen) = call.credentials() else { return false };
    let mut told = false;
    for ((_, source), secret) in chosen.into_iter().zip(&reply.secrets) {
        if let Source::Provider(provider) = source {
            provider.rejected(secret.credential());
            told = true;
        }
    }
    told
}
