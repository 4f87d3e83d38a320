//! Holds the manners of the house that no compiler holds: who may name whom, what every file begins with, what may
//! stand in a style or script that an office TV reads. It reads the sources as text and runs none of them.
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// For each room, the rooms it may name. Read from below: nobody names a room that is further down.
const MAY_NAME: [(&str, &[&str]); 12] = [
    ("goals", &[]),
    ("board", &[]),
    ("chart", &[]),
    ("feed", &["goals"]),
    // `feed` for its letters and dates, so that they are there once.
    ("settings", &["goals", "feed"]),
    ("words", &["goals", "board", "feed", "settings"]),
    ("ui", &["words", "chart"]),
    ("scene", &["goals", "board", "settings", "words", "chart", "ui"]),
    ("setup", &["goals", "board", "feed", "settings", "words", "ui"]),
    ("app", &["goals", "board", "feed", "settings", "words", "chart", "ui", "scene", "setup"]),
    // The second program: foreign documents in, the board's own format out.
    ("reader", &["feed", "words"]),
    ("shell", &["goals", "board", "feed", "settings", "words", "ui", "app"]),
];

/// What Chromium 68 does not know, and what to write instead.
const TOO_NEW_FOR_STYLES: [(&str, &str); 19] = [
    ("clamp(", "Chromium 79"),
    ("min(", "Chromium 79"),
    ("max(", "Chromium 79"),
    ("aspect-ratio:", "Chromium 88"),
    ("inset:", "Chromium 87: top, right, bottom, left"),
    ("inset-", "Chromium 87: top, right, bottom, left"),
    (":is(", "Chromium 88"),
    (":where(", "Chromium 88"),
    (":has(", "Chromium 105"),
    ("margin-inline:", "Chromium 87"),
    ("margin-block:", "Chromium 87"),
    ("padding-inline:", "Chromium 87"),
    ("padding-block:", "Chromium 87"),
    ("@layer", "Chromium 99, and what stands in it is dropped whole"),
    ("@container", "Chromium 105"),
    ("color-mix(", "Chromium 111"),
    (":focus-visible", "Chromium 86, and the rule is dropped whole"),
    ("dvh", "Chromium 108"),
    ("&", "nesting is Chromium 112"),
];

#[test]
fn rooms_name_only_what_lies_below_them() {
    let mut wrong = Vec::new();
    for path in below("src", &["rs"]) {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if ["main", "lib"].contains(&room) {
            continue;
        }
        let Some((_, may)) = MAY_NAME.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: there is no room '{room}' in the house's rules", inside.display()));
            continue;
        };
        // Tests may make what they need wherever it is made; what ships may not.
        let source = read(&path);
        let ships = source.split("#[cfg(test)]").next().unwrap();
        for named in rooms_named(&code(ships)) {
            if named != room && !may.contains(&named.as_str()) {
                wrong.push(format!("{}: `{room}` names `{named}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    let files = ["src", "xtask/src", "tests"].iter().flat_map(|folder| below(folder, &["rs"]));
    let silent: Vec<_> = files.filter(|path| !read(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "no `//!` on the first line of {silent:#?}");
}

#[test]
fn text_from_a_feed_never_becomes_markup() {
    for path in below("src", &["rs"]) {
        let code = code(&read(&path));
        for way in ["inner_html", "set_inner_html", "insert_adjacent_html", "outer_html"] {
            assert!(!code.contains(way), "{} uses {way}", path.display());
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    // In halves, so that this file may be among those that are read.
    let machine =
        [["/wo", "rk/"], ["/ho", "me/"], ["/ro", "ot/"], ["/Use", "rs/"], ["registry.", "npmjs"], ["\"resol", "ved\""]];
    let text = ["rs", "toml", "lock", "md", "json", "mjs", "js", "css", "html", "svg", "yml", "npmrc", "run", "txt"];
    for path in below("", &text) {
        // A fixture may be no text at all.
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for halves in machine {
            let whole = halves.concat();
            assert!(!text.contains(&whole), "{} holds {whole}", path.display());
        }
    }
    for line in read(&root().join("Cargo.lock")).lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(line, "source = \"registry+https://github.com/rust-lang/crates.io-index\"");
    }
}

#[test]
fn the_page_lists_every_style_once() {
    let page = read(&root().join("index.html"));
    let mut listed: Vec<_> = page
        .lines()
        .filter(|line| line.contains("data-trunk") && line.contains("rel=\"css\""))
        .map(|line| line.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
        .collect();
    listed.sort();
    let there: Vec<_> = below("style", &["css"])
        .iter()
        .map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();
    assert_eq!(listed, there, "index.html's list against what lies in style/");
}

#[test]
fn styles_are_read_by_the_oldest_tv() {
    let mut wrong = Vec::new();
    for path in below("style", &["css"]) {
        for (what, why) in too_new(&read(&path)) {
            wrong.push(format!("{}: `{what}` ({why})", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn too_new_styles_are_found() {
    for (style, found) in [
        ("a { width: clamp(1px, 2vw, 3px) }", "clamp("),
        ("a { width: min(1px, 2vw) }", "min("),
        ("a { grid-template-columns: minmax(0, 1fr) } b { width: max(1px, 2px) }", "max("),
        ("a { display: flex; gap: 1rem }", "flex gap"),
        ("a { gap: 1rem; display: inline-flex; }", "flex gap"),
        ("a { b & { color: red } }", "&"),
        ("a:is(b, c) { color: red }", ":is("),
        ("a { inset: 0 }", "inset:"),
    ] {
        assert_eq!(too_new(style).first().map(|(what, _)| what.as_str()), Some(found), "{style}");
    }
    for fine in [
        "a { grid-template-columns: repeat(2, minmax(0, 1fr)) }",
        "a { display: grid; gap: 1rem } b { display: flex }",
        "/* clamp( & */ a { background: url(\"a.svg?a&b\") }",
        "@supports (width: min(1px, 2px)) { a { width: min(1px, 2vw) } } a { color: red }",
        "a { box-shadow: inset 0 0 1px red; max-width: 1px; min-width: calc(1px + 2px) }",
    ] {
        assert_eq!(too_new(fine), [], "{fine}");
    }
}

#[test]
fn scripts_on_the_wall_are_read_by_the_oldest_tv() {
    let mut scripts = below("public", &["js"]);
    // These run in the page, too, when the tests meet an old engine.
    scripts.push(root().join("tests/browser/injected.mjs"));
    for path in scripts {
        let script = code(&read(&path));
        for (what, why) in
            [("?.", "Chromium 80"), ("??", "Chromium 80"), ("eval(", "a strict CSP"), ("new Function", "a strict CSP")]
        {
            assert!(!script.contains(what), "{}: `{what}` is for {why}", path.display());
        }
    }
    // A handler or a style written into the page is what a strict CSP refuses.
    let page = read(&root().join("index.html"));
    for what in [" style=", " onload=", " onerror=", " onclick=", "<style", "<script>"] {
        assert!(!page.contains(what), "index.html holds {what}");
    }
}

/// The rooms that this code names by `crate::room` or `crate::{room, …}`.
fn rooms_named(code: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut named = Vec::new();
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            named.push(name(after));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    named.push(name(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    // `crate::Type` and `crate::macro!` of the root are not rooms.
    named.retain(|room| MAY_NAME.iter().any(|(name, _)| name == room));
    named
}

/// Code without its line comments; good enough for Rust and JavaScript as they are written here.
fn code(text: &str) -> String {
    text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// What in a style the oldest engine does not know, outside of comments, strings, addresses and `@supports`.
fn too_new(style: &str) -> Vec<(String, &'static str)> {
    let mut bare = String::new();
    let mut rest = style;
    while let Some(first) = rest.chars().next() {
        let skip = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
        let taken = if rest.starts_with("/*") {
            skip("*/", 2)
        } else if first == '"' || first == '\'' {
            skip(&first.to_string(), 1)
        } else if rest.starts_with("url(") {
            skip(")", 4)
        } else if rest.starts_with("@supports") {
            block_end(rest)
        } else {
            bare.push(first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    let mut found = Vec::new();
    for (what, why) in TOO_NEW_FOR_STYLES {
        let there = bare.match_indices(what).any(|(at, _)| {
            // 'minmax(' is no 'max(', '--inset:' no 'inset:'.
            let before = bare[..at].chars().next_back();
            !what.starts_with(|c: char| c.is_alphabetic())
                || before.is_none_or(|c| !c.is_alphanumeric() && c != '-')
                || (what == "dvh" && before.is_some_and(|c| c.is_ascii_digit()))
        });
        if there {
            found.push((what.to_owned(), why));
        }
    }
    for block in bare.split('{').skip(1).filter_map(|block| block.split('}').next()) {
        let says = |name: &str, values: &[&str]| {
            block.split(';').filter_map(|line| line.split_once(':')).any(|(property, value)| {
                property.trim() == name && (values.is_empty() || values.contains(&value.trim()))
            })
        };
        if says("display", &["flex", "inline-flex"])
            && ["gap", "row-gap", "column-gap"].iter().any(|gap| says(gap, &[]))
        {
            found.push(("flex gap".to_owned(), "Chromium 84: margins, or grid"));
        }
    }
    found
}

/// Where the block that begins here ends.
fn block_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder whose names end so, in order; none that are made by tools.
fn below(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                if !["target", "dist", "node_modules", ".git"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if path.is_file() && endings.contains(&name.rsplit(['.', '/']).next().unwrap()) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
