//! Node.js: finds it, keeps its few pinned packages installed, runs our scripts with it.
use crate::tools::{ask, digest, root, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST: u32 = 18;

/// Checks that a Node.js that is new enough is there, and that the packages are those of package-lock.json.
pub(crate) fn ready() -> Result<()> {
    let wanted = format!(
        "Node.js {OLDEST} or newer is needed (it shrinks scripts and styles, and drives the test browser): \
         install it from https://nodejs.org"
    );
    let Some(version) = ask(Command::new("node").arg("--version")) else { bail!("{wanted}; there is no `node` here") };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        bail!("{wanted}; here is {version}");
    }
    let lock = digest(&std::fs::read(root().join("package-lock.json")).context("cannot read package-lock.json")?);
    let stamp = root().join("node_modules").join(".installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("      npm ci");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new(npm).current_dir(root()).args(quietly), "`npm ci` failed: it needs the network once")?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

/// Runs a script of the repository, with `ready` taken care of.
pub(crate) fn script(path: &str, arguments: &[String], environment: &[(&str, String)]) -> Result<()> {
    ready()?;
    let mut node = Command::new("node");
    node.current_dir(root()).arg(path).args(arguments).envs(environment.iter().map(|(name, value)| (name, value)));
    run(&mut node, &format!("{path} failed"))
}

/// Shrinks a script or a stylesheet and rewrites what the oldest engines on the wall can't read.
pub(crate) fn shrink(bytes: &[u8], loader: &str) -> Result<Vec<u8>> {
    use std::io::Write;
    use std::process::Stdio;
    let target = if loader == "css" { "chrome68" } else { "es2017" };
    let mut esbuild = Command::new("node");
    esbuild.current_dir(root()).arg("node_modules/esbuild/bin/esbuild");
    esbuild.args(["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    esbuild.args([format!("--target={target}"), format!("--loader={loader}")]);
    let mut child = esbuild.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("esbuild did not start")?;
    let mut stdin = child.stdin.take().context("esbuild takes no input")?;
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output()?;
    if !output.status.success() || writer.join().is_err() {
        bail!("esbuild refused the {loader}, see above");
    }
    Ok(output.stdout)
}

/// Shrinks a program, and writes what came after the first WebAssembly in its words.
pub(crate) fn lower(program: &Path, into: &Path) -> Result<()> {
    let opt = |from: &Path, into: &Path, how: &[&str]| {
        let mut opt = Command::new("node");
        opt.current_dir(root()).arg("node_modules/binaryen/bin/wasm-opt").arg(from).arg("-o").arg(into).args(how);
        run(&mut opt, "wasm-opt refused the program")
    };
    // What a standard library for newer engines brings in is replaced before anything is told that it is not there.
    opt(program, into, &LOWERED)?;
    opt(into, into, &SHRUNK)
}

/// Blocks are laid out anew before the passes for size, and these go twice, since the first leave work for the second. Rust's
/// linker leaves the first kilobyte of memory to nothing but the far end of the stack, so offsets may be folded into loads.
const SHRUNK: [&str; 11] = [
    "--mvp-features",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size",
    "0",
    "--converge",
    "--strip-producers",
    "--strip-target-features",
];

/// Never `--all-features`: with it wasm-opt writes what even today's engines refuse.
const LOWERED: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
];

/// Whether scripts are written in this version of the language (5, 2017).
pub(crate) fn parse(version: u32, scripts: &[PathBuf]) -> Result<()> {
    let version = format!("--ecma{version}");
    for script in scripts {
        let mut acorn = Command::new("node");
        acorn.current_dir(root()).args(["node_modules/acorn/bin/acorn", &version, "--silent"]).arg(script);
        let output = acorn.output().context("node did not start")?;
        if !output.status.success() {
            bail!("{} is not {version}: {}", script.display(), String::from_utf8_lossy(&output.stderr).trim());
        }
    }
    Ok(())
}
