//! A small server for one's own desk and office network: files as they are on disk at each request, nothing cached,
//! nothing written. It is no server for the internet.
use crate::tools::digest;
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(crate) struct Options {
    pub(crate) port: u16,
    /// Open to the office's network, for the TV; else to this machine only.
    pub(crate) lan: bool,
    /// Files served beside the site under their own names, for trying an export.
    pub(crate) feeds: Vec<String>,
}

struct Site {
    root: PathBuf,
    feeds: Vec<(String, PathBuf)>,
}

pub(crate) fn serve(root: &Path, options: &Options) -> Result<()> {
    let host = if options.lan { "0.0.0.0" } else { "127.0.0.1" };
    let listener = TcpListener::bind((host, options.port))
        .with_context(|| format!("port {} is taken: choose another with --port", options.port))?;
    let port = listener.local_addr()?.port();
    let mut site = Site { root: root.to_path_buf(), feeds: Vec::new() };
    let mut query = String::new();
    for feed in &options.feeds {
        let path = Path::new(feed).canonicalize().with_context(|| format!("cannot read {feed}"))?;
        let name = path.file_name().context("a feed is a file")?.to_string_lossy().into_owned();
        query += if query.is_empty() { "?feed=" } else { "&feed=" };
        query += &encoded(&name);
        site.feeds.push((name, path));
    }
    eprintln!();
    println!("the board is at http://localhost:{port}/{query}");
    if options.lan {
        // No packet is sent: connecting a UDP socket only asks which of our addresses would be used.
        let address = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
            socket.connect("192.0.2.1:9")?;
            socket.local_addr()
        });
        match address {
            Ok(address) => println!("from the office's network: http://{}:{port}/{query}", address.ip()),
            Err(_) => println!("from the office's network: this machine's address, port {port}"),
        }
    }
    eprintln!("Ctrl-C ends it");
    let site = Arc::new(site);
    for stream in listener.incoming() {
        let site = Arc::clone(&site);
        // A reader who breaks off is no concern of the others.
        std::thread::spawn(move || stream.map_err(anyhow::Error::from).and_then(|stream| site.talk(stream)));
    }
    Ok(())
}

impl Site {
    /// Answers one request after another until the other side has enough.
    fn talk(&self, stream: TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        let mut answers = stream.try_clone()?;
        // Enough for any honest head, and an end for the others.
        let mut lines = BufReader::new(stream);
        loop {
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                if lines.by_ref().take(16 << 10).read_line(&mut line)? == 0 || head.len() > 200 {
                    return Ok(());
                }
                let line = line.trim_end().to_owned();
                if line.is_empty() {
                    break;
                }
                head.push(line);
            }
            let mut words = head.first().map(String::as_str).unwrap_or_default().split(' ');
            let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let known = head.iter().skip(1).find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("if-none-match").then(|| value.trim().to_owned())
            });
            let (status, headers, body) = match method {
                "GET" | "HEAD" => self.answer(target, known.as_deref()),
                _ => ("405 Method Not Allowed", String::new(), Vec::new()),
            };
            let mut message =
                format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            if method != "HEAD" {
                message.extend(body);
            }
            answers.write_all(&message)?;
            if method != "GET" && method != "HEAD" {
                return Ok(());
            }
        }
    }

    fn answer(&self, target: &str, known: Option<&str>) -> (&'static str, String, Vec<u8>) {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let Some((path, bytes)) = decoded(path).and_then(|path| self.find(&path)) else {
            return ("404 Not Found", "Content-Type: text/plain; charset=utf-8\r\n".into(), b"not here\n".to_vec());
        };
        let tag = format!("\"{}\"", digest(&bytes));
        // `no-cache` lets the browser keep it, but ask each time: an edit is seen at the next reload.
        let headers = format!("Content-Type: {}\r\nCache-Control: no-cache\r\nETag: {tag}\r\n", mime(&path));
        if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
            return ("304 Not Modified", headers, Vec::new());
        }
        ("200 OK", headers, bytes)
    }

    fn find(&self, path: &str) -> Option<(PathBuf, Vec<u8>)> {
        let path = path.strip_prefix('/')?;
        let read = |path: PathBuf| std::fs::read(&path).ok().map(|bytes| (path, bytes));
        if let Some((_, feed)) = self.feeds.iter().find(|(name, _)| name == path) {
            return read(feed.clone());
        }
        // Nothing outside the site: no part may climb, be hidden or name a drive.
        if path.starts_with('/')
            || path.split('/').any(|part| part.starts_with('.') || part.contains(['\\', ':', '\0']))
        {
            return None;
        }
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        read(self.root.join(path))
    }
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(out).ok()
}

fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() -> Result<()> {
        let root = std::env::temp_dir().join(format!("maltavla-serve-{}", std::process::id()));
        std::fs::create_dir_all(&root)?;
        std::fs::write(root.join("index.html"), "page")?;
        std::fs::write(root.join("a b.wasm"), "wasm")?;
        let site = Site { root: root.clone(), feeds: vec![("goals.json".into(), root.join("index.html"))] };
        for (target, status, mime) in [
            ("/", "200 OK", "text/html; charset=utf-8"),
            ("/?feed=x", "200 OK", "text/html; charset=utf-8"),
            ("/a%20b.wasm", "200 OK", "application/wasm"),
            ("/goals.json", "200 OK", "text/html; charset=utf-8"),
            ("/none", "404 Not Found", "text/plain; charset=utf-8"),
            ("/../Cargo.toml", "404 Not Found", "text/plain; charset=utf-8"),
            ("/%2e%2e/Cargo.toml", "404 Not Found", "text/plain; charset=utf-8"),
            ("/%zz", "404 Not Found", "text/plain; charset=utf-8"),
            ("//etc/passwd", "404 Not Found", "text/plain; charset=utf-8"),
            ("", "404 Not Found", "text/plain; charset=utf-8"),
        ] {
            let (was, headers, _) = site.answer(target, None);
            assert_eq!(was, status, "{target}");
            assert!(headers.starts_with(&format!("Content-Type: {mime}\r\n")), "{target}: {headers}");
        }
        let tag = format!("W/\"{}\"", digest(b"page"));
        assert_eq!(site.answer("/", Some(&tag)).0, "304 Not Modified");
        assert_eq!(site.answer("/", Some("\"else\"")).0, "200 OK");
        std::fs::remove_dir_all(root)?;
        Ok(())
    }
}
