//! The whole board as one page that opens from a stick with a double click, made of a site that is built.
//!
//! A browser fetches nothing beside a page that it opened as a file, so all stands in it: programs in base64, styles,
//! typeface, and files by name in `<script type="application/json" data-file="…">`, which `public/ask.js` finds before it
//! asks the network. Whoever adds files later (a page in a browser can, with no more than the text of this one) puts such
//! blocks in the place of `FILES`: a feed, and a `board.json` that names it.
use crate::site::{attribute, read, read_text};
use anyhow::{Context, Result, bail};
use base64::Engine;
use sha2::Digest;
use std::path::Path;

/// Where files go.
const FILES: &str = "<!--maltavla-files-->";

/// The page of a site, with these files (name, JSON) in it instead of the demo.
pub(crate) fn page(site: &Path, files: &[(String, String)]) -> Result<String> {
    let mut page = String::new();
    let mut end = String::new();
    let mut own = Vec::new();
    let source = read_text(&site.join("index.html"))?;
    // Scripts with an address stand in the head, and run when the page is there; those without run where they stand.
    for line in source.lines() {
        let linked = |name| attribute(line, name).map(|path| read_text(&site.join(path)).map(|text| (path, text)));
        if line.starts_with("<meta name=\"maltavla-build\"") || line.starts_with("<link rel=\"preload\"") {
            // There is nothing to fetch.
        } else if line.starts_with("<link rel=\"icon\"") {
            let (_, icon) = linked("href").context("the icon has no address")??;
            page += &format!("<link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n", data("image/svg+xml", &icon));
        } else if line.starts_with("<link rel=\"stylesheet\"") {
            let (_, style) = linked("href").context("a style without address")??;
            let style = with_fonts(site, style.trim())?;
            own.push(sum(&style));
            page += &format!("<style>{style}</style>\n");
        } else if line.starts_with("<script ") {
            let (path, script) = linked("src").context("a script without address")??;
            if path.contains("mend") {
                // There is nothing that could be missing.
                continue;
            }
            let script = script.trim();
            if script.contains("</script") {
                bail!("{path} would end where it holds a tag");
            }
            own.push(sum(script));
            if path.contains("watchdog") {
                page += &format!("<script data-policy=\"POLICY\">{script}</script>\n");
            } else {
                end = programs(site, line, script)?;
            }
        } else if line == "</body>" {
            page += &format!("{}{FILES}\n{end}</body>\n", blocks(&given(site, files)?)?);
        } else {
            page += line;
            page += "\n";
        }
    }
    let own = own.join(" ");
    let policy = format!(
        "default-src 'none'; script-src {own} blob: 'wasm-unsafe-eval'; style-src {own}; font-src data:; worker-src blob:; \
         img-src http: https: data:; connect-src http: https:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types maltavla"
    );
    Ok(page.replacen("POLICY", &policy, 1))
}

/// The files, and the settings if there are none among them: else the browser would be asked for what it refuses.
fn given(site: &Path, files: &[(String, String)]) -> Result<Vec<(String, String)>> {
    let mut all = files.to_vec();
    let settings = |all: &[(String, String)]| all.iter().any(|(name, _)| name == SETTINGS);
    if all.is_empty() {
        for name in [SETTINGS, "demo.en.json", "demo.sv.json"] {
            all.push((name.into(), read_text(&site.join(name))?));
        }
    } else if !settings(&all) {
        let feeds: Vec<_> = files.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        all.push((SETTINGS.into(), format!("{{ \"feed\": [{}] }}", feeds.join(", "))));
    }
    Ok(all)
}

const SETTINGS: &str = "board.json";

fn blocks(files: &[(String, String)]) -> Result<String> {
    let mut blocks = String::new();
    for (name, text) in files {
        let json = text.trim().trim_start_matches('\u{feff}');
        if !json.starts_with(['{', '[']) || name.contains(['"', '&', '<', '\\']) {
            bail!("{name}: only JSON fits into the page, under a plain name");
        }
        // In JSON it stands in texts only, where it may be written so.
        let json = json.replace('<', "\\u003c");
        blocks += &format!("<script type=\"application/json\" data-file=\"{name}\">{json}</script>\n");
    }
    Ok(blocks)
}

/// The programs, each in a block of its own, and the script that starts the board with them.
fn programs(site: &Path, line: &str, script: &str) -> Result<String> {
    let mut blocks = String::new();
    let mut names = String::new();
    for name in ["data-wasm", "data-reader", "data-reader-wasm"] {
        let path = attribute(line, name).with_context(|| format!("the page does not say {name}"))?;
        let bytes = read(&site.join(path))?;
        let text = if path.ends_with(".js") { String::from_utf8(bytes)? } else { base64(&bytes) };
        if text.contains("</script") {
            bail!("{path} would end where it holds a tag");
        }
        let id = name.replacen("data", "maltavla", 1);
        blocks += &format!("<script type=\"text/plain\" id=\"{id}\">{}</script>\n", text.trim());
        names += &format!(" {name}=\"#{id}\"");
    }
    Ok(format!("{blocks}<script{names}>{script}</script>\n"))
}

/// A style with its typeface in it.
fn with_fonts(site: &Path, style: &str) -> Result<String> {
    let mut all = String::new();
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("url(") {
        let (address, after) = after.split_once(')').context("a style's address has no end")?;
        let path = address.trim_matches(['"', '\'']);
        all += before;
        if path.ends_with(".woff2") {
            all += &format!("url(data:font/woff2;base64,{})", base64(&read(&site.join(path))?));
        } else {
            bail!("a style leads to {path}, which is no typeface");
        }
        rest = after;
    }
    Ok(all + rest)
}

/// How a policy names what may run without having an address.
fn sum(text: &str) -> String {
    format!("'sha256-{}'", base64(&sha2::Sha256::digest(text.as_bytes())))
}

fn data(kind: &str, text: &str) -> String {
    format!("data:{kind};base64,{}", base64(text.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]
    use super::*;

    #[test]
    fn a_file_cannot_end_its_block() {
        let block = blocks(&[("goals.json".into(), "{ \"title\": \"</script><script>alert(1)\" }".into())]).unwrap();
        assert_eq!(block.matches("</script>").count(), 1);
        assert!(block.contains("\\u003c/script>"));
        assert!(blocks(&[("goals.csv".into(), "a;b".into())]).is_err());
        assert!(blocks(&[("a\"b.json".into(), "{}".into())]).is_err());
    }

    #[test]
    fn a_feed_comes_with_settings_that_name_it() {
        let all = given(Path::new("nowhere"), &[("goals.json".into(), "{}".into())]).unwrap();
        assert_eq!(all.last().unwrap(), &("board.json".into(), "{ \"feed\": [\"goals.json\"] }".into()));
        let both = [("goals.json".into(), "{}".into()), ("board.json".into(), "{}".into())];
        assert_eq!(given(Path::new("nowhere"), &both).unwrap().len(), 2);
    }
}
