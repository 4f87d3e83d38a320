//! Markdown to plain text: what a wall shows of a description.
//!
//! Takes away what is drawn otherwise (headings, emphasis, list marks, code fences, rules) and keeps a link's words.
//! Knows no HTML and no tables; text that only looks like Markdown loses a mark at worst, never a word.

use super::letters::is_letter;

/// The text without its marks. Lines stay lines.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let line = bare_line(line.trim());
        if !line.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            inline(line, &mut out);
        }
    }
    out
}

/// A line without heading, quote and list marks; empty for rules and fences.
fn bare_line(line: &str) -> &str {
    let is_rule = line.len() >= 3 && ['-', '*', '_', '=', '`', '~'].iter().any(|mark| line.chars().all(|c| c == *mark));
    if is_rule || line.starts_with("```") || line.starts_with("~~~") {
        return "";
    }
    let line = line.trim_start_matches('>').trim_start();
    let heading = line.trim_start_matches('#');
    let line = if heading.len() < line.len() && heading.starts_with(' ') {
        heading.trim().trim_end_matches('#').trim_end()
    } else {
        line
    };
    let item = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim_start();
    ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| item.strip_prefix(mark)).unwrap_or(item)
}

/// Words of links and images for themselves, emphasis without its marks.
fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let next = after.chars().next();
        rest = match c {
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                out.extend(next);
                after.get(1..).unwrap_or_default()
            }
            '!' if next == Some('[') => after,
            '[' => match link(after) {
                Some((words, behind)) => {
                    out.push_str(words);
                    behind
                }
                None => {
                    out.push(c);
                    after
                }
            },
            '`' => after,
            '*' if next == Some('*') || is_edge(before, next) => after,
            '~' if next == Some('~') => after.get(1..).unwrap_or_default(),
            '_' if is_edge(before, next) => after,
            c => {
                out.push(c);
                after
            }
        };
        before = Some(c);
    }
}

/// Emphasis opens or closes at a word's edge; inside words and between spaces the mark is meant.
fn is_edge(before: Option<char>, next: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(is_letter);
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !(word(before) && word(next) || space(before) && space(next))
}

/// The words of a link `words](address)`, and what stands behind it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, behind) = text.split_once(']')?;
    let (_, behind) = behind.strip_prefix('(')?.split_once(')')?;
    (!words.contains('[')).then_some((words, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let cases = [
            ("plain", "Fler nöjda kunder", "Fler nöjda kunder"),
            ("headings", "# Varför\n## Hur ##\n#taggar stannar", "Varför\nHur\n#taggar stannar"),
            ("emphasis", "**Fler** *nöjda* __kunder__ _nu_ ~~då~~", "Fler nöjda kunder nu då"),
            ("marks that are meant", "2 * 3 snake_case a*b", "2 * 3 snake_case a*b"),
            ("links", "Se [sidan](https://example.com/a_b) och ![bild](x.png).", "Se sidan och bild."),
            ("smart links", "[sidan](https://example.com \"smartCard-inline\")!", "sidan!"),
            ("half links", "Kryss [ ] och [a] och [b](", "Kryss [ ] och [a] och [b]("),
            ("lists", "- ett\n* två\n+ tre\n- [x] fyra\n1. fem", "ett\ntvå\ntre\nfyra\n1. fem"),
            ("quotes and rules", "> sagt\n---\n***\nslut", "sagt\nslut"),
            ("code", "```js\nlet a\n```\n`b`", "let a\nb"),
            ("escapes", r"\*stjärna\* \\ c:\temp", r"*stjärna* \ c:\temp"),
            ("wide letters", "**Å**ß→_é_", "Åß→é"),
            ("markup is text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("nothing", " \n\n", ""),
        ];
        for (name, markdown, wanted) in cases {
            assert_eq!(plain(markdown), wanted, "{name}");
        }
    }
}
