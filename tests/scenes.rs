//! Every scene, rendered natively to HTML: for the demo and every fixture, in every language, on walls of every shape.
//!
//! With `GALLERY=<folder>` it also leaves each slide as a page to look at (`GALLERY_FEED`, `GALLERY_SIZE=1920x1080`,
//! `GALLERY_THEME`, `GALLERY_AT`); the styles are linked from the source tree.
#![cfg(feature = "view")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use maltavla::app::{App, Got};
use maltavla::board::{Command, Effect, Event};
use maltavla::goals::{Moment, Zone};
use maltavla::settings::Settings;
use maltavla::ui::{self, Canvas};
use std::path::{Path, PathBuf};

/// A board that has read this feed.
fn board(feed: &[u8], locale: &str, size: (f64, f64), now: Moment) -> App {
    let settings =
        Settings { feeds: vec!["feed.json".into()], locale: Some(locale.into()), at: Some(now), ..Settings::default() };
    let canvas = Canvas::of(size.0, size.1, settings.overscan);
    let mut app = App::new(settings, Vec::new(), Vec::new(), Zone::fixed(3600), canvas, now, 1);
    for effect in app.step(now, Event::Tick) {
        if let Effect::Fetch { feed: number, ticket } = effect {
            app.answered(
                now,
                number,
                ticket,
                maltavla::feed::read(feed).map_or_else(Got::Unreadable, |reading| Got::Read(Box::new(reading))),
            );
        }
    }
    app
}

/// All slides of a board as (name, page).
fn pages(app: &mut App, size: (f64, f64), theme: &str, now: Moment) -> Vec<(String, String)> {
    let styles: String =
        styles().iter().map(|style| format!("<link rel=\"stylesheet\" href=\"file://{}\">", style.display())).collect();
    let count = app.slides().len();
    let mut pages = Vec::new();
    for number in 1..=count.max(1) {
        app.step(now, Event::Key(Command::Show(number)));
        let picture = app.picture(now);
        let attributes: String =
            picture.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        let html = format!(
            "<!doctype html><html lang=\"{lang}\" data-theme=\"{theme}\" data-shape=\"{shape}\"><head><meta charset=\"utf-8\">\
             {styles}<style>@font-face{{font-family:Inter;font-weight:400 700;src:url(file://{fonts}/inter-latin.woff2)}}</style></head><body data-state=\"{state}\"><div class=\"board\"><header class=\"head\">{head}</header>\
             <main class=\"stage\"{attributes}><div class=\"slide\">{view}</div></main><footer class=\"foot\">{foot}</footer></div></body></html>",
            fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/fonts").display(),
            lang = picture.language,
            shape = picture.shape,
            state = picture.state,
            head = ui::head(&picture.head).to_html(),
            view = app.view(now).to_html(),
            foot = ui::foot(&picture.foot).to_html(),
        );
        let key = if count == 0 { String::from("none") } else { picture.key.replace(['/', ' '], "-") };
        pages.push((format!("{number:03}-{key}-{}x{}", size.0, size.1), html));
    }
    pages
}

/// The style files in the order in which they are linked: roles first, themes last.
fn styles() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut files = vec![root.join("tokens.css"), root.join("base.css"), root.join("ui.css"), root.join("chart.css")];
    for folder in ["scene", "theme"] {
        let mut more: Vec<_> = std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        more.sort();
        files.extend(more);
    }
    files
}

fn moment(text: &str) -> Moment {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[test]
fn gallery() {
    let var = |name: &str, or: &str| std::env::var(name).unwrap_or_else(|_| or.into());
    let Ok(folder) = std::env::var("GALLERY") else { return };
    let feed = std::fs::read(var("GALLERY_FEED", "public/demo.en.json")).unwrap();
    let size = var("GALLERY_SIZE", "1920x1080");
    let (width, height) = size.split_once('x').unwrap();
    let size = (width.parse().unwrap(), height.parse().unwrap());
    let now = moment(&var("GALLERY_AT", "2026-11-25T09:42:00+01:00"));
    let mut app = board(&feed, &var("GALLERY_LOCALE", "en"), size, now);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, html) in pages(&mut app, size, &var("GALLERY_THEME", "dark"), now) {
        std::fs::write(Path::new(&folder).join(format!("{name}.html")), html).unwrap();
    }
}
