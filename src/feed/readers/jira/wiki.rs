//! Jira's own markup ('wiki', as in the second version of its interface) without its marks.
//!
//! Takes away what Markdown does not have: `h1. `, `{code}`, `[words|address]`, `!image.png!`, `||tables||`. What is
//! left is read as any text: emphasis is the same. Text that only looks like it loses a mark at worst.

/// The text without marks that only Jira has.
pub(super) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        inline(begin(line.trim()), &mut out);
        out.push('\n');
    }
    out
}

/// A line without heading, quote and list marks.
fn begin(line: &str) -> &str {
    let heading = line.strip_prefix('h').and_then(|rest| rest.strip_prefix(|c: char| c.is_ascii_digit()));
    if let Some(rest) = heading.and_then(|rest| rest.strip_prefix('.')).or(line.strip_prefix("bq.")) {
        return rest.trim_start();
    }
    let item = line.trim_start_matches(['*', '#', '-']);
    if item.len() < line.len() && item.starts_with(' ') { item.trim_start() } else { line.trim_matches('|') }
}

fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '{' => macro_end(after).unwrap_or_else(|| keep(c, after, out)),
            '[' => match after.split_once(']') {
                // What stands before '(' is Markdown's, '[x]' a box.
                Some((inside, behind)) if inside.len() > 1 && !behind.starts_with('(') && !inside.contains('[') => {
                    let words = inside.split('|').next().unwrap_or_default();
                    out.push_str(words.trim_start_matches(['~', '^', '#']));
                    behind
                }
                _ => keep(c, after, out),
            },
            '!' => match after.split_once('!') {
                Some((name, behind)) if name.contains('.') && !name.starts_with(' ') && !name.contains(". ") => behind,
                _ => keep(c, after, out),
            },
            '|' => keep(' ', after.trim_start_matches('|'), out),
            c => keep(c, after, out),
        };
    }
}

fn keep<'t>(c: char, after: &'t str, out: &mut String) -> &'t str {
    out.push(c);
    after
}

/// What stands behind a macro's mark `code:java}`, or behind the braces of `{{fixed}}`.
fn macro_end(after: &str) -> Option<&str> {
    if let Some(fixed) = after.strip_prefix('{') {
        return Some(fixed);
    }
    const MACROS: &[&str] =
        &["code", "noformat", "panel", "quote", "color", "anchor", "info", "note", "tip", "warning"];
    let (mark, behind) = after.split_once('}')?;
    let name = mark.split(':').next().unwrap_or_default();
    MACROS.contains(&name).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn marks_go_and_words_stay() {
        let cases = [
            ("h2. Why\nbq. said", "Why\nsaid\n"),
            ("# one\n## two\n* three\n- four\n*bold*", "one\ntwo\nthree\nfour\n*bold*\n"),
            (
                "See [the page|https://example.com] and [https://example.com]!",
                "See the page and https://example.com!\n",
            ),
            ("{color:#f00}Red{color} {code:java}let a{code} {not a macro}", "Red let a {not a macro}\n"),
            ("||Name||Value||\n|a|1|", "Name Value\na 1\n"),
            ("!chart.png|thumbnail! Go! Now! v1.2", " Go! Now! v1.2\n"),
            ("[x] done [md](https://example.com) [a", "[x] done [md](https://example.com) [a\n"),
        ];
        for (text, wanted) in cases {
            assert_eq!(bare(text), wanted, "{text}");
        }
    }
}
