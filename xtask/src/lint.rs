//! The lints that CI holds: formatting, clippy for native and for wasm, docs.
use crate::tell::Steps;
use crate::tools::{cargo, run, wasm_target};
use anyhow::Result;

pub(crate) fn lint() -> Result<()> {
    let mut steps = Steps::new(4);
    steps.next("formatting");
    run(&mut cargo(&["fmt", "--all", "--check"])?, "run `cargo fmt --all`")?;
    steps.next("clippy, native");
    run(
        &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?,
        "clippy has something to say",
    )?;
    steps.next("clippy, WebAssembly");
    wasm_target()?;
    let wasm = ["clippy", "--target", "wasm32-unknown-unknown", "--lib", "--bins", "--", "-D", "warnings"];
    run(&mut cargo(&wasm)?, "clippy has something to say about the shell")?;
    steps.next("docs");
    let mut docs = cargo(&["doc", "--no-deps", "--workspace", "--document-private-items"])?;
    run(docs.env("RUSTDOCFLAGS", "-D warnings"), "the docs have something to say")?;
    steps.end("lints are clean");
    Ok(())
}
