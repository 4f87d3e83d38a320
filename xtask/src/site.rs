//! Makes the static site: cargo, wasm-bindgen, styles, page; index.html is its only list of what belongs to it.
use crate::node;
use crate::tell::Steps;
use crate::tools::{Digest, cargo, digest, files, root, run, target, wasm_target};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Which site is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What ships: small, in `dist/`.
    Release,
    /// For the edit loop: compiled quickly, nothing shrunk, beside cargo's own files.
    Quick,
}

impl Kind {
    fn profile(self) -> &'static str {
        if self == Kind::Release { "release" } else { "quick" }
    }
}

/// Builds the site unless it is up to date, and says where it is.
pub(crate) fn build(kind: Kind) -> Result<PathBuf> {
    let mut steps = Steps::new(4);
    let out = if kind == Kind::Release { root().join("dist") } else { target()?.join("site") };

    steps.next("tools");
    wasm_target()?;
    if kind == Kind::Release {
        node::ready()?;
    }

    steps.next("compile the board to WebAssembly (the first time takes a minute or two)");
    for program in PROGRAMS {
        let mut compile = vec!["build", "--profile", kind.profile(), "--target", TARGET, "--package", "maltavla"];
        compile.extend(["--bin", program.name]);
        compile.extend(program.features);
        run(&mut cargo(&compile)?, "the board does not compile, see above")?;
    }

    steps.next("bind it to JavaScript");
    let sources = Sources::read(kind)?;
    let stamp = target()?.join(format!("site-{}.stamp", kind.profile()));
    let wanted = sources.digest(kind, &out);
    if out.join("index.html").exists() && fs::read_to_string(&stamp).is_ok_and(|built| built == wanted) {
        steps.end("up to date");
        return Ok(out);
    }
    let bound = target()?.join(format!("bound-{}", kind.profile()));
    for program in PROGRAMS {
        wasm_bindgen_cli_support::Bindgen::new()
            .input_path(program.wasm(kind)?)
            .no_modules(true)?
            .no_modules_global(program.global)?
            .typescript(false)
            .remove_producers_section(true)
            .remove_name_section(kind == Kind::Release)
            .out_name(program.name)
            .generate(&bound)
            .context("wasm-bindgen refused the board")?;
    }

    steps.next("styles, script, page");
    sources.write(kind, &bound, &out)?;
    fs::write(stamp, wanted)?;
    steps.end(&format!("the site is in {}", out.display()));
    Ok(out)
}

const TARGET: &str = "wasm32-unknown-unknown";

/// A program of the site: a binary of the package, bound to JavaScript, with a script of ours behind the glue.
struct Program {
    /// The binary.
    name: &'static str,
    /// What the glue calls itself; two programs may meet on one page.
    global: &'static str,
    features: &'static [&'static str],
    /// Its script in `public/`.
    script: &'static str,
    /// What its files are called, before their digests.
    file: &'static str,
}

/// The board, and the reader of foreign documents, which the board loads when one comes.
const PROGRAMS: [&Program; 2] = [&BOARD, &READER];
const BOARD: Program =
    Program { name: "maltavla", global: "wasm_bindgen", features: &[], script: "boot.js", file: "maltavla" };
const READER: Program = Program {
    name: "reader",
    global: "maltavla_reader",
    features: &["--no-default-features"],
    script: "reader.js",
    file: "maltavla-reader",
};

impl Program {
    /// What cargo compiled.
    fn wasm(&self, kind: Kind) -> Result<PathBuf> {
        Ok(target()?.join(TARGET).join(kind.profile()).join(self.name).with_extension("wasm"))
    }
}

/// Everything that the site is made of, as it lies on disk.
struct Sources {
    page: String,
    /// Each program's wasm before it is bound, and its script.
    programs: Vec<(&'static Program, Vec<u8>, Vec<u8>)>,
    style: Vec<u8>,
    /// Path below `public/`, contents.
    public: Vec<(PathBuf, Vec<u8>)>,
}

impl Sources {
    fn read(kind: Kind) -> Result<Self> {
        let page = read_text(&root().join("index.html"))?;
        let mut style = Vec::new();
        for line in page.lines().filter(|line| is_link(line, "css")) {
            let path = attribute(line, "href").context("index.html: a style without href")?;
            style.extend(read(&root().join(path))?);
            style.push(b'\n');
        }
        let folder = root().join("public");
        let mut public = Vec::new();
        for path in files(&folder)? {
            let name = path.strip_prefix(&folder)?.to_path_buf();
            if !PROGRAMS.iter().any(|program| Path::new(program.script) == name) {
                public.push((name, read(&path)?));
            }
        }
        let program =
            |program: &'static Program| Ok((program, read(&program.wasm(kind)?)?, read(&folder.join(program.script))?));
        let programs = PROGRAMS.into_iter().map(program).collect::<Result<_>>()?;
        Ok(Sources { page, programs, style, public })
    }

    fn digest(&self, kind: Kind, out: &Path) -> String {
        let mut digest = Digest::new();
        digest.add(kind.profile().as_bytes()).add(out.as_os_str().as_encoded_bytes());
        // What xtask itself does to them is a source, too.
        digest.add(std::env::current_exe().and_then(fs::read).unwrap_or_default().as_slice());
        digest.add(self.page.as_bytes()).add(&self.style);
        for (_, wasm, script) in &self.programs {
            digest.add(wasm).add(script);
        }
        for (path, bytes) in &self.public {
            digest.add(path.as_os_str().as_encoded_bytes()).add(bytes);
        }
        digest.text()
    }

    /// Names that change with the contents let every server and browser keep them for good.
    fn write(&self, kind: Kind, bound: &Path, out: &Path) -> Result<()> {
        let mut built = Vec::new();
        for (program, _, own) in &self.programs {
            let wasm = read(&bound.join(format!("{}_bg.wasm", program.name)))?;
            let mut script = read(&bound.join(format!("{}.js", program.name)))?;
            script.push(b'\n');
            script.extend(own);
            if kind == Kind::Release {
                script = node::shrink(&script, "js")?;
            }
            built.push((format!("{}-{}.wasm", program.file, digest(&wasm)), wasm));
            built.push((format!("{}-{}.js", program.file, digest(&script)), script));
        }
        let mut style = self.style.clone();
        if kind == Kind::Release {
            style = node::shrink(&style, "css")?;
        }
        built.push((format!("maltavla-{}.css", digest(&style)), style));

        // From an empty folder: what was taken out of the sources must not live on in the site.
        if out.exists() {
            fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
        }
        fs::create_dir_all(out)?;
        for (path, bytes) in &self.public {
            let path = out.join(path);
            fs::create_dir_all(path.parent().unwrap_or(out))?;
            fs::write(path, bytes)?;
        }
        for (name, bytes) in &built {
            fs::write(out.join(name), bytes)?;
        }
        let names: Vec<&str> = built.iter().map(|(name, _)| name.as_str()).collect();
        fs::write(out.join("index.html"), page(&self.page, &names)?)?;
        Ok(())
    }
}

/// The page as it ships: the list for the builders replaced by what was built.
fn page(source: &str, names: &[&str]) -> Result<String> {
    let &[wasm, script, reader_wasm, reader, style] = names else { bail!("the site has other parts than its page") };
    let mut page = String::new();
    let mut style_stands = false;
    let mut script_stands = false;
    let mut in_comment = false;
    for line in source.lines() {
        let trimmed = line.trim();
        in_comment |= trimmed.starts_with("<!--");
        if in_comment || trimmed.is_empty() {
            in_comment &= !trimmed.ends_with("-->");
        } else if is_link(line, "css") {
            if !style_stands {
                page += &format!("<link rel=\"stylesheet\" href=\"{style}\">\n");
            }
            style_stands = true;
        } else if is_link(line, "rust") {
            page +=
                &format!("<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n");
        } else if is_link(line, "copy-dir") {
            // Copied already.
        } else if trimmed.starts_with("<script src=\"boot.js\"") {
            let reader = format!("data-reader=\"{reader}\" data-reader-wasm=\"{reader_wasm}\"");
            page += &format!("<script src=\"{script}\" data-wasm=\"{wasm}\" {reader} defer></script>\n");
            script_stands = true;
        } else {
            page += trimmed;
            page += "\n";
        }
    }
    if !(style_stands && script_stands) {
        bail!("index.html must name its styles and boot.js, one on a line");
    }
    Ok(page)
}

fn is_link(line: &str, rel: &str) -> bool {
    let line = line.trim();
    line.starts_with("<link data-trunk ") && attribute(line, "rel") == Some(rel)
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
