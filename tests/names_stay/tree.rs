//! A document as a tree that keeps the order of its keys.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// Members in their order.
    Object(Vec<(String, Tree)>),
    List(Vec<Tree>),
    Text(String),
    /// A number, a boolean or null, as JSON.
    Other(String),
}

/// A document in YAML.
pub(super) fn yaml(text: &str) -> Tree {
    // YAML 1.2 has no `On` and `Off`.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).expect("YAML")
}

/// A document in JSON.
pub(super) fn json(text: &str) -> Tree {
    serde_json::from_str(text).expect("JSON")
}

impl Tree {
    pub(super) fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Object(members) => {
                text.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    text.push_str(if at > 0 { "," } else { "" });
                    text.push_str(&serde_json::to_string(key).expect("a key"));
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
            Self::List(items) => {
                text.push('[');
                for (at, value) in items.iter().enumerate() {
                    text.push_str(if at > 0 { "," } else { "" });
                    value.write(text);
                }
                text.push(']');
            }
            Self::Text(value) => text.push_str(&serde_json::to_string(value).expect("a text")),
            Self::Other(value) => text.push_str(value),
        }
    }

    /// The same with the members of every object in another order. What is an example keeps its order, so that it stays
    /// what it is.
    pub(super) fn shuffled(&self, random: &mut fastrand::Rng) -> Self {
        match self {
            Self::Object(members) => {
                let mut members: Vec<(String, Self)> = members
                    .iter()
                    .map(|(key, value)| {
                        (key.clone(), if key.starts_with("example") { value.clone() } else { value.shuffled(random) })
                    })
                    .collect();
                random.shuffle(&mut members);
                Self::Object(members)
            }
            Self::List(items) => Self::List(items.iter().map(|item| item.shuffled(random)).collect()),
            other => other.clone(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn find_mut(&mut self, way: &[&str]) -> Option<&mut Self> {
        way.iter().try_fold(self, |at, key| at.get_mut(key))
    }

    /// The members of an object; nothing for anything else.
    pub(super) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn keys_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let members: &mut [(String, Self)] = match self {
            Self::Object(members) => members,
            _ => &mut [],
        };
        members.iter_mut().map(|(key, _)| key)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Sets a member of an object that has none of this key, at a random place, and tells whether it has.
    pub(super) fn insert(&mut self, key: &str, value: Self, random: &mut fastrand::Rng) -> bool {
        match self {
            Self::Object(members) if members.iter().all(|(known, _)| known != key) => {
                members.insert(random.usize(..=members.len()), (key.to_owned(), value));
                true
            }
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Other(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Other(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Other(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Other(serde_json::to_string(&value).expect("a number")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other("null".to_owned()))
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other("null".to_owned()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry::<Tree, Tree>()? {
            let key = match key {
                Tree::Text(key) | Tree::Other(key) => key,
                Tree::Object(_) | Tree::List(_) => panic!("a key that is no scalar"),
            };
            members.push((key, value));
        }
        Ok(Tree::Object(members))
    }
}
