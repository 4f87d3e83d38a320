//! Taking values out of a [`Document`](super::document::Document), and telling what could not be taken.
//!
//! Where [`Node`]'s own methods give `None` for anything unfit, these leave a notice with its place, so that nothing is
//! dropped in silence. A missing value is nothing to tell. Knows no tool.

use super::document::Node;
use super::draft::When;
use super::loose::{Scalar, shortened};
use super::notice::{Kind, Notice, Problem};
use super::{rich, vocabulary};
use std::collections::BTreeMap;

/// The most notices that one reading keeps; the rest are counted.
const MOST_NOTICES: usize = 5_000;

/// What one reading has to tell.
#[derive(Default)]
pub struct Told {
    notices: Vec<Notice>,
    untold: usize,
    left_out: BTreeMap<&'static str, usize>,
}

impl Told {
    /// Nothing to tell so far.
    pub fn new() -> Told {
        Told::default()
    }

    /// Tells of a problem at a place.
    pub fn tell(&mut self, node: Node<'_>, problem: Problem) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(Notice { at: node.pointer(), problem });
        } else {
            self.untold += 1;
        }
    }

    /// Counts things that are left out on purpose: one of the words that `words` has in every language.
    pub fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.left_out.entry(what).or_default() += count;
        }
    }

    /// Tells what another has noticed.
    pub fn extend(&mut self, notices: Vec<Notice>) {
        self.notices.extend(notices);
    }

    /// Tells of a problem of the whole document.
    pub fn tell_of_all(&mut self, problem: Problem) {
        self.notices.push(Notice { at: String::new(), problem });
    }

    /// All that was told, in order.
    pub fn notices(self) -> Vec<Notice> {
        let of_all = |problem| Notice { at: String::new(), problem };
        let left = self.left_out.into_iter().map(|(what, count)| of_all(Problem::LeftOut { what, count }));
        let untold = (self.untold > 0).then_some(of_all(Problem::Untold(self.untold)));
        self.notices.into_iter().chain(left).chain(untold).collect()
    }

    fn wrong(&mut self, node: Node<'_>, wanted: Kind) {
        self.tell(node, Problem::WrongKind { wanted, found: node.kind() });
    }

    /// A text; a number is taken as it is written.
    pub fn text(&mut self, node: Option<Node<'_>>) -> Option<String> {
        let node = node?;
        match node.scalar() {
            Some(Scalar::Bool(_)) | None => {
                self.wrong(node, Kind::Text);
                None
            }
            _ => node.id(),
        }
    }

    /// A text without the marks of whatever it is written in: HTML, Markdown, Atlassian's document format.
    pub fn plain(&mut self, node: Option<Node<'_>>) -> Option<String> {
        let node = node?;
        let plain = rich::plain(node);
        if plain.is_none() && matches!(node.kind(), Kind::Bool | Kind::List) && node.parts().next().is_some() {
            self.wrong(node, Kind::Text);
        }
        plain
    }

    /// A number, or one in a text.
    pub fn number(&mut self, node: Option<Node<'_>>) -> Option<f64> {
        let node = node?;
        let number = node.number();
        if number.is_none() {
            match node.scalar() {
                Some(Scalar::Text(text)) if text.trim().is_empty() => {}
                Some(Scalar::Text(text)) => self.tell(node, Problem::NotANumber(shortened(text))),
                _ => self.wrong(node, Kind::Number),
            }
        }
        number
    }

    /// A date or a moment.
    pub fn when(&mut self, node: Option<Node<'_>>) -> Option<When> {
        let node = node?;
        let when = node.when();
        if when.is_none() {
            match node.scalar() {
                Some(Scalar::Text(text)) if text.trim().is_empty() => {}
                Some(Scalar::Bool(_)) | None => self.wrong(node, Kind::Text),
                Some(_) => self.tell(node, Problem::NotADate(shortened(&node.id().unwrap_or_default()))),
            }
        }
        when
    }

    /// What a word says of how a goal goes or what became of it, in any of the languages that are known.
    pub fn says(&mut self, node: Option<Node<'_>>) -> Option<vocabulary::Says> {
        let node = node?;
        let word = self.text(Some(node))?;
        let says = vocabulary::says(&word);
        if says.is_none() {
            self.tell(node, Problem::UnknownStatus(shortened(&word)));
        }
        says
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::document::Document;

    #[test]
    fn what_is_unfit_is_told_with_its_place() {
        let document = Document::of(br#"{"n":"twelve","d":"soon","t":{"a":1},"e":"","b":true,"s":"purple"}"#).unwrap();
        let top = document.top();
        let mut told = Told::new();
        assert_eq!(told.number(top.get("n")), None);
        assert_eq!(told.when(top.get("d")), None);
        assert_eq!(told.text(top.get("t")), None);
        assert_eq!(told.number(top.get("e")), None);
        assert_eq!(told.when(top.get("b")), None);
        assert_eq!(told.number(top.get("missing")), None);
        assert_eq!(told.says(top.get("s")), None);
        told.leave("archived goals", 2);
        told.leave("archived goals", 1);
        let lines: Vec<String> =
            told.notices().iter().map(|notice| format!("{} {:?}", notice.at, notice.problem)).collect();
        assert_eq!(
            lines,
            [
                "/n NotANumber(\"twelve\")",
                "/d NotADate(\"soon\")",
                "/t WrongKind { wanted: Text, found: Object }",
                "/b WrongKind { wanted: Text, found: Bool }",
                "/s UnknownStatus(\"purple\")",
                " LeftOut { what: \"archived goals\", count: 3 }",
            ]
        );
    }
}
