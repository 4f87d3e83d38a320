//! Makes the static site: cargo, wasm-bindgen, styles, page; index.html is its only list of what belongs to it.
use crate::tell::Steps;
use crate::tools::{Digest, cargo, digest, files, root, run, rust_src, target, wasm_target};
use crate::{node, oldest, one_file};
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

    /// Where cargo puts what it compiles. What ships has a standard library of its own, and flags that would make cargo
    /// compile everything else anew each time.
    fn target(self) -> Result<PathBuf> {
        Ok(if self == Kind::Release { target()?.join("shipped") } else { target()? })
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
    let own_std = kind == Kind::Release && rust_src();
    if kind == Kind::Release && !own_std {
        eprintln!("      Rust's own sources are missing (rustup component add rust-src): the site grows by some 15 KB");
    }
    for program in PROGRAMS {
        let mut compile = vec!["build", "--profile", kind.profile(), "--target", TARGET, "--package", "maltavla"];
        compile.extend(["--bin", program.name]);
        compile.extend(program.features);
        if own_std {
            compile.extend(OWN_STD);
        }
        let mut cargo = cargo(&compile)?;
        cargo.env("CARGO_TARGET_DIR", kind.target()?);
        if own_std {
            // Building the standard library is not yet a promise of Rust's; the toolchain is pinned, and without it all is
            // the same but for the size.
            cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", FLAGS.join(" ")).env_remove("CARGO_ENCODED_RUSTFLAGS");
        } else if kind == Kind::Release {
            cargo.env("RUSTFLAGS", PLAIN_FLAGS.join(" ")).env_remove("CARGO_ENCODED_RUSTFLAGS");
        }
        run(&mut cargo, "the board does not compile, see above")?;
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
    if kind == Kind::Release {
        oldest::check(&out)?;
    }
    fs::write(out.join(ONE_FILE), one_file::page(&out, &[])?)?;
    fs::write(stamp, wanted)?;
    steps.end(&format!("the site is in {}", out.display()));
    Ok(out)
}

const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library compiled along: for size, and for engines that know nothing beyond the first WebAssembly.
const OWN_STD: [&str; 4] = ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];
/// A panic says nothing before it ends the program (the watchdog tells where it was), so its words need not travel.
const FLAGS: [&str; 6] = [
    "-Cpanic=immediate-abort",
    "-Zunstable-options",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Ctarget-cpu=mvp",
    NO_STRENGTH_REDUCTION,
];

/// Loops keep their index instead of a pointer for each array they walk: 1.5 KB brotli less.
const NO_STRENGTH_REDUCTION: &str = "-Cllvm-args=-disable-lsr";

/// With Rust's own standard library: what it says of newer engines goes with the symbols, so that wasm-bindgen doesn't
/// write for them, and `node::lower` does the rest.
const PLAIN_FLAGS: [&str; 3] = ["-Ctarget-cpu=mvp", "-Cstrip=symbols", NO_STRENGTH_REDUCTION];

/// A program of the site: a binary of the package, bound to JavaScript, with a script of ours behind the glue.
struct Program {
    /// The binary.
    name: &'static str,
    /// What the glue calls itself; two programs may meet on one page.
    global: &'static str,
    features: &'static [&'static str],
    /// Its scripts in `public/`, in their order.
    scripts: &'static [&'static str],
    /// What its files are called, before their digests.
    file: &'static str,
}

/// The board, and the reader of foreign documents, which the board loads when one comes.
const PROGRAMS: [&Program; 2] = [&BOARD, &READER];
const BOARD: Program = Program {
    name: "maltavla",
    global: "wasm_bindgen",
    features: &[],
    scripts: &[
        "keep.js",
        "ask.js",
        "start.js",
        "rim.js",
        "frames.js",
        "glyphs.js",
        "spare.js",
        "health.js",
        "renew.js",
        "boot.js",
    ],
    file: "maltavla",
};
const READER: Program = Program {
    name: "reader",
    global: "maltavla_reader",
    features: &["--no-default-features"],
    scripts: &["reader.js"],
    file: "maltavla-reader",
};

impl Program {
    /// What cargo compiled.
    fn wasm(&self, kind: Kind) -> Result<PathBuf> {
        Ok(kind.target()?.join(TARGET).join(kind.profile()).join(self.name).with_extension("wasm"))
    }
}

/// Everything that the site is made of, as it lies on disk.
struct Sources {
    page: String,
    /// Each program's wasm before it is bound, and its script.
    programs: Vec<(&'static Program, Vec<u8>, Vec<u8>)>,
    /// The scripts that stand alone, as `ALONE` has them.
    alone: Vec<Vec<u8>>,
    /// The set-up page's script and style, which the board never loads.
    setup: [Vec<u8>; 2],
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
            let is_script = |script: &&str| Path::new(script) == name;
            let is_part = PROGRAMS.iter().flat_map(|program| program.scripts).chain(&ALONE).any(is_script);
            if !is_part && !name.starts_with(SETUP) {
                public.push((name, read(&path)?));
            }
        }
        let program = |program: &'static Program| {
            let mut own = Vec::new();
            for script in program.scripts {
                own.extend(read(&folder.join(script))?);
            }
            Ok((program, read(&program.wasm(kind)?)?, own))
        };
        let programs = PROGRAMS.into_iter().map(program).collect::<Result<_>>()?;
        let alone = ALONE.iter().map(|script| read(&folder.join(script))).collect::<Result<_>>()?;
        let mut setup = [Vec::new(), Vec::new()];
        for (part, ending) in setup.iter_mut().zip(["js", "css"]) {
            for path in files(&folder.join(SETUP))? {
                if path.extension().is_some_and(|found| found == ending) {
                    part.extend(read(&path)?);
                    part.push(b'\n');
                }
            }
        }
        Ok(Sources { page, programs, alone, setup, style, public })
    }

    fn digest(&self, kind: Kind, out: &Path) -> String {
        let mut digest = Digest::new();
        digest.add(kind.profile().as_bytes()).add(out.as_os_str().as_encoded_bytes());
        // What xtask itself does to them is a source, too.
        digest.add(std::env::current_exe().and_then(fs::read).unwrap_or_default().as_slice());
        digest.add(self.page.as_bytes()).add(&self.style);
        for script in &self.alone {
            digest.add(script);
        }
        for part in &self.setup {
            digest.add(part);
        }
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
            let wasm = bound.join(format!("{}_bg.wasm", program.name));
            let wasm = if kind == Kind::Release { lowered(&wasm)? } else { read(&wasm)? };
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
        for (name, script) in ALONE.iter().zip(&self.alone) {
            let script = if kind == Kind::Release { node::shrink(script, "js")? } else { script.clone() };
            built.push((format!("maltavla-{}-{}.js", name.trim_end_matches(".js"), digest(&script)), script));
        }
        for (part, ending) in self.setup.iter().zip(["js", "css"]) {
            let part = if kind == Kind::Release { node::shrink(part, ending)? } else { part.clone() };
            built.push((format!("maltavla-setup-{}.{ending}", digest(&part)), part));
        }

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
        let parts: Vec<Part> = built.iter().map(|(name, bytes)| Part { name, sum: checksum(bytes) }).collect();
        let kept = self.public.iter().filter(|(path, _)| KEPT.iter().any(|kept| path.starts_with(kept)));
        let mut all: Vec<String> = parts.iter().map(|part| format!("{}={}", part.name, part.sum)).collect();
        all.extend(
            kept.map(|(path, bytes)| format!("{}={}", path.display().to_string().replace('\\', "/"), checksum(bytes))),
        );
        fs::write(out.join("index.html"), page(&self.page, &parts, &all)?)?;
        Ok(())
    }
}

/// A program as the oldest TV can run it; what was lowered once is kept beside it.
fn lowered(wasm: &Path) -> Result<Vec<u8>> {
    let (lowered, stamp) = (wasm.with_extension("lowered.wasm"), wasm.with_extension("lowered.stamp"));
    let wanted = digest(&read(wasm)?);
    if !fs::read_to_string(&stamp).is_ok_and(|known| known == wanted) {
        node::lower(wasm, &lowered)?;
        fs::write(stamp, wanted)?;
    }
    read(&lowered)
}

/// The whole board in one page, beside the site.
pub(crate) const ONE_FILE: &str = "maltavla.html";
/// The scripts that mend the page and watch over the board; they stand alone, so that nothing that falls takes them along.
const ALONE: [&str; 2] = ["mend.js", "watchdog.js"];
/// The set-up page: its folder in `public/`, whose files are put together in the order of their names.
const SETUP: &str = "setup";
/// What of `public/` a board without a network needs.
const KEPT: [&str; 3] = ["fonts/inter-latin.woff2", "fonts/inter-latin-ext.woff2", "icon.svg"];

/// A file that was built, with its checksum as browsers compare it (SRI).
struct Part<'a> {
    name: &'a str,
    sum: String,
}

fn checksum(bytes: &[u8]) -> String {
    use base64::Engine;
    use sha2::Digest;
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(sha2::Sha384::digest(bytes)))
}

/// The page as it ships: the list for the builders replaced by what was built. `all` are all parts of the build, for
/// those who keep it or wait for the next.
fn page(source: &str, parts: &[Part<'_>], all: &[String]) -> Result<String> {
    let [wasm, script, reader_wasm, reader, style, mend, watchdog, setup, setup_style] = parts else {
        bail!("the site has other parts than its page")
    };
    let all = all.join(" ");
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
                page += &format!(
                    "<meta name=\"maltavla-build\" content=\"{}\" data-parts=\"{all}\">\n\
                     <script src=\"{}\" integrity=\"{}\"></script>\n\
                     <script src=\"{}\" integrity=\"{}\"></script>\n\
                     <link rel=\"stylesheet\" href=\"{}\" integrity=\"{}\">\n",
                    digest(all.as_bytes()),
                    mend.name,
                    mend.sum,
                    watchdog.name,
                    watchdog.sum,
                    style.name,
                    style.sum
                );
            }
            style_stands = true;
        } else if is_link(line, "rust") {
            page += &format!(
                "<link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" integrity=\"{}\" crossorigin>\n",
                wasm.name, wasm.sum
            );
        } else if is_link(line, "copy-dir") {
            // Copied already.
        } else if trimmed.starts_with("<script ") && !trimmed.starts_with("<script src=\"boot.js\"") {
            // Two stand before the styles, so that they see them fail; the others are parts of the board's script.
        } else if trimmed.starts_with("<script src=\"boot.js\"") {
            page += &format!(
                "<script src=\"{}\" integrity=\"{}\" data-wasm=\"{}\" data-sum=\"{}\" data-reader=\"{}\" \
                 data-reader-wasm=\"{}\" data-setup=\"{}\" data-setup-style=\"{}\" defer></script>\n",
                script.name,
                script.sum,
                wasm.name,
                wasm.sum,
                reader.name,
                reader_wasm.name,
                setup.name,
                setup_style.name
            );
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

pub(crate) fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
