//! Reads JSON (RFC 8259) out of bytes, one value after the other, without building anything. Knows no document.
//!
//! A [`Source`] stands somewhere in the bytes. [`Source::value`] takes what begins there; after a list or an object has
//! begun, [`Source::element`] and [`Source::name`] lead to each part of it and out of it again. There is nothing generic
//! here, and no recursion: the same few hundred bytes of WebAssembly serve every document, where serde's visitors are
//! compiled anew for each type that is read.

use std::str;

/// The most lists and objects inside each other that are followed; what is passed over may be deeper.
const DEEPEST: u8 = 127;

/// A value without parts, as the document has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `true` or `false`
    Bool(bool),
    /// A number without a fraction: kept whole, because ids may be longer than a float holds.
    Whole(i64),
    /// A number without a fraction that is greater than the greatest of those.
    Great(u64),
    /// Any other number; always finite.
    Real(f64),
    /// A string.
    Text(&'a str),
}

/// What begins in a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// A value without parts.
    Scalar(Scalar<'a>),
    /// A list: its elements come next.
    List,
    /// An object: its members come next.
    Object,
}

/// Why bytes are no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They end too early.
    CutOff,
    /// Something else stands there than JSON wants.
    Unexpected,
    /// A number that is greater than any that can be held.
    TooGreat,
    /// Lists and objects inside each other beyond what is followed.
    TooDeep,
}

/// Bytes, and a place in them.
pub struct Source<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Whether a list or an object has just begun: its first part has no comma before it.
    fresh: bool,
    depth: u8,
    /// The last text that had escapes, without them.
    plain: Vec<u8>,
}

type Read<T> = Result<T, Fault>;

impl<'b> Source<'b> {
    /// At the first of these bytes.
    pub fn new(bytes: &'b [u8]) -> Source<'b> {
        Source { bytes, at: 0, fresh: false, depth: 0, plain: Vec::new() }
    }

    /// Line and column of the present place, counted from 1, the column in bytes; where the bytes have ended, that of
    /// the last one.
    pub fn place(&self) -> (usize, usize) {
        let before = self.bytes.get(..self.at).unwrap_or(self.bytes);
        let line = before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        (line + 1, column + usize::from(self.at < self.bytes.len()))
    }

    /// How many bytes lie before the present place.
    pub fn passed(&self) -> usize {
        self.at
    }

    /// Takes the value that begins here; of a list or an object only its beginning.
    ///
    /// # Errors
    /// If none begins here.
    pub fn value(&mut self) -> Read<Value<'_>> {
        self.space();
        let scalar = match self.peek()? {
            b'"' => {
                self.at += 1;
                Scalar::Text(self.text()?)
            }
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word(b"true", Scalar::Bool(true))?,
            b'f' => self.word(b"false", Scalar::Bool(false))?,
            b'n' => {
                self.word(b"null", Scalar::Bool(false))?;
                return Ok(Value::Null);
            }
            opening @ (b'[' | b'{') => {
                if self.depth == DEEPEST {
                    return Err(Fault::TooDeep);
                }
                self.depth += 1;
                self.at += 1;
                self.fresh = true;
                return Ok(if opening == b'[' { Value::List } else { Value::Object });
            }
            _ => return Err(Fault::Unexpected),
        };
        Ok(Value::Scalar(scalar))
    }

    /// Goes to the next element of the list that one is in; false: there is none, and the list has been left.
    ///
    /// # Errors
    /// If neither an element follows nor the end.
    pub fn element(&mut self) -> Read<bool> {
        self.part(b']')
    }

    /// Takes the name of the next member of the object that one is in, up to its value; none: the object has been left.
    ///
    /// # Errors
    /// If neither a member follows nor the end.
    pub fn name(&mut self) -> Read<Option<&str>> {
        if !self.part(b'}')? {
            return Ok(None);
        }
        self.take(b'"')?;
        let (begin, end) = self.span()?;
        self.space();
        self.take(b':')?;
        self.spanned(begin, end).map(Some)
    }

    /// Passes over the value that begins here, however deep it is.
    ///
    /// # Errors
    /// If it is no JSON. The size of its numbers does not matter.
    pub fn pass(&mut self) -> Read<()> {
        let mut open = Vec::new();
        let outside = self.depth;
        loop {
            // What is passed over is not followed, so its depth is not bounded.
            self.depth = 0;
            let begun = match self.value() {
                Ok(Value::List) => Some(b']'),
                Ok(Value::Object) => Some(b'}'),
                Ok(_) | Err(Fault::TooGreat) => None,
                Err(fault) => return Err(fault),
            };
            open.extend(begun);
            // Out of everything that ends here, to the next part of what does not.
            loop {
                let Some(closing) = open.last() else {
                    self.depth = outside;
                    return Ok(());
                };
                self.depth = 1;
                let more = if *closing == b']' { self.element()? } else { self.name()?.is_some() };
                if more {
                    break;
                }
                open.pop();
            }
        }
    }

    /// Nothing but white space follows.
    ///
    /// # Errors
    /// If something else does.
    pub fn end(&mut self) -> Read<()> {
        self.space();
        if self.at < self.bytes.len() { Err(Fault::Unexpected) } else { Ok(()) }
    }

    fn peek(&self) -> Read<u8> {
        self.bytes.get(self.at).copied().ok_or(Fault::CutOff)
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Read<()> {
        if self.peek()? != wanted {
            return Err(Fault::Unexpected);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &[u8], meant: Scalar<'static>) -> Read<Scalar<'static>> {
        for byte in word {
            self.take(*byte)?;
        }
        Ok(meant)
    }

    /// Past the comma to the next part of a list or an object, or past its end.
    fn part(&mut self, closing: u8) -> Read<bool> {
        self.space();
        let first = std::mem::take(&mut self.fresh);
        if self.peek()? == closing {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if !first {
            self.take(b',')?;
            self.space();
        }
        Ok(true)
    }

    /// A text whose opening quote was passed.
    fn text(&mut self) -> Read<&str> {
        let (begin, end) = self.span()?;
        self.spanned(begin, end)
    }

    /// Passes a text whose opening quote was passed; gives where it lies. Begin and end are the same for one that lies
    /// in `plain`.
    fn span(&mut self) -> Read<(usize, usize)> {
        let begin = self.at;
        self.plain.clear();
        let mut copied = begin;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    self.copy(copied);
                    self.at += 1;
                    self.escape()?;
                    copied = self.at;
                }
                0..=0x1f => return Err(Fault::Unexpected),
                _ => self.at += 1,
            }
        }
        let end = self.at;
        let escaped = copied > begin;
        if escaped {
            self.copy(copied);
        }
        self.at += 1;
        Ok(if escaped { (0, 0) } else { (begin, end) })
    }

    fn copy(&mut self, from: usize) {
        self.plain.extend_from_slice(self.bytes.get(from..self.at).unwrap_or_default());
    }

    /// The text that lies there.
    fn spanned(&self, begin: usize, end: usize) -> Read<&str> {
        let bytes = if begin == end { self.plain.as_slice() } else { self.bytes.get(begin..end).unwrap_or_default() };
        str::from_utf8(bytes).map_err(|_| Fault::Unexpected)
    }

    /// An escape whose backslash was passed. Half a surrogate pair is no letter, so no JSON that can be held.
    fn escape(&mut self) -> Read<()> {
        let letter = match self.peek()? {
            letter @ (b'"' | b'\\' | b'/') => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                let mut unit = self.hex()?;
                if (0xD800..0xDC00).contains(&unit) {
                    self.take(b'\\')?;
                    self.take(b'u')?;
                    let low = self.hex()?;
                    if !(0xDC00..0xE000).contains(&low) {
                        return Err(Fault::Unexpected);
                    }
                    unit = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                }
                // The last digit is passed below.
                self.at -= 1;
                char::from_u32(unit).ok_or(Fault::Unexpected)?
            }
            _ => return Err(Fault::Unexpected),
        };
        self.at += 1;
        self.plain.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }

    /// Four hexadecimal digits.
    fn hex(&mut self) -> Read<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()?).to_digit(16).ok_or(Fault::Unexpected)?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Read<Scalar<'static>> {
        let negative = self.peek()? == b'-';
        self.at += usize::from(negative);
        let mut digits = Digits::default();
        if self.peek()? == b'0' {
            self.at += 1;
        } else {
            self.digits(&mut digits)?;
        }
        let mut whole = digits.dropped == 0;
        if self.follows(b'.') {
            whole = false;
            let before = digits.taken;
            self.digits(&mut digits)?;
            digits.exponent -= i32::try_from(digits.taken - before).unwrap_or(i32::MAX);
        }
        if self.follows(b'e') || self.follows(b'E') {
            whole = false;
            let down = self.follows(b'-');
            if !down {
                self.follows(b'+');
            }
            let mut exponent = Digits::default();
            self.digits(&mut exponent)?;
            let size = if exponent.dropped > 0 { i32::MAX } else { i32::try_from(exponent.number).unwrap_or(i32::MAX) };
            digits.exponent = digits.exponent.saturating_add(if down { -size } else { size });
        }
        if whole {
            let number = digits.number;
            match (i64::try_from(number), negative) {
                (Ok(number), false) => return Ok(Scalar::Whole(number)),
                // Nought below nought is a float's alone.
                (Ok(number), true) if number != 0 => return Ok(Scalar::Whole(-number)),
                (Err(_), true) if number == i64::MIN.unsigned_abs() => return Ok(Scalar::Whole(i64::MIN)),
                (Err(_), false) => return Ok(Scalar::Great(number)),
                _ => {}
            }
        }
        let real = digits.scaled().ok_or(Fault::TooGreat)?;
        Ok(Scalar::Real(if negative { -real } else { real }))
    }

    /// Whether this comes next; if so, it is passed.
    fn follows(&mut self, mark: u8) -> bool {
        let follows = self.bytes.get(self.at) == Some(&mark);
        self.at += usize::from(follows);
        follows
    }

    /// One digit or more.
    fn digits(&mut self, digits: &mut Digits) -> Read<()> {
        if !self.peek()?.is_ascii_digit() {
            return Err(Fault::Unexpected);
        }
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.at) {
            digits.push(digit - b'0');
            self.at += 1;
        }
        Ok(())
    }
}

/// The digits of a number without their point: as many as can be held.
#[derive(Default)]
struct Digits {
    number: u64,
    taken: usize,
    /// Those that no longer fitted.
    dropped: i32,
    exponent: i32,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        self.taken += 1;
        let longer = self.number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit)));
        match longer.filter(|_| self.dropped == 0) {
            Some(longer) => self.number = longer,
            None => self.dropped = self.dropped.saturating_add(1),
        }
    }

    /// The number that they are; none if no float is as great. Exact to the last bit up to 15 digits and 22 places, as
    /// written numbers are; beyond, within a few units in the last place.
    fn scaled(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "rounded, as the nearest float is meant")]
        let mut number = self.number as f64;
        let exponent = self.exponent.saturating_add(self.dropped);
        let mut left = exponent.unsigned_abs();
        while left > 0 && number > 0.0 && number.is_finite() {
            // The greatest power of ten that a float holds exactly.
            let step = left.min(22);
            let power = (0..step).fold(1.0, |power, _| power * 10.0);
            number = if exponent > 0 { number * power } else { number / power };
            left -= step;
        }
        number.is_finite().then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The document as serde_json would hold it, or why it is none.
    fn read(bytes: &[u8]) -> Read<serde_json::Value> {
        fn one(source: &mut Source<'_>) -> Read<serde_json::Value> {
            Ok(match source.value()? {
                Value::Null => serde_json::Value::Null,
                Value::Scalar(Scalar::Bool(value)) => value.into(),
                Value::Scalar(Scalar::Whole(whole)) => whole.into(),
                Value::Scalar(Scalar::Great(great)) => great.into(),
                Value::Scalar(Scalar::Real(real)) => real.into(),
                Value::Scalar(Scalar::Text(text)) => text.into(),
                Value::List => {
                    let mut list = Vec::new();
                    while source.element()? {
                        list.push(one(source)?);
                    }
                    list.into()
                }
                Value::Object => {
                    let mut object = serde_json::Map::new();
                    while let Some(name) = source.name()?.map(String::from) {
                        object.insert(name, one(source)?);
                    }
                    object.into()
                }
            })
        }
        let mut source = Source::new(bytes);
        let value = one(&mut source)?;
        source.end().map(|()| value)
    }

    /// Whether it reads as serde_json does, and is passed over where serde_json passes over it.
    fn agrees(bytes: &[u8]) {
        let told = String::from_utf8_lossy(bytes).into_owned();
        match (read(bytes), serde_json::from_slice::<serde_json::Value>(bytes)) {
            (Ok(ours), Ok(theirs)) => assert!(alike(&ours, &theirs), "{told}: {ours} for {theirs}"),
            (Err(Fault::CutOff), Err(error)) => assert!(error.is_eof(), "{told}: {error}"),
            (Err(Fault::TooDeep), Err(error)) => assert!(error.to_string().starts_with("recursion"), "{told}: {error}"),
            (Err(Fault::Unexpected | Fault::TooGreat), Err(_)) => {}
            (ours, theirs) => panic!("{told}: {ours:?} for {theirs:?}"),
        }
        let mut source = Source::new(bytes);
        let passed = source.pass().and_then(|()| source.end()).is_ok();
        let ignored = serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
        // What is passed over by us must be JSON to the letter; half a surrogate pair it lets pass.
        assert!(passed == ignored || (ignored && read(bytes).is_err()), "{told}: passed {passed}, ignored {ignored}");
    }

    /// Equal, save for the last bits of floats.
    fn alike(ours: &serde_json::Value, theirs: &serde_json::Value) -> bool {
        use serde_json::Value::{Array, Number, Object};
        match (ours, theirs) {
            (Array(ours), Array(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| alike(a, b))
            }
            (Object(ours), Object(theirs)) => {
                ours.len() == theirs.len() && ours.iter().all(|(name, a)| theirs.get(name).is_some_and(|b| alike(a, b)))
            }
            (Number(a), Number(b)) if a.is_f64() && b.is_f64() => {
                let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
                (a - b).abs() <= b.abs() * 1e-14 && a.is_sign_negative() == b.is_sign_negative()
            }
            _ => ours == theirs,
        }
    }

    #[test]
    fn documents_are_read_as_serde_json_reads_them() {
        for text in [
            "",
            " ",
            "null",
            "nul",
            "nulls",
            "true",
            "tru",
            "false",
            "fals",
            "falsy",
            "[]",
            "[",
            "[ ]",
            "[1,2 , 3]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1}",
            "]",
            "{}",
            "{",
            "{ }",
            r#"{"a":1}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            r#"{"a":}"#,
            r#"{a:1}"#,
            r#"{"a":1]"#,
            r#"{"a":1 "b":2}"#,
            r#"{1:2}"#,
            r#"{"a\u0062\n":[{"c":[]}]}"#,
            "0",
            "-0",
            "-",
            "00",
            "-01",
            "1.",
            ".5",
            "1.5",
            "-1.50",
            "1e3",
            "1E+3",
            "1e-3",
            "1e",
            "1e+",
            "1.e1",
            "+1",
            "1a",
            "0x1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "123456789012345678901234567890",
            "1e308",
            "1e309",
            "-1e999",
            "1e-400",
            "1e99999999999",
            "0e99999999999",
            "1e-99999999999",
            "0.1",
            "8.9",
            "22000.25",
            "1e22",
            "1e23",
            "0.000000000000000000000000000001",
            "179769313486231570000000000000000000000",
            "4.9e-324",
            "2.2250738585072014e-308",
            "\"\"",
            "\"a",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\\x\"",
            "\"\\u00e5\"",
            "\"\\u00E\"",
            "\"\\u00g0\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ud83dx\"",
            "\"\\ud83d\\n\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ude00\"",
            "\"\\",
            "\"\\u\"",
            "\"å😀\"",
            "\"a\tb\"",
            "\"a\nb\"",
            "\"\u{7f}\"",
            "[1] 2",
            "[1]\n\t ",
            "\u{feff}1",
            "NaN",
            "Infinity",
            "'a'",
            "[\"a\",\"\\u0062\",\"\"]",
            "\"é\\u0000\"",
        ] {
            agrees(text.as_bytes());
        }
        for bytes in
            [b"\"\xff\"".as_slice(), b"\"\xc3\"", b"\"\xc3\xa5\"", b"[\"\xed\xa0\x80\"]", b"\"\\\xc3\xa5\"", b"\xff"]
        {
            agrees(bytes);
        }
    }

    #[test]
    fn depth_is_bounded_where_it_is_followed() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(nested(127).as_bytes()).is_ok());
        assert_eq!(read(nested(128).as_bytes()), Err(Fault::TooDeep));
        assert!(read(format!("[{}]", "[],".repeat(1000) + "0").as_bytes()).is_ok());
        let (deep, objects) = (nested(100_000), "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000));
        for text in [deep, objects] {
            let mut source = Source::new(text.as_bytes());
            assert_eq!(source.pass().and_then(|()| source.end()), Ok(()));
        }
    }

    #[test]
    fn what_is_passed_over_leaves_the_place_after_it() {
        let mut source = Source::new(br#"{"a":[{"x":[1e999]},"]"],"b":7}"#);
        assert_eq!(source.value(), Ok(Value::Object));
        assert_eq!(source.name(), Ok(Some("a")));
        assert_eq!(source.pass(), Ok(()));
        assert_eq!(source.name(), Ok(Some("b")));
        assert_eq!(source.value(), Ok(Value::Scalar(Scalar::Whole(7))));
        assert_eq!(source.name(), Ok(None));
        assert_eq!(source.end(), Ok(()));
    }

    #[test]
    fn places_are_counted_as_editors_do() {
        for (text, wanted) in
            [("{\"a\":\n oops}", (2, 2)), ("{} {}", (1, 4)), ("[1", (1, 2)), ("[1\n", (2, 0)), ("x", (1, 1))]
        {
            let mut source = Source::new(text.as_bytes());
            assert!(source.pass().and_then(|()| source.end()).is_err());
            assert_eq!(source.place(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_as_serde_json_reads_it(text in r#"[\[\]{}:,"\\a0-9eE.+\- \nu\ntruefalsn]{0,40}"#) {
            agrees(text.as_bytes());
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            agrees(&bytes);
        }

        #[test]
        fn written_numbers_are_exact(digits in -999_999_999_999_999_i64..1_000_000_000_000_000, places in 0_i32..23) {
            let text = format!("{digits}e-{places}");
            prop_assert_eq!(read(text.as_bytes()).unwrap().as_f64(), text.parse::<f64>().ok());
        }

        #[test]
        fn floats_come_back(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            let text = serde_json::to_string(&number).unwrap();
            let came = read(text.as_bytes()).unwrap().as_f64().unwrap();
            // Below the smallest normal number there are fewer bits to be right in.
            prop_assert!((came - number).abs() <= number.abs() * 1e-14 + 1e-322, "{} for {}", came, number);
        }
    }
}
