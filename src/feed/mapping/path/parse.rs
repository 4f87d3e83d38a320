//! The grammar of paths (RFC 9535), read by descent. Follows nothing.

use super::Broken;
use super::follow::{Operand, Query, Segment, Selector, Sign, Test};

/// The whole numbers that every JSON reader keeps exactly.
const EXACT: i64 = (1 << 53) - 1;

/// What is left of a path.
pub(super) struct Parse<'t> {
    text: &'t str,
    rest: &'t str,
}

type Parsed<T> = Result<T, Broken>;

impl<'t> Parse<'t> {
    pub(super) fn of(text: &'t str) -> Parse<'t> {
        Parse { text, rest: text }
    }

    /// A path from the top, and nothing behind it.
    pub(super) fn path(mut self) -> Parsed<Query> {
        self.demand("$")?;
        let segments = self.segments()?;
        self.ended(Query { from_top: true, segments })
    }

    /// What stands behind the `?` of a filter, and nothing behind it.
    pub(super) fn condition(mut self) -> Parsed<Test> {
        self.space();
        let test = self.any()?;
        self.space();
        self.ended(test)
    }

    fn ended<T>(self, value: T) -> Parsed<T> {
        if self.rest.is_empty() { Ok(value) } else { Err(self.broken()) }
    }

    /// Nothing that can stand here does.
    fn broken(&self) -> Broken {
        let read = self.text.len() - self.rest.len();
        Broken::NoPath(self.text.char_indices().take_while(|(at, _)| *at < read).count() + 1)
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// A token behind any space; the space stays where the token is not there.
    fn take_far(&mut self, token: &str) -> bool {
        let before = self.rest;
        self.space();
        let taken = self.take(token);
        if !taken {
            self.rest = before;
        }
        taken
    }

    fn demand(&mut self, token: &str) -> Parsed<()> {
        if self.take(token) { Ok(()) } else { Err(self.broken()) }
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    /// As many characters as are of a kind.
    fn run(&mut self, kind: fn(char) -> bool) -> &'t str {
        let rest = self.rest.trim_start_matches(kind);
        let (run, rest) = self.rest.split_at_checked(self.rest.len() - rest.len()).unwrap_or((self.rest, ""));
        self.rest = rest;
        run
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let (deep, bracket) = if self.take_far("[") {
                (false, true)
            } else if self.take_far("..") {
                (true, self.take("["))
            } else if self.take_far(".") {
                (false, false)
            } else {
                return Ok(segments);
            };
            let selectors = if bracket { self.selectors()? } else { vec![self.shorthand()?] };
            segments.push(Segment { deep, selectors });
        }
    }

    /// What stands behind a point: a name that needs no quotes, or all.
    fn shorthand(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.broken());
        }
        let name = self.run(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii());
        if name.is_empty() { Err(self.broken()) } else { Ok(Selector::Name(name.into())) }
    }

    fn selectors(&mut self) -> Parsed<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            self.space();
            selectors.push(self.selector()?);
            if self.take_far("]") {
                return Ok(selectors);
            }
            self.space();
            self.demand(",")?;
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        if self.take("?") {
            self.space();
            return Ok(Selector::Filter(self.any()?));
        }
        if let Some(name) = self.quoted()? {
            return Ok(Selector::Name(name));
        }
        let start = self.whole()?;
        if !self.take_far(":") {
            return start.map(Selector::At).ok_or_else(|| self.broken());
        }
        self.space();
        let end = self.whole()?;
        let step = if self.take_far(":") {
            self.space();
            self.whole()?
        } else {
            None
        };
        Ok(Selector::Slice(start, end, step.unwrap_or(1)))
    }

    /// A whole number, if one stands here.
    fn whole(&mut self) -> Parsed<Option<i64>> {
        let begun = self.rest;
        let is_below = self.take("-");
        let digits = self.run(|c| c.is_ascii_digit());
        if digits.is_empty() && !is_below {
            return Ok(None);
        }
        let number = digits.parse::<i64>().ok().filter(|number| *number <= EXACT);
        match number {
            Some(number) if !digits.starts_with('0') || (digits == "0" && !is_below) => {
                Ok(Some(if is_below { -number } else { number }))
            }
            _ => {
                self.rest = begun;
                Err(self.broken())
            }
        }
    }

    /// A text in quotes, if one stands here.
    fn quoted(&mut self) -> Parsed<Option<String>> {
        let (quote, other) = if self.take("'") {
            ('\'', '"')
        } else if self.take("\"") {
            ('"', '\'')
        } else {
            return Ok(None);
        };
        let mut text = String::new();
        loop {
            let before = self.rest;
            let c = match self.next() {
                Some(c) if c == quote => return Ok(Some(text)),
                Some('\\') => self.next().filter(|c| *c != other).and_then(|c| self.escaped(c)),
                c => c.filter(|c| *c >= ' '),
            };
            let Some(c) = c else {
                self.rest = before;
                return Err(self.broken());
            };
            text.push(c);
        }
    }

    fn escaped(&mut self, c: char) -> Option<char> {
        match c {
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            '/' | '\\' | '\'' | '"' => Some(c),
            'u' => {
                let mut units = vec![self.unit()?];
                if matches!(units.first(), Some(0xd800..=0xdbff)) && self.take("\\u") {
                    units.push(self.unit()?);
                }
                let mut chars = char::decode_utf16(units);
                let found = chars.next()?.ok()?;
                chars.next().is_none().then_some(found)
            }
            _ => None,
        }
    }

    fn unit(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
    }

    fn any(&mut self) -> Parsed<Test> {
        let mut tests = vec![self.all()?];
        while self.take_far("||") {
            self.space();
            tests.push(self.all()?);
        }
        Ok(Test::Any(tests))
    }

    fn all(&mut self) -> Parsed<Test> {
        let mut tests = vec![self.basic()?];
        while self.take_far("&&") {
            self.space();
            tests.push(self.basic()?);
        }
        Ok(Test::All(tests))
    }

    fn basic(&mut self) -> Parsed<Test> {
        let begun = self.rest;
        let is_not = self.take("!");
        self.space();
        let test = if self.take("(") {
            self.space();
            let test = self.any()?;
            self.space();
            self.demand(")")?;
            test
        } else {
            let left = self.operand()?;
            match (self.sign(), left) {
                (Some(sign), left) => {
                    self.space();
                    let right = self.operand()?;
                    if is_not || !left.is_value() || !right.is_value() {
                        self.rest = begun;
                        return Err(self.broken());
                    }
                    return Ok(Test::Compare(left, sign, right));
                }
                (None, Operand::Query(query)) => Test::Exists(query),
                _ => return Err(self.broken()),
            }
        };
        Ok(if is_not { Test::Not(Box::new(test)) } else { test })
    }

    fn sign(&mut self) -> Option<Sign> {
        let signs = [
            ("==", Sign::Is),
            ("!=", Sign::IsNot),
            ("<=", Sign::Most),
            (">=", Sign::Least),
            ("<", Sign::Less),
            (">", Sign::More),
        ];
        signs.into_iter().find_map(|(token, sign)| self.take_far(token).then_some(sign))
    }

    fn operand(&mut self) -> Parsed<Operand> {
        for (token, from_top) in [("$", true), ("@", false)] {
            if self.take(token) {
                return Ok(Operand::Query(Query { from_top, segments: self.segments()? }));
            }
        }
        if let Some(text) = self.quoted()? {
            return Ok(Operand::Text(text));
        }
        if self.rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return self.number();
        }
        let begun = self.rest;
        let word = self.run(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let operand = match word {
            _ if word.is_empty() => None,
            _ if self.take("(") => return self.function(word, begun),
            "null" => Some(Operand::Null),
            "true" => Some(Operand::Truth(true)),
            "false" => Some(Operand::Truth(false)),
            _ => None,
        };
        operand.ok_or_else(|| {
            self.rest = begun;
            self.broken()
        })
    }

    fn number(&mut self) -> Parsed<Operand> {
        let begun = self.rest;
        let is_whole = |text: &str| text == "0" || !text.starts_with('0') && !text.is_empty();
        self.take("-");
        let mut is_number = is_whole(self.run(|c| c.is_ascii_digit()));
        if self.take(".") {
            is_number &= !self.run(|c| c.is_ascii_digit()).is_empty();
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("-") || self.take("+");
            is_number &= !self.run(|c| c.is_ascii_digit()).is_empty();
        }
        let written = begun.get(..begun.len() - self.rest.len()).unwrap_or_default();
        let number = written.parse().map(Operand::Whole).or_else(|_| written.parse().map(Operand::Real));
        number.ok().filter(|_| is_number).ok_or_else(|| {
            self.rest = begun;
            self.broken()
        })
    }

    /// A function, behind its bracket. None of those that are there may stand alone, and each takes one thing.
    fn function(&mut self, name: &str, begun: &'t str) -> Parsed<Operand> {
        if !["length", "count", "value"].contains(&name) {
            return Err(Broken::Function(name.into()));
        }
        self.space();
        let argument = self.operand()?;
        self.space();
        self.demand(")")?;
        match (name, argument) {
            ("length", argument) if argument.is_value() => Ok(Operand::Length(Box::new(argument))),
            ("count", Operand::Query(query)) => Ok(Operand::Count(query)),
            ("value", Operand::Query(query)) => Ok(Operand::Only(query)),
            _ => {
                self.rest = begun;
                Err(self.broken())
            }
        }
    }
}
