//! Lists as streams.

mod course;
mod items;
mod pages;
mod step;

pub use self::items::Items;
pub use self::pages::Pages;
