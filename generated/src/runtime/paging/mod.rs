//! Lists as streams.

mod course;
mod items;
mod link;
mod pages;
mod step;

pub use self::items::Items;
pub use self::pages::Pages;
