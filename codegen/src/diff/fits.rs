//! Whether values that one side makes are ones that the other side takes.

use crate::ir::Scalar;

use super::pairs::{Pairs, Side};
use super::surface::Shape;
use super::ty::Ty;

/// Whether whatever a crate of OLD sends for a type is what the server of NEW takes for another one.
pub(super) fn accepts(pairs: &Pairs<'_>, old: &Ty, new: &Ty) -> bool {
    let same = |sent: &str, taken: &str| pairs.path(sent) == Some(taken);
    Fit { from: &pairs.old, into: &pairs.new, same: &same, is_server: true }.fits(old, new)
}

/// Whether whatever the server of NEW answers for a type is what a crate of OLD decodes as another one.
pub(super) fn decodes(pairs: &Pairs<'_>, old: &Ty, new: &Ty) -> bool {
    let same = |answered: &str, read: &str| pairs.path(read) == Some(answered);
    Fit { from: &pairs.new, into: &pairs.old, same: &same, is_server: false }.fits(new, old)
}

/// One direction.
struct Fit<'a> {
    from: &'a Side<'a>,
    into: &'a Side<'a>,
    /// Whether two models are the same one; what changed within it is told at the model.
    same: &'a dyn Fn(&str, &str) -> bool,
    /// Servers may be strict; the crate keeps unknown values of enums and unions, and texts as they came.
    is_server: bool,
}

impl Fit<'_> {
    #[allow(clippy::match_same_arms, reason = "a row for each shape")]
    fn fits(&self, value: &Ty, taken: &Ty) -> bool {
        match (value, taken) {
            (_, Ty::Json) => true,
            (Ty::Model(value), Ty::Model(taken)) if (self.same)(value, taken) => true,
            (Ty::Scalar(value), Ty::Scalar(taken)) => self.scalar(*value, *taken),
            (Ty::Nullable(value), Ty::Nullable(taken)) => self.fits(value, taken),
            (value, Ty::Nullable(taken)) => self.fits(value, taken),
            (Ty::List(value), Ty::List(taken)) | (Ty::Map(value), Ty::Map(taken)) => self.fits(value, taken),
            (Ty::Tuple(value), Ty::Tuple(taken)) | (Ty::LooseTuple(value), Ty::LooseTuple(taken)) => {
                value.len() == taken.len() && value.iter().zip(taken).all(|(value, taken)| self.fits(value, taken))
            }
            (Ty::Tuple(value), Ty::List(taken)) => value.iter().all(|value| self.fits(value, taken)),
            (Ty::List(_) | Ty::Tuple(_), Ty::LooseTuple(_)) => !self.is_server,
            (Ty::Model(path), taken) => self.model(path, taken),
            (value, Ty::Model(path)) => self.taken_as(value, path),
            _ => false,
        }
    }

    fn scalar(&self, value: Scalar, taken: Scalar) -> bool {
        if value == taken {
            return true;
        }
        let is_string = |scalar: Scalar| scalar == Scalar::String || scalar.is_ours();
        if is_string(value) && is_string(taken) {
            // A crate keeps a uuid that is none as its text; a date that is none it cannot read.
            return taken == Scalar::String || (!self.is_server && taken.is_text());
        }
        match (range(value), range(taken)) {
            (Some((low, high)), Some((least, most))) => least <= low && high <= most,
            (Some(_), None) => matches!(taken, Scalar::F32 | Scalar::F64),
            (None, None) => matches!((value, taken), (Scalar::F32 | Scalar::F64, Scalar::F32 | Scalar::F64)),
            (None, Some(_)) => false,
        }
    }

    /// A model where something else is taken.
    fn model(&self, path: &str, taken: &Ty) -> bool {
        if let Ty::Model(taken) = taken {
            return self.models(path, taken);
        }
        match self.from.models.get(path).map(|model| &model.shape) {
            // What the document does not name may come as well, and is a text all the same.
            Some(Shape::Enum { integers: false, .. }) => {
                matches!(taken, Ty::Scalar(scalar) if *scalar == Scalar::String || (!self.is_server && scalar.is_text()))
            }
            Some(Shape::Enum { integers: true, .. }) => {
                matches!(taken, Ty::Scalar(Scalar::I64 | Scalar::I128 | Scalar::F64 | Scalar::F32))
            }
            Some(Shape::Struct { .. }) => matches!(taken, Ty::Map(value) if **value == Ty::Json),
            Some(Shape::Union { variants, .. }) => variants.iter().all(|variant| self.fits(&variant.ty, taken)),
            None => false,
        }
    }

    /// Two models that are not the same.
    fn models(&self, path: &str, taken: &str) -> bool {
        let shape = |side: &Side<'_>, path: &str| side.models.get(path).map(|model| model.shape.clone());
        match (shape(self.from, path), shape(self.into, taken)) {
            (_, Some(Shape::Union { variants, .. })) => {
                let own = Ty::Model(path.to_owned());
                !self.is_server || variants.iter().any(|variant| self.fits(&own, &variant.ty))
            }
            (Some(Shape::Enum { values, integers, .. }), Some(Shape::Enum { values: taken, integers: whole, any })) => {
                let all = || values.iter().all(|value| taken.iter().any(|known| known.wire == value.wire));
                integers == whole && (!self.is_server || any || all())
            }
            (Some(Shape::Union { variants, .. }), Some(_)) => {
                variants.iter().all(|variant| self.fits(&variant.ty, &Ty::Model(taken.to_owned())))
            }
            _ => false,
        }
    }

    /// Something else where a model is taken.
    fn taken_as(&self, value: &Ty, path: &str) -> bool {
        match self.into.models.get(path).map(|model| &model.shape) {
            Some(Shape::Union { variants, .. }) => {
                !self.is_server || variants.iter().any(|variant| self.fits(value, &variant.ty))
            }
            Some(Shape::Enum { integers: false, any, .. }) => value.is_text() && (*any || !self.is_server),
            Some(Shape::Enum { integers: true, .. }) => {
                !self.is_server && matches!(value, Ty::Scalar(scalar) if range(*scalar).is_some())
            }
            Some(Shape::Struct { .. }) | None => false,
        }
    }
}

/// The smallest and the largest value of an integer type.
fn range(scalar: Scalar) -> Option<(i128, i128)> {
    Some(match scalar {
        Scalar::I8 => (i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => (i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => (i64::MIN.into(), i64::MAX.into()),
        Scalar::I128 => (i128::MIN, i128::MAX),
        Scalar::U8 => (0, u8::MAX.into()),
        Scalar::U16 => (0, u16::MAX.into()),
        Scalar::U32 => (0, u32::MAX.into()),
        Scalar::U64 => (0, u64::MAX.into()),
        _ => return None,
    })
}
