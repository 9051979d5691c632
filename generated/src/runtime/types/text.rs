//! What all types have in common that are a text in JSON.

/// Reading, writing and serde's traits for a type with `FromStr`, `Display` and `to_wire(&self) -> String`; the last
/// argument is its blank value.
macro_rules! text_type {
    ($name:ident, $expected:expr, $blank:expr) => {
        impl crate::runtime::json::Slot for $name {
            crate::runtime::json::plain!();

            fn blank() -> Self {
                $blank
            }

            fn read(
                &mut self,
                reader: &mut crate::runtime::json::Reader<'_>,
            ) -> Result<(), crate::runtime::json::ReadError> {
                let start = reader.start()?;
                match reader.string_as($expected)?.parse() {
                    Ok(value) => *self = value,
                    Err(_) => {
                        let reason = concat!("a string that is not ", $expected);
                        return Err(crate::runtime::json::ReadError::new(reason, start));
                    }
                }
                Ok(())
            }

            fn write(&self, writer: &mut crate::runtime::json::Writer) -> Result<(), crate::runtime::json::WriteError> {
                writer.string(&self.to_wire());
                Ok(())
            }
        }

        crate::runtime::json::serde_bridge!($name);
    };
}

pub(super) use text_type;
