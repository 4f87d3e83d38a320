//! Runs the tests: native ones through cargo, those in a browser through Node's test runner.
use crate::node;
use crate::site::{self, Kind};
use crate::tools::{ask, cargo, files, root, run};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Everything that needs no browser.
pub(crate) fn native(filter: Option<&str>) -> Result<()> {
    eprintln!("native tests");
    let mut test = cargo(&["test", "--workspace", "--no-fail-fast"])?;
    run(test.args(filter), "native tests failed")
}

/// The fuzzer of the core, for so many minutes.
pub(crate) fn fuzz(minutes: &str) -> Result<()> {
    let mut test = cargo(&["test", "--no-default-features", "--test", "fuzz", "--", "--nocapture"])?;
    run(test.env("FUZZ_MINUTES", minutes), "the fuzzer found something, see above")
}

/// The tests of tests/browser/, against the built site.
pub(crate) fn browser(kind: Kind, filter: Option<&str>) -> Result<()> {
    let folder = root().join("tests").join("browser");
    let tests: Vec<_> =
        files(&folder)?.into_iter().filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    in_node(kind, filter, tests)
}

/// The same board in Firefox and WebKit.
pub(crate) fn other_engines(kind: Kind, filter: Option<&str>) -> Result<()> {
    in_node(kind, filter, vec![root().join("tests/browser/other-engines.mjs")])
}

fn in_node(kind: Kind, filter: Option<&str>, tests: Vec<PathBuf>) -> Result<()> {
    let environment = environment(kind)?;
    eprintln!("browser tests");
    let mut node = Command::new("node");
    node.current_dir(root()).args(["--test", "--test-reporter=spec"]);
    if let Some(filter) = filter {
        node.arg(format!("--test-name-pattern={filter}"));
    }
    run(node.args(tests).envs(environment), "browser tests failed")
}

/// A script that needs the site and a browser: pictures, measurements.
pub(crate) fn script(path: &str, arguments: &[String]) -> Result<()> {
    if !root().join(path).exists() {
        bail!("{path} is missing");
    }
    node::script(path, arguments, &environment(Kind::Release)?)
}

/// Builds the site, finds a browser, and says where both are in the words that tests/browser/ understands.
fn environment(kind: Kind) -> Result<Vec<(&'static str, String)>> {
    let site = site::build(kind)?;
    node::ready()?;
    let mut find = Command::new("node");
    find.current_dir(root()).args(["tests/browser/chrome.mjs", "--install"]).stderr(Stdio::inherit());
    let chrome = find.output().context("node did not start")?;
    if !chrome.status.success() {
        bail!("no browser to test in, see above");
    }
    let chrome = String::from_utf8_lossy(&chrome.stdout).trim().to_owned();
    let version = ask(Command::new(&chrome).arg("--version")).unwrap_or_default();
    eprintln!("in {version} ({chrome})");
    Ok(vec![("CHROME", chrome), ("MALTAVLA_SITE", site.display().to_string())])
}
