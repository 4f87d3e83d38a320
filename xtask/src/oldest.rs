//! What the oldest TV on the wall can run, Chromium 68: each part of a site is held against it, without a browser.
//!
//! Rewrites nothing: `node` does that before. An engine that meets what it doesn't know shows a blank screen, so a site
//! with anything of it is not built.
use crate::node;
use anyhow::{Context, Result, bail};
use std::path::Path;
use wasmparser::types::{CoreTypeId, TypesRef};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef, ValType, Validator, WasmFeatures};

/// What scripts may be written in. The watchdog speaks where all else fails, so it is older still.
const SCRIPTS: u32 = 2017;
const WATCHDOG: u32 = 5;

/// Checks every program, script and style of a site.
pub(crate) fn check(site: &Path) -> Result<()> {
    let mut scripts = Vec::new();
    let mut watchdog = Vec::new();
    for path in crate::tools::files(site)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = || format!("{name} is not for Chromium 68");
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("wasm") => wasm(&std::fs::read(&path)?).with_context(wrong)?,
            Some("css") => styles(&std::fs::read_to_string(&path)?).with_context(wrong)?,
            Some("js") if name.contains("watchdog") => watchdog.push(path),
            Some("js") => scripts.push(path),
            _ => {}
        }
    }
    node::parse(SCRIPTS, &scripts)?;
    node::parse(WATCHDOG, &watchdog)
}

/// A program of the first WebAssembly, whose borders no 64-bit integer crosses: those come with Chromium 85.
fn wasm(bytes: &[u8]) -> Result<()> {
    let types = Validator::new_with_features(WasmFeatures::MVP).validate_all(bytes)?;
    let types = types.as_ref();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    match import.ty {
                        TypeRef::Func(index) => narrow(types, types.core_type_at_in_module(index), import.name)?,
                        TypeRef::Global(global) => no_wide(global.content_type, import.name)?,
                        _ => {}
                    }
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    match export.kind {
                        ExternalKind::Func => narrow(types, types.core_function_at(export.index), export.name)?,
                        ExternalKind::Global => no_wide(types.global_at(export.index).content_type, export.name)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn narrow(types: TypesRef<'_>, id: CoreTypeId, name: &str) -> Result<()> {
    let of = types.get(id).context("a function without a type")?.unwrap_func();
    of.params().iter().chain(of.results()).try_for_each(|value| no_wide(*value, name))
}

fn no_wide(value: ValType, name: &str) -> Result<()> {
    if value == ValType::I64 {
        bail!("`{name}` carries a 64-bit integer over the border to JavaScript (Chromium 85)");
    }
    Ok(())
}

/// What Chromium 68 does not know, and what to write instead.
const TOO_NEW: [(&str, &str); 45] = [
    ("clamp(", "Chromium 79"),
    ("min(", "Chromium 79"),
    ("max(", "Chromium 79"),
    ("env(", "Chromium 69"),
    ("conic-gradient(", "Chromium 69"),
    ("color-mix(", "Chromium 111"),
    ("oklch(", "Chromium 111"),
    ("oklab(", "Chromium 111"),
    ("lab(", "Chromium 111"),
    ("lch(", "Chromium 111"),
    ("hwb(", "Chromium 101"),
    ("light-dark(", "Chromium 123"),
    ("image-set(", "Chromium 113"),
    ("sin(", "Chromium 111"),
    ("cos(", "Chromium 111"),
    ("round(", "Chromium 125"),
    ("aspect-ratio:", "Chromium 88"),
    ("inset:", "Chromium 87: top, right, bottom, left"),
    ("inset-", "Chromium 87: top, right, bottom, left"),
    ("margin-inline:", "Chromium 87"),
    ("margin-block:", "Chromium 87"),
    ("padding-inline:", "Chromium 87"),
    ("padding-block:", "Chromium 87"),
    ("place-content:", "left to chance below Chromium 76: align-content, justify-content"),
    ("translate:", "Chromium 104: transform"),
    ("rotate:", "Chromium 104: transform"),
    ("scale:", "Chromium 104: transform"),
    ("subgrid", "Chromium 117"),
    ("overflow:clip", "Chromium 90"),
    ("content-visibility:", "Chromium 85"),
    (":is(", "Chromium 88"),
    (":where(", "Chromium 88"),
    (":has(", "Chromium 105"),
    (":focus-visible", "Chromium 86, and the rule is dropped whole"),
    ("::part(", "Chromium 73"),
    ("::marker", "Chromium 86"),
    ("@layer", "Chromium 99, and what stands in it is dropped whole"),
    ("@container", "Chromium 105"),
    ("@property", "Chromium 85"),
    ("@scope", "Chromium 118"),
    ("@starting-style", "Chromium 117"),
    ("dvh", "Chromium 108"),
    ("svh", "Chromium 108"),
    ("lvh", "Chromium 108"),
    ("&", "nesting is Chromium 112"),
];

fn styles(style: &str) -> Result<()> {
    match too_new(style).first() {
        Some((what, why)) => bail!("`{what}` ({why})"),
        None => Ok(()),
    }
}

/// What in a style the oldest engine does not know, outside of comments, strings, addresses and `@supports`.
fn too_new(style: &str) -> Vec<(String, &'static str)> {
    let bare = bare(style);
    let mut found = Vec::new();
    for (what, why) in TOO_NEW {
        let there = bare.match_indices(what).any(|(at, _)| {
            // 'minmax(' is no 'max(', '--inset:' no 'inset:'.
            let before = bare.get(..at).and_then(|before| before.chars().next_back());
            !what.starts_with(|c: char| c.is_alphabetic())
                || before.is_none_or(|c| !c.is_alphanumeric() && c != '-')
                || (what.ends_with("vh") && before.is_some_and(|c| c.is_ascii_digit()))
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
    for query in bare.split("@media").skip(1).filter_map(|rest| rest.split('{').next()) {
        if query.contains(['<', '>']) {
            found.push(("media range".to_owned(), "Chromium 104: min-width, max-width"));
        }
    }
    found
}

/// A style without what an engine may read or leave, each property's colon close to it.
fn bare(style: &str) -> String {
    let mut bare = String::new();
    let mut rest = style;
    while let Some(first) = rest.chars().next() {
        let skip = |end: &str, from: usize| {
            rest.get(from..).and_then(|after| after.find(end)).map_or(rest.len(), |at| from + at + end.len())
        };
        let taken = if rest.starts_with("/*") {
            skip("*/", 2)
        } else if first == '"' || first == '\'' {
            skip(&first.to_string(), 1)
        } else if rest.starts_with("url(") {
            skip(")", 4)
        } else if rest.starts_with("@supports") {
            block_end(rest)
        } else if first.is_whitespace() && bare.ends_with([':', ' ', '\n']) {
            first.len_utf8()
        } else {
            bare.push(first);
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    bare
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]
    use super::*;
    use crate::tools::{files, root, target};

    /// Two tests at once must not install the same packages.
    fn tools_are_there() {
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| node::ready().unwrap());
    }

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    /// A module of these sections: each a kind and its bytes.
    fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = HEAD.to_vec();
        for (kind, section) in sections {
            bytes.extend([*kind, section.len() as u8]);
            bytes.extend(*section);
        }
        bytes
    }

    /// One function of this type and body, exported as `f`.
    fn function(of: &[u8], body: &[u8]) -> Vec<u8> {
        let mut code = vec![1, body.len() as u8 + 1, 0];
        code.extend(body);
        module(&[(1, of), (3, &[1, 0]), (5, &[1, 0, 1]), (7, &[1, 1, b'f', 0, 0]), (10, &code)])
    }

    #[test]
    fn programs_of_the_first_webassembly_pass() {
        wasm(HEAD).unwrap();
        // (func (param i32) (result i32) local.get 0), and a 64-bit integer that stays inside.
        wasm(&function(&[1, 0x60, 1, 0x7f, 1, 0x7f], &[0x20, 0, 0x0b])).unwrap();
        wasm(&function(&[1, 0x60, 0, 0], &[0x42, 1, 0x1a, 0x0b])).unwrap();
    }

    #[test]
    fn newer_programs_are_found() {
        let unit = &[1, 0x60, 0, 0];
        for (what, bytes) in [
            ("sign extension", function(unit, &[0x41, 0, 0xc0, 0x1a, 0x0b])),
            ("floats to integers without a trap", function(unit, &[0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a, 0x0b])),
            ("memory.copy", function(unit, &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0, 0x0b])),
            ("memory.fill", function(unit, &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0, 0x0b])),
            ("an externref", function(&[1, 0x60, 1, 0x6f, 0], &[0x0b])),
            ("two results", function(&[1, 0x60, 0, 2, 0x7f, 0x7f], &[0x41, 0, 0x41, 0, 0x0b])),
            ("a vector", function(&[1, 0x60, 1, 0x7b, 0], &[0x0b])),
            // (import "m" "f" (func (param i64)))
            ("an i64 that comes in", module(&[(1, &[1, 0x60, 1, 0x7e, 0]), (2, &[1, 1, b'm', 1, b'f', 0, 0])])),
            ("an i64 that is taken", function(&[1, 0x60, 1, 0x7e, 0], &[0x0b])),
            ("an i64 that goes out", function(&[1, 0x60, 0, 1, 0x7e], &[0x42, 1, 0x0b])),
            ("a mutable global from outside", module(&[(2, &[1, 1, b'm', 1, b'g', 3, 0x7f, 1])])),
            ("half a program", b"\0asm\x01\0".to_vec()),
        ] {
            assert!(wasm(&bytes).is_err(), "{what} is let through");
        }
    }

    #[test]
    fn newer_scripts_are_found() {
        tools_are_there();
        let folder = target().unwrap().join("newer-scripts");
        std::fs::create_dir_all(&folder).unwrap();
        let parses = |version, script: &str| {
            let path = folder.join("sample.js");
            std::fs::write(&path, script).unwrap();
            node::parse(version, &[path]).is_ok()
        };
        assert!(parses(SCRIPTS, "async function a(b) { await b; } const c = { d: `e` };"));
        assert!(parses(WATCHDOG, "var a = function () { return [1]; };"));
        for script in [
            "a?.b",
            "a ?? b",
            "const a = { ...b }",
            "try {} catch {}",
            "await a",
            "import 'a'",
            "a ||= b",
            "class A { b = 1 }",
        ] {
            assert!(!parses(SCRIPTS, script), "{script}");
        }
        for script in ["let a = 1", "() => 1", "`a`", "class A {}"] {
            assert!(!parses(WATCHDOG, script), "{script}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn scripts_and_styles_are_written_for_the_oldest_tv() {
        tools_are_there();
        let (watchdog, scripts): (Vec<_>, Vec<_>) = files(&root().join("public"))
            .unwrap()
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "js"))
            .partition(|path| path.ends_with("watchdog.js"));
        assert_eq!(watchdog.len(), 1);
        node::parse(SCRIPTS, &scripts).unwrap();
        node::parse(WATCHDOG, &watchdog).unwrap();
        for path in files(&root().join("style")).unwrap() {
            assert_eq!(too_new(&std::fs::read_to_string(&path).unwrap()), [], "{}", path.display());
        }
    }

    #[test]
    fn too_new_styles_are_found() {
        for (style, found) in [
            ("a { width: clamp(1px, 2vw, 3px) }", "clamp("),
            ("a { width: min(1px, 2vw) }", "min("),
            ("a { grid-template-columns: minmax(0, 1fr) } b { width: max(1px, 2px) }", "max("),
            ("a{width:calc(1px + max(1px,2px))}", "max("),
            ("a { display: flex; gap: 1rem }", "flex gap"),
            ("a{display:flex;grid-gap:0;column-gap:1rem}", "flex gap"),
            ("a { gap: 1rem; display: inline-flex; }", "flex gap"),
            ("a { b & { color: red } }", "&"),
            ("a:is(b, c) { color: red }", ":is("),
            ("a { inset: 0 }", "inset:"),
            ("a { inset-inline: 0 }", "inset-"),
            ("a { aspect-ratio: 16 / 9 }", "aspect-ratio:"),
            ("a{color:color-mix(in srgb,red,blue)}", "color-mix("),
            ("a { color: oklch(50% 0.1 20) }", "oklch("),
            ("@layer a { b { color: red } }", "@layer"),
            ("@container (min-width: 1px) { a { color: red } }", "@container"),
            ("a:has(b) { color: red }", ":has("),
            ("a:focus-visible { color: red }", ":focus-visible"),
            ("a { height: 100dvh }", "dvh"),
            ("a { overflow: clip }", "overflow:clip"),
            ("a { scale: 2 }", "scale:"),
            ("@media (width >= 1px) { a { color: red } }", "media range"),
            ("a { background: conic-gradient(red, blue) }", "conic-gradient("),
        ] {
            assert_eq!(too_new(style).first().map(|(what, _)| what.as_str()), Some(found), "{style}");
        }
        for fine in [
            "a { grid-template-columns: repeat(2, minmax(0, 1fr)) }",
            "a { display: grid; gap: 1rem } b { display: flex }",
            "/* clamp( & */ a { background: url(\"a.svg?a&b\") }",
            "@supports (width: min(1px, 2px)) { a { width: min(1px, 2vw) } } a { color: red }",
            "a { box-shadow: inset 0 0 1px red; max-width: 1px; min-width: calc(1px + 2px) }",
            "a { transform: translate(1px) rotate(2deg) scale(3); --scale: 2 } @media (min-width: 1px) { b > c { color: red } }",
        ] {
            assert_eq!(too_new(fine), [], "{fine}");
        }
    }
}
