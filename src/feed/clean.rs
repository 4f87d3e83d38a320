//! From the bytes of an answer to JSON text in UTF-8, as far as that can be had.
//!
//! Decodes, and tells what is no JSON at all from its first byte. Looks at no value; [`mend`] replaces what JSON
//! cannot hold, and nothing else.

use super::notice::{Notice, Problem, Unreadable};
use crate::json::{Fault, Source};
use std::borrow::Cow;

/// The most bytes that the board reads of one feed: 64 MB.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// The document as JSON text in UTF-8.
///
/// Takes UTF-8 with or without a byte order mark, UTF-16 of either order, and Western European text, which is told.
/// What a tool puts around its JSON so that a page may, or may not, run it as a script is taken away.
///
/// # Errors
/// If the answer is empty, a web page or larger than [`LIMIT`].
pub(super) fn clean<'a>(bytes: &'a [u8], notices: &mut Vec<Notice>) -> Result<Cow<'a, [u8]>, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLarge { bytes: bytes.len() as u64, limit: LIMIT as u64 });
    }
    let text = match decode(bytes, notices) {
        Cow::Borrowed(text) => Cow::Borrowed(unwrapped(text)),
        Cow::Owned(text) => Cow::Owned(unwrapped(&text).to_vec()),
    };
    match text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0) {
        None => Err(Unreadable::Empty),
        Some(b'<') => Err(Unreadable::Html),
        Some(_) => Ok(text),
    }
}

/// A document without what makes a script of it: `)]}'`, `while(1);`, `/*O_o*/ google.visualization.Query
/// .setResponse(…);`. Anything else stays as it is.
fn unwrapped(text: &[u8]) -> &[u8] {
    let mut inside = text.trim_ascii();
    for guard in [")]}',", ")]}'", "while(1);", "while (1);", "for(;;);", "for (;;);"] {
        if let Some(rest) = inside.strip_prefix(guard.as_bytes()) {
            return rest;
        }
    }
    while inside.starts_with(b"/*") {
        let end = inside.windows(2).position(|mark| mark == b"*/").and_then(|end| inside.get(end + 2..));
        let Some(rest) = end else { return text };
        inside = rest.trim_ascii_start();
    }
    let call = inside.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_$.".contains(b)).count();
    let Some((name, rest)) = inside.split_at_checked(call) else { return text };
    if !name.first().is_some_and(|first| first.is_ascii_alphabetic() || b"_$".contains(first)) {
        return text;
    }
    let rest = rest.strip_suffix(b";").unwrap_or(rest).trim_ascii();
    rest.strip_prefix(b"(").and_then(|rest| rest.strip_suffix(b")")).unwrap_or(text)
}

fn decode<'a>(bytes: &'a [u8], notices: &mut Vec<Notice>) -> Cow<'a, [u8]> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, notices),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // JSON begins with an ASCII character: without a mark, the nought beside it tells the order.
        [1..=0x7F, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, 1..=0x7F, ..] => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes, notices),
    }
}

fn utf8<'a>(bytes: &'a [u8], notices: &mut Vec<Notice>) -> Cow<'a, [u8]> {
    let Err(error) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
    let (valid, _) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
    if error.error_len().is_none() {
        // Only the last character is cut off, and the document with it: that is for the parser to tell.
        return Cow::Borrowed(valid);
    }
    notices.push(Notice { at: String::new(), problem: Problem::NotUtf8 });
    // Where some characters are UTF-8, the others are damage; where none is, the document is in another encoding.
    let text: String = if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        bytes.iter().map(|byte| western(*byte)).collect()
    };
    Cow::Owned(text.into_bytes())
}

/// A byte of Windows-1252, which is Latin-1 with marks where Latin-1 has control characters.
fn western(byte: u8) -> char {
    const MARKS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|place| MARKS.get(usize::from(place))).copied().unwrap_or(char::from(byte))
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'a, [u8]> {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xFFFD,
    });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Cow::Owned(text.into_bytes())
}

/// Whether brackets lie deeper in each other than anything that people or tools write on purpose.
pub(super) fn is_deep(bytes: &[u8]) -> bool {
    const DEEP: usize = 128;
    let mut depth: usize = 0;
    let mut in_text = false;
    let mut escaped = false;
    bytes.iter().any(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEP
    })
}

/// The document with what JSON cannot hold replaced: half a surrogate pair by U+FFFD; `NaN`, `Infinity` and numbers
/// too great for a float by `null`. Tells how many there were; none if there was nothing to replace.
pub(super) fn mend(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut count = 0;
    let mut rest = bytes;
    let mut in_text = false;
    while let Some(&byte) = rest.first() {
        // Takes a token as it is, or something in its place.
        let (length, instead): (usize, Option<&[u8]>) = match byte {
            b'"' => {
                in_text = !in_text;
                (1, None)
            }
            b'\\' if in_text => match surrogate(rest) {
                None => (2, None),
                Some(0xD800..=0xDBFF) if matches!(rest.get(6..).and_then(surrogate), Some(0xDC00..=0xDFFF)) => {
                    (12, None)
                }
                Some(_) => (6, Some(br"\ufffd")),
            },
            _ if in_text => (1, None),
            b'N' | b'I' | b'-' | b'0'..=b'9' => {
                let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
                (length, rest.get(..length).filter(|token| is_no_number(token)).map(|_| b"null".as_slice()))
            }
            _ => (1, None),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        out.extend_from_slice(instead.unwrap_or(token));
        count += usize::from(instead.is_some());
        rest = after;
    }
    (count > 0).then_some((out, count))
}

/// The code unit of an escape `\uXXXX` that begins here, if it is one of a surrogate pair.
fn surrogate(text: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = text.get(..6)? else { return None };
    let unit = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}

/// Whether it stands for a number that JSON has no writing for, or that is greater than any that can be held.
fn is_no_number(token: &[u8]) -> bool {
    matches!(token, b"NaN" | b"Infinity" | b"-Infinity") || {
        let mut source = Source::new(token);
        source.value() == Err(Fault::TooGreat) && source.end().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(bytes: &[u8]) -> String {
        let mut notices = Vec::new();
        match clean(bytes, &mut notices) {
            Ok(text) if notices.is_empty() => String::from_utf8_lossy(&text).into_owned(),
            Ok(text) => format!("{} {:?}", String::from_utf8_lossy(&text), notices[0].problem),
            Err(unreadable) => format!("{unreadable:?}"),
        }
    }

    #[test]
    fn bytes_become_text() {
        let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let cases: &[(&str, Vec<u8>, &str)] = &[
            ("utf-8", "[\"å\"]".into(), "[\"å\"]"),
            ("a mark before it", "\u{feff}[\"å\"]".into(), "[\"å\"]"),
            ("utf-16, little", utf16("\u{feff}[\"å😀\"]", u16::to_le_bytes), "[\"å😀\"]"),
            ("utf-16, big", utf16("\u{feff}[\"å😀\"]", u16::to_be_bytes), "[\"å😀\"]"),
            ("utf-16 without a mark", utf16("[\"å\"]", u16::to_le_bytes), "[\"å\"]"),
            ("half a unit at the end", b"[\0]\0\n".to_vec(), "[]"),
            ("windows-1252", b"[\"\xe5 \x80 \x96 \x81\"]".to_vec(), "[\"å € – \u{81}\"] NotUtf8"),
            ("utf-8 with damage", b"[\"\xc3\xa5 \xff\"]".to_vec(), "[\"å \u{fffd}\"] NotUtf8"),
            ("the last letter cut", b"[\"\xc3".to_vec(), "[\""),
            ("nothing", b"".to_vec(), "Empty"),
            ("white space", b" \r\n\t".to_vec(), "Empty"),
            ("a mark alone", "\u{feff}".into(), "Empty"),
            ("a page", b"\n <!doctype html>".to_vec(), "Html"),
        ];
        for (name, bytes, wanted) in cases {
            assert_eq!(cleaned(bytes), *wanted, "{name}");
        }
    }

    #[test]
    fn wrappings_of_scripts_are_taken_away() {
        let cases = [
            ("/*O_o*/\ngoogle.visualization.Query.setResponse({\"a\":1});", "{\"a\":1}"),
            ("callback([1]) ;", "[1]"),
            ("\u{feff}$.f({})", "{}"),
            (")]}'\n{\"a\":1}", "\n{\"a\":1}"),
            (")]}',\n[1]", "\n[1]"),
            ("while(1);[1]", "[1]"),
            ("for (;;);{}", "{}"),
            ("null", "null"),
            ("f(", "f("),
            ("/* no end", "/* no end"),
            ("(1)", "(1)"),
            ("1(2)", "1(2)"),
            (" [1]\n", " [1]\n"),
            ("f(1) g(2)", "1) g(2"),
        ];
        for (text, wanted) in cases {
            assert_eq!(cleaned(text.as_bytes()), wanted, "{text}");
        }
    }

    #[test]
    fn too_much_is_refused() {
        let bytes = vec![b' '; LIMIT + 1];
        let limit = LIMIT as u64;
        assert_eq!(clean(&bytes, &mut Vec::new()), Err(Unreadable::TooLarge { bytes: limit + 1, limit }));
    }

    #[test]
    fn only_what_json_cannot_hold_is_mended() {
        let cases = [
            (r#"["\ud83d"]"#, Some((r#"["\ufffd"]"#, 1))),
            (r#"["\ud83d\ud83dx\ude00"]"#, Some((r#"["\ufffd\ufffdx\ufffd"]"#, 3))),
            (r#"["\ud83d\ude00"]"#, None),
            (r#"["\\ud83d"]"#, None),
            ("[1e999, -1E400, NaN, Infinity, -Infinity]", Some(("[null, null, null, null, null]", 5))),
            (r#"["NaN 1e999", 1e9, -0, Nan, nan]"#, None),
            ("[1", None),
            ("\"\\", None),
            ("\"\\ud8", None),
        ];
        for (text, wanted) in cases {
            let came = mend(text.as_bytes()).map(|(bytes, count)| (String::from_utf8(bytes).unwrap(), count));
            assert_eq!(came.as_ref().map(|(text, count)| (text.as_str(), *count)), wanted, "{text}");
        }
    }

    #[test]
    fn depth_is_that_of_brackets_outside_texts() {
        assert!(is_deep("[".repeat(129).as_bytes()));
        assert!(!is_deep("[]".repeat(500).as_bytes()));
        assert!(!is_deep(format!("\"{}\\\"[\"", "[".repeat(500)).as_bytes()));
    }
}
