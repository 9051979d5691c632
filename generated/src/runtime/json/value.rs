//! JSON of unknown shape.

use serde_json::{Map, Number, Value};

use super::{Kind, ReadError, Reader, Slot, WriteError, Writer, plain};

impl Slot for Value {
    plain!();

    fn blank() -> Self {
        Self::Null
    }

    fn of_null() -> Option<Self> {
        Some(Self::Null)
    }

    /// Integers of 64 bits are exact; other numbers are the nearest double. Of equal keys, the last one counts.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = match reader.peek()? {
            Kind::Null => {
                reader.null()?;
                Self::Null
            }
            Kind::Bool => Self::Bool(reader.boolean()?),
            Kind::Number => Self::Number(read_number(reader)?),
            Kind::String => Self::String(reader.string()?.to_owned()),
            Kind::Array => Self::Array(read_array(reader)?),
            Kind::Object => Self::Object(read_object(reader)?),
        };
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<(), WriteError> {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(number) => writer.display(number),
            Self::String(text) => writer.string(text),
            Self::Array(elements) => return elements.write(writer),
            Self::Object(entries) => return write_object(entries, writer),
        }
        Ok(())
    }
}

fn read_number(reader: &mut Reader<'_>) -> Result<Number, ReadError> {
    let start = reader.start()?;
    let text = reader.number_text()?;
    // `-0` is a float: as an integer it would lose its sign.
    if text != "-0" {
        if let Ok(number) = text.parse::<u64>() {
            return Ok(number.into());
        }
        if let Ok(number) = text.parse::<i64>() {
            return Ok(number.into());
        }
    }
    let double = text.parse::<f64>().ok().and_then(Number::from_f64);
    double.ok_or_else(|| ReadError::new("a number beyond the range of 64-bit floats", start))
}

fn read_array(reader: &mut Reader<'_>) -> Result<Vec<Value>, ReadError> {
    let mut array = Vec::new();
    array.read(reader)?;
    Ok(array)
}

fn read_object(reader: &mut Reader<'_>) -> Result<Map<String, Value>, ReadError> {
    let mut object = Map::new();
    let mut keys = reader.object()?;
    while let Some(key) = keys.next(reader, str::to_owned)? {
        let mut value = Value::Null;
        value.read(reader).map_err(|error| error.inside_key(&key))?;
        object.insert(key, value);
    }
    Ok(object)
}

fn write_object(entries: &Map<String, Value>, writer: &mut Writer) -> Result<(), WriteError> {
    writer.begin_object()?;
    for (key, value) in entries {
        writer.key(key);
        value.write(writer).map_err(|error| error.inside_key(key))?;
    }
    writer.end_object();
    Ok(())
}
