//! Holds the manners of the house that no compiler holds: who may name whom, what every file begins with, what may
//! stand in a script that an office TV reads (styles and programs: `xtask/src/oldest.rs`). It reads the sources as text
//! and runs none of them.
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// For each room, the rooms it may name. Read from below: nobody names a room that is further down.
const MAY_NAME: [(&str, &[&str]); 14] = [
    ("json", &[]),
    ("goals", &[]),
    ("board", &[]),
    ("node", &[]),
    ("chart", &["node"]),
    ("feed", &["json", "goals"]),
    // `feed` for its letters and dates, so that they are there once.
    ("settings", &["json", "goals", "feed"]),
    ("words", &["goals", "board", "feed", "settings"]),
    ("ui", &["words", "node", "chart"]),
    ("scene", &["goals", "board", "settings", "words", "node", "chart", "ui"]),
    ("setup", &["goals", "feed", "settings", "words"]),
    ("app", &["goals", "board", "feed", "settings", "words", "node", "chart", "ui", "scene"]),
    // The second program: foreign documents in, the board's own format out; and the core of the set-up page.
    ("reader", &["feed", "words", "setup"]),
    ("shell", &["goals", "board", "feed", "settings", "words", "node", "ui", "app"]),
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
    for path in below("public", &["js"]) {
        let code = code(&read(&path));
        for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"] {
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
fn every_script_of_the_page_is_built_into_the_site() {
    let (page, build) = (read(&root().join("index.html")), read(&root().join("xtask/src/site.rs")));
    let scripts = page.split("<script src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let forgotten: Vec<_> = scripts.filter(|script| !build.contains(&format!("\"{script}\""))).collect();
    assert!(forgotten.is_empty(), "xtask/src/site.rs knows nothing of {forgotten:?}");
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

#[test]
fn servers_hold_the_page_to_its_own_rule() {
    let watchdog = read(&root().join("public/watchdog.js"));
    let rule = watchdog.split("policy = \"").nth(1).unwrap().split(";\n  }").next().unwrap();
    let rule = format!("\"{rule}");
    // Quoted pieces, with a plus between them.
    let rule: String = rule.split('"').skip(1).step_by(2).collect();
    assert!(rule.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{rule}");
    assert!(!rule.contains("unsafe-inline") && !rule.contains("'unsafe-eval'"), "{rule}");
    for recipe in ["nginx.conf", "Caddyfile", "_headers"] {
        let text = read(&root().join("deploy").join(recipe));
        assert!(
            text.contains(&format!("{rule}; frame-ancestors 'self'")),
            "deploy/{recipe} has another rule than\n{rule}"
        );
        assert!(
            text.contains("immutable") && text.contains("no-cache"),
            "deploy/{recipe}: how long things may be kept"
        );
        assert!(read(&root().join("docs/deploy.md")).contains(&format!("deploy/{recipe}")));
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
