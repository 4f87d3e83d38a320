//! Settings behind the `?` and the `#` of the page's address, and which addresses the board follows.
//!
//! Splits and decodes; what a setting means is read elsewhere.

/// The names and values of a query (`?feed=…&every=30`) in order, decoded; the `?` or `#` before it may stay.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let query = query.strip_prefix(['?', '#']).unwrap_or(query);
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// Whether what stands behind `#` names a page of the app (`#/setup`) instead of settings.
pub(super) fn is_page(hash: &str) -> bool {
    hash.strip_prefix('#').unwrap_or(hash).starts_with('/')
}

/// `%41` and `+` decoded; a `%` that begins no byte stays, bytes that are no text become `U+FFFD`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        let (byte, behind) = match (byte, behind) {
            (b'+', _) => (b' ', behind),
            (b'%', [high, low, farther @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, farther),
                _ => (b'%', behind),
            },
            _ => (*byte, behind),
        };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// An address that may be followed, cleaned of what browsers overlook in it: `http:`, `https:`, `file:` or relative.
/// None for `javascript:`, `data:` and whatever else has a scheme, and for nothing at all.
pub(super) fn followed(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    let scheme =
        address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let harmless = scheme.is_none_or(|scheme| ["http", "https", "file"].iter().any(|s| scheme.eq_ignore_ascii_case(s)));
    (harmless && !address.is_empty()).then(|| String::from(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (query, expected) in [
            ("", vec![]),
            ("?", vec![]),
            ("?a=1&b=2", vec![("a", "1"), ("b", "2")]),
            ("#a=1", vec![("a", "1")]),
            ("a=1=2&&c", vec![("a", "1=2"), ("c", "")]),
            ("a=b+c%20d%2Be", vec![("a", "b c d+e")]),
            ("team=F%C3%B6rs%C3%A4ljning", vec![("team", "Försäljning")]),
            ("a=100%&b=%zz&c=%4", vec![("a", "100%"), ("b", "%zz"), ("c", "%4")]),
            ("a=%FF", vec![("a", "\u{FFFD}")]),
            ("a=%C3%25%", vec![("a", "\u{FFFD}%%")]),
            ("=x", vec![("", "x")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(n, v)| (String::from(n), String::from(v))).collect();
            assert_eq!(pairs(query).collect::<Vec<_>>(), expected, "{query}");
        }
    }

    #[test]
    fn only_harmless_addresses_are_followed() {
        for (address, expected) in [
            ("https://example.org/goals.json", Some("https://example.org/goals.json")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("goals.json", Some("goals.json")),
            ("/goals.json?at=10:00", Some("/goals.json?at=10:00")),
            ("./a:b.json", Some("./a:b.json")),
            ("//example.org/x", Some("//example.org/x")),
            ("file:///media/usb/goals.json", Some("file:///media/usb/goals.json")),
            ("  goals.json\n", Some("goals.json")),
            ("javascript:alert(1)", None),
            ("JavaScript:alert(1)", None),
            (" java\tscript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:application/json,{}", None),
            ("blob:https://example.org/1", None),
            ("c:\\goals.json", None),
            ("", None),
            (" \n ", None),
        ] {
            assert_eq!(followed(address).as_deref(), expected, "{address:?}");
        }
    }

    #[test]
    fn pages_are_no_settings() {
        for (hash, page) in [("#/setup", true), ("/setup", true), ("#feed=/x", false), ("", false), ("#", false)] {
            assert_eq!(is_page(hash), page, "{hash}");
        }
    }
}
