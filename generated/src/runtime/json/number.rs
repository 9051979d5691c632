//! Numbers: exact integers in any of JSON's forms, and floats that are written as people write them.

use super::{ReadError, Reader, Slot, WriteError, Writer, plain};

/// Integers read `7`, `7.0`, `70e-1` and `-0`, and keep every digit; they are written as digits.
macro_rules! integer {
    ($($type:ident)*) => {$(
        impl Slot for $type {
            plain!();

            fn blank() -> Self {
                0
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
                let start = reader.start()?;
                match $type::try_from(read_integer(reader)?) {
                    Ok(number) => *self = number,
                    Err(_) => return Err(ReadError::new(concat!("a number beyond the range of ", stringify!($type)), start)),
                }
                Ok(())
            }

            fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
                writer.display(self);
                Ok(())
            }
        }
    )*};
}

integer!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

impl Slot for f64 {
    plain!();

    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.double()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        finite(self.is_finite())?;
        if plain(self.abs()) {
            writer.display(self);
        } else {
            writer.display(&format_args!("{self:?}"));
        }
        Ok(())
    }
}

impl Slot for f32 {
    plain!();

    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let start = reader.start()?;
        // From the text, since rounding twice (to a double, then to this) can miss the nearest value.
        match reader.number_text()?.parse::<Self>() {
            Ok(number) if number.is_finite() => *self = number,
            _ => return Err(ReadError::new("a number beyond the range of 32-bit floats", start)),
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        finite(self.is_finite())?;
        if plain(f64::from(self.abs())) {
            writer.display(self);
        } else {
            writer.display(&format_args!("{self:?}"));
        }
        Ok(())
    }
}

fn finite(is_finite: bool) -> Result<(), WriteError> {
    if is_finite { Ok(()) } else { Err(WriteError::new("a number that is not finite has no JSON form")) }
}

/// Whether a float is written as plain digits (`1`, `0.25`); the others are written with an exponent (`1e21`, `1e-7`).
/// Either form is the shortest that reads back as the same number.
fn plain(magnitude: f64) -> bool {
    magnitude == 0.0 || (1e-5..1e17).contains(&magnitude)
}

/// Reads a number that has no fraction, whatever its form.
pub(super) fn read_integer(reader: &mut Reader<'_>) -> Result<i128, ReadError> {
    let start = reader.start()?;
    let text = reader.number_text()?;
    if let Ok(number) = text.parse::<i64>() {
        return Ok(number.into());
    }
    integer(text).map_err(|reason| ReadError::new(reason, start))
}

/// The integer that a JSON number says, if it is one and not longer than any integer type we have.
fn integer(number: &str) -> Result<i128, &'static str> {
    const TOO_LARGE: &str = "a number beyond the range of all integers";
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    // The decimal point moves right by the exponent. An exponent that no i64 holds is beyond every integer.
    let exponent = exponent.parse::<i64>().map_err(|_| TOO_LARGE)?;
    let decimals = i64::try_from(fraction.len()).map_err(|_| TOO_LARGE)?;
    let dropped = i64::try_from(digits.len() - significant.len()).map_err(|_| TOO_LARGE)?;
    let zeros = exponent.saturating_sub(decimals).saturating_add(dropped);
    if zeros < 0 {
        return Err("expected an integer, found a fraction");
    }
    let scale = u32::try_from(zeros).ok().and_then(|zeros| 10i128.checked_pow(zeros)).ok_or(TOO_LARGE)?;
    let magnitude = significant.parse::<i128>().ok().and_then(|digits| digits.checked_mul(scale)).ok_or(TOO_LARGE)?;
    Ok(if negative { -magnitude } else { magnitude })
}
