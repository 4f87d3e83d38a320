//! Where things lie, and how another program is run; knows no command of ours.
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The folder of the repository. Cargo says where it runs us from: the place where we were compiled may be another one,
/// as checkouts that share a target folder share this program.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let here = PathBuf::from(here);
        here.parent().map(Path::to_path_buf).unwrap_or(here)
    })
}

/// Cargo's target folder, wherever its configuration puts it: this program lies in it, in the folder of its profile.
pub(crate) fn target() -> Result<PathBuf> {
    let me = std::env::current_exe()?;
    Ok(me.ancestors().nth(2).context("cargo put xtask in an unexpected place")?.to_path_buf())
}

/// Cargo, in the repository, with the same target folder as ours.
pub(crate) fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root()).env("CARGO_TARGET_DIR", target()?);
    // Set for this program by the outer `cargo run`; to the inner ones it would be a change that costs a rebuild.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    Ok(command)
}

/// Runs to the end with its output shown; `else_` is the sentence for when it fails.
pub(crate) fn run(command: &mut Command, else_: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("{else_}: {} did not start", program(command)))?;
    if !status.success() {
        bail!("{else_}");
    }
    Ok(())
}

/// What it prints, trimmed; `None` when it is not there or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Makes sure that Rust can compile for `wasm32-unknown-unknown`.
pub(crate) fn wasm_target() -> Result<()> {
    let rustc = || {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.current_dir(root()).args(["--target", "wasm32-unknown-unknown", "--print", "target-libdir"]);
        rustc
    };
    let there = || ask(&mut rustc()).is_some_and(|folder| Path::new(&folder).is_dir());
    if there() {
        return Ok(());
    }
    eprintln!("      asking rustup for Rust's WebAssembly target");
    let wanted = "Rust's WebAssembly target is missing and `rustup target add wasm32-unknown-unknown` could not add it: \
                  install Rust through https://rustup.rs, or the package of your system that holds this target";
    run(Command::new("rustup").current_dir(root()).args(["target", "add", "wasm32-unknown-unknown"]), wanted)?;
    if !there() {
        bail!("{wanted}");
    }
    Ok(())
}

/// Whether Rust's own sources are here, or could be had; who compiles without rustup's may lack them.
pub(crate) fn rust_src() -> bool {
    let there = || {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        let root = ask(rustc.current_dir(root()).args(["--print", "sysroot"]));
        root.is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
    };
    there() || {
        eprintln!("      asking rustup for Rust's own sources");
        let added = Command::new("rustup").current_dir(root()).args(["component", "add", "rust-src"]).status();
        added.is_ok_and(|status| status.success()) && there()
    }
}

/// FNV-1a, 64 bits: short names for contents, nothing secret.
pub(crate) struct Digest(u64);

impl Digest {
    pub(crate) fn new() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) -> &mut Self {
        // The length keeps 'ab' + 'c' apart from 'a' + 'bc'.
        for byte in bytes.iter().copied().chain(bytes.len().to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self
    }

    pub(crate) fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// The name for these bytes in an address or an ETag.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Digest::new().add(bytes).text()
}

/// All files below a folder, in order of their paths; the hidden ones are left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
