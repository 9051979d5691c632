//! Settings from which no client can be built.

use std::borrow::Cow;
use std::fmt;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// The client cannot be built from these settings.
pub struct ConfigurationError(Box<Setting>);

struct Setting {
    name: Cow<'static, str>,
    reason: Cow<'static, str>,
    source: Option<Source>,
}

impl ConfigurationError {
    pub(crate) fn new(setting: impl Into<Cow<'static, str>>, reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Setting { name: setting.into(), reason: reason.into(), source: None }))
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The setting or the environment variable that is wrong or missing.
    #[must_use]
    pub fn setting(&self) -> &str {
        &self.0.name
    }

    /// What is wrong with it. The value itself is never shown.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.name, self.0.reason)
    }
}

impl fmt::Debug for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigurationError")
            .field("setting", &self.0.name)
            .field("reason", &self.0.reason)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for ConfigurationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
