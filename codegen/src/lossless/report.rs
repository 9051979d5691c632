//! What came of it.

use std::fmt;

/// How many values were tried, and what did not survive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Examples of the document: of schemas, parameters, bodies and responses.
    pub examples: usize,
    /// Those of them that their schemas admit.
    pub valid: usize,
    /// Where those of them stand that no type is for, nor for any part of them: what an envelope has beside the result, errors that
    /// all calls read in one way, and what no operation uses.
    pub untyped_at: Vec<String>,
    /// Those of the others that came back the same.
    pub same: usize,
    /// Those of the others that no type of the crate could hold, for a reason that is told: an integer beyond 64 bits and nothing
    /// else, or a value that is not of the kind that its schema describes members of.
    pub unfit: usize,
    /// Values that were read and written for that: an example whose schema has no type of its own is tried by its parts.
    pub trips: usize,
    /// Values that were made from schemas.
    pub made: usize,
    /// Those of them that came back the same.
    pub made_same: usize,
    /// Those of them of which the same holds.
    pub made_unfit: usize,
    /// Values as a later version of the API may send them: one that an enum does not list, or with a member that the schema does
    /// not name.
    pub later: usize,
    /// Those of them that were read, and came back with all that has to survive.
    pub later_same: usize,
    /// Why a type could not hold a value, each with its place.
    pub reasons: Vec<String>,
    /// What did not come back as it was, each with its place.
    pub faults: Vec<String>,
}

impl Report {
    /// How many examples no type is for.
    #[must_use]
    pub fn untyped(&self) -> usize {
        self.untyped_at.len()
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.examples += other.examples;
        self.valid += other.valid;
        self.untyped_at.extend(other.untyped_at);
        self.same += other.same;
        self.unfit += other.unfit;
        self.trips += other.trips;
        self.made += other.made;
        self.made_same += other.made_same;
        self.made_unfit += other.made_unfit;
        self.later += other.later;
        self.later_same += other.later_same;
        self.reasons.extend(other.reasons);
        self.faults.extend(other.faults);
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { examples, valid, same, trips, made, made_same, later, later_same, reasons, faults, .. } = self;
        let untyped = self.untyped();
        write!(
            f,
            "{examples} examples, {valid} valid, {untyped} without a type, {same} the same after {trips} trips; "
        )?;
        write!(f, "{made} made, {made_same} the same; {later} of a later version, {later_same} survived")?;
        for reason in reasons {
            write!(f, "\n  {reason}")?;
        }
        for fault in faults {
            write!(f, "\n  {fault}")?;
        }
        Ok(())
    }
}
