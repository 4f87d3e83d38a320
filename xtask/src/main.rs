//! The hands of the two commands: finds the tools, builds, serves, tests and measures; no logic of the board.
mod lint;
mod node;
mod oldest;
mod one_file;
mod serve;
mod site;
mod tell;
mod tests;
mod tools;

use anyhow::{Context, Result, bail};

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--lan] [--feed FILE]... [--quick]
                         build the board and serve it; --lan opens it to the office's network; each --feed is served
                         as /<its name>, read anew each time
  test [FILTER] [--native | --browser | --engines] [--quick]
                         run all the tests, or those whose name holds FILTER
                         --engines: those in Firefox and WebKit instead (gets both from Debian, if they are missing)
                         --quick: compile in half the time a board of six times the size, for the edit loop
  fuzz [--minutes N]     throw mutations of all fixtures at the reading of feeds, for an hour unless told otherwise
  build                  the static site, in dist/; in it maltavla.html, the whole board in one page
  one-file --feed FILE... [--out FILE]
                         that page with feeds of yours in it (and with a board.json, if one of them is called so)
  pictures [ARGUMENTS]   screenshots of the scenes, in docs/pictures/
  soak [DAYS]            a month on the wall, sped up, with the memory of a 1 GB player: what it holds at the end
  kills [ROUNDS]         a hundred kills at random moments: whether the last good board comes back
  bench [ARGUMENTS]      sizes, time to the first board, cost of a reading, cost of standing still
  lint                   formatting, clippy (native and wasm), docs
  help                   this text";

fn main() {
    if let Err(error) = run() {
        eprintln!("\ncargo xtask: {error:#}");
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let mut arguments = Arguments(std::env::args().skip(1).collect());
    let command = if arguments.0.is_empty() { "help".into() } else { arguments.0.remove(0) };
    match command.as_str() {
        "serve" => {
            let options = serve::Options {
                port: arguments.value("--port")?.map(|port| port.parse()).transpose()?.unwrap_or(8080),
                lan: arguments.flag("--lan"),
                feeds: arguments.values("--feed")?,
            };
            let kind = arguments.kind();
            arguments.end()?;
            serve::serve(&site::build(kind)?, &options)
        }
        "test" => {
            let native = arguments.flag("--native");
            let browser = arguments.flag("--browser");
            let kind = arguments.kind();
            let engines = arguments.flag("--engines");
            let filter = arguments.word();
            arguments.end()?;
            if engines {
                return tests::other_engines(kind, filter.as_deref());
            }
            if native == browser || native {
                tests::native(filter.as_deref())?;
            }
            if native == browser || browser {
                tests::browser(kind, filter.as_deref())?;
            }
            Ok(())
        }
        "fuzz" => {
            let minutes = arguments.value("--minutes")?.unwrap_or("60".into());
            arguments.end()?;
            tests::fuzz(&minutes)
        }
        "build" => {
            let kind = arguments.kind();
            arguments.end()?;
            let site = site::build(kind)?;
            if kind == site::Kind::Quick {
                return Ok(());
            }
            node::script("benches/sizes.mjs", &[site.display().to_string()], &[])
        }
        "one-file" => {
            let feeds = arguments.values("--feed")?;
            let out = arguments.value("--out")?.unwrap_or_else(|| site::ONE_FILE.into());
            arguments.end()?;
            let files = feeds.iter().map(|feed| {
                let path = std::path::Path::new(feed);
                let name = path.file_name().context("a feed is a file")?.to_string_lossy().into_owned();
                Ok((name, site::read_text(path)?))
            });
            let files = files.collect::<Result<Vec<_>>>()?;
            std::fs::write(&out, one_file::page(&site::build(site::Kind::Release)?, &files)?)?;
            eprintln!("the board is in {out}");
            Ok(())
        }
        "pictures" => tests::script("tests/browser/pictures.mjs", &arguments.0),
        "soak" => tests::script("tests/browser/faults/soak.mjs", &arguments.0),
        "kills" => tests::script("tests/browser/faults/kills.mjs", &arguments.0),
        "bench" => tests::script("benches/bench.mjs", &arguments.0),
        "lint" => {
            arguments.end()?;
            lint::lint()
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command '{other}'; `cargo xtask help` lists them"),
    }
}

/// What stands after the command; taking something removes it, and what is left at the end is a mistake.
struct Arguments(Vec<String>);

impl Arguments {
    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|argument| argument == name) else { return Ok(None) };
        self.0.remove(at);
        if at == self.0.len() {
            bail!("{name} wants a value after it");
        }
        Ok(Some(self.0.remove(at)))
    }

    fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut all = Vec::new();
        while let Some(value) = self.value(name)? {
            all.push(value);
        }
        Ok(all)
    }

    fn kind(&mut self) -> site::Kind {
        if self.flag("--quick") { site::Kind::Quick } else { site::Kind::Release }
    }

    fn word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|argument| !argument.starts_with('-'))?;
        Some(self.0.remove(at))
    }

    fn end(&self) -> Result<()> {
        match self.0.first() {
            Some(left) => bail!("'{left}' means nothing here; `cargo xtask help` lists what does"),
            None => Ok(()),
        }
    }
}
