//! Rich text to plain text: HTML, Markdown, Atlassian's document format, and texts in pieces.
//!
//! What it makes is text for a wall and never markup: nothing of it is ever taken for HTML again. Tables become lines.

use super::document::{Document, Node};
use super::loose::Scalar;
use super::{Kind, markdown};

/// The most levels of a document inside a document.
const DEEPEST: usize = 60;

/// The plain text of whatever stands here; none if there is nothing to read.
pub fn plain(node: Node<'_>) -> Option<String> {
    let mut out = String::new();
    match node.kind() {
        Kind::Text => out = plain_text(node.text()?),
        Kind::Number => out = node.id()?,
        Kind::Object if node.get("content").is_some_and(Node::is_list) => adf(node, &mut out, 0),
        Kind::Object => {
            const TEXTS: &[&str] =
                &["raw", "plain_text", "plain", "text", "markdown", "body", "html", "content", "value", "name"];
            out = TEXTS.iter().find_map(|name| plain(node.get(name)?))?;
        }
        Kind::List => {
            for piece in node.items() {
                let piece = piece.get("plain_text").and_then(|text| text.scalar().map(|_| text)).unwrap_or(piece);
                match piece.scalar() {
                    Some(Scalar::Text(text)) => out.push_str(text),
                    _ => out.push_str(&plain(piece).unwrap_or_default()),
                }
            }
        }
        Kind::Null | Kind::Bool => {}
    }
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_string())
}

/// A text that may be written in HTML, Markdown or a document in JSON.
pub fn plain_text(text: &str) -> String {
    let text = text.trim();
    if text.starts_with("{\"")
        && text.ends_with('}')
        && let Ok(inside) = Document::of(text.as_bytes())
        && inside.top().get("content").is_some()
    {
        return plain(inside.top()).unwrap_or_default();
    }
    if is_html(text) { html(text) } else { markdown::plain(text) }
}

/// Atlassian's document format: a tree of `{type, content}` with texts at its ends.
fn adf(node: Node<'_>, out: &mut String, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let kind = node.get("type").and_then(Node::text).unwrap_or_default();
    match kind {
        "text" => {
            if let Some(Scalar::Text(text)) = node.get("text").and_then(Node::scalar) {
                out.push_str(text);
            }
            return;
        }
        "hardBreak" => out.push('\n'),
        "mention" | "emoji" | "status" | "date" | "inlineCard" => {
            let said = ["attrs/text", "attrs/shortName", "attrs/url"].iter().find_map(|path| node.at(path)?.text());
            out.push_str(said.unwrap_or_default());
        }
        _ => {}
    }
    for inside in node.get("content").into_iter().flat_map(Node::items) {
        adf(inside, out, depth + 1);
    }
    let is_block = matches!(kind, "paragraph" | "heading" | "codeBlock" | "blockquote" | "tableCell" | "tableHeader");
    if is_block && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn is_html(text: &str) -> bool {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let tag = text
        .match_indices('<')
        .any(|(at, _)| text.get(at + 1..).is_some_and(begins) && text.get(at..).is_some_and(|t| t.contains('>')));
    tag || text.match_indices('&').any(|(at, _)| entity(text.get(at..).unwrap_or_default()).is_some())
}

/// HTML without its marks. Blocks end lines; what stands in scripts and styles is no text.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            let tag = rest.get(1..end).unwrap_or_default();
            let name: String = tag.chars().skip_while(|c| *c == '/').take_while(char::is_ascii_alphanumeric).collect();
            let name = name.to_ascii_lowercase();
            if name.is_empty() && !tag.starts_with('!') && !tag.starts_with('/') {
                // A lone 'less than'.
                out.push('<');
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            rest = rest.get(end..).unwrap_or_default();
            if ["script", "style"].contains(&name.as_str()) && !tag.starts_with('/') {
                let close = ["</", &name].concat();
                let at = rest.to_ascii_lowercase().find(&close).unwrap_or(rest.len());
                rest = rest.get(at..).unwrap_or_default();
            }
            const BLOCKS: &[&str] =
                &["p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];
            if BLOCKS.contains(&name.as_str()) && !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
        } else if let Some((character, length)) = (c == '&').then(|| entity(rest)).flatten() {
            out.push(character);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c });
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    let lines = out.lines().map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The character that an entity at the beginning of a text means, and how long it is.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|end| *end <= 10)?;
    let name = text.get(1..end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "aring" => 'å',
        "auml" => 'ä',
        "ouml" => 'ö',
        "Aring" => 'Å',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "eacute" => 'é',
        "uuml" => 'ü',
        "oslash" => 'ø',
        "aelig" => 'æ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        "euro" => '€',
        "bull" => '•',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_away() {
        let cases = [
            (r#""Grow **fast**""#, "Grow fast"),
            (r#""<p>Grow &amp; <b>fast</b></p><ul><li>a</li><li>b</li></ul>""#, "Grow & fast\na\nb"),
            (r#""x < 3 and y > 4""#, "x < 3 and y > 4"),
            (r#""<script>alert(1)</script>Ok""#, "Ok"),
            (r#""&aring;&#228;&#xf6;""#, "åäö"),
            (
                r#"{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"One "},{"type":"text","text":"two"}]},{"type":"paragraph","content":[{"type":"text","text":"Three"}]}]}"#,
                "One two\nThree",
            ),
            (
                r#""{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"In a text\"}]}]}""#,
                "In a text",
            ),
            (r#"[{"plain_text":"One "},{"plain_text":"two"}]"#, "One two"),
            (r##"{"format":"markdown","raw":"# Why","html":"<h1>Why</h1>"}"##, "Why"),
            (r#"7"#, "7"),
            (r#""""#, ""),
            (r#"{}"#, ""),
        ];
        for (text, wanted) in cases {
            let document = Document::of(text.as_bytes()).unwrap();
            assert_eq!(plain(document.top()).unwrap_or_default(), wanted, "{text}");
        }
    }
}
