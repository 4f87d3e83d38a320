//! Nights, wrong clocks and turns of the year on the wall, natively: the clock is the test's.
#![cfg(feature = "view")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use maltavla::app::{App, Fact, Got};
use maltavla::board::{Command, Effect, Event, Miss};
use maltavla::goals::{Moment, Zone};
use maltavla::settings::{Settings, resolve};
use maltavla::ui::Canvas;

const FEED: &str = r#"{ "format": "maltavla/1", "language": "en", "made": "2026-11-23T08:00:00Z",
    "cycle": { "name": "Q4 2026", "start": "2026-10-01", "end": "2026-12-31" },
    "objectives": [{ "title": "One" , "keyResults": [{ "title": "a", "start": 0, "target": 9, "current": 4 }] }, { "title": "Two" }] }"#;

fn at(text: &str) -> Moment {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// Stockholm, around the winter of 2026.
fn stockholm() -> Zone {
    let changes = [("2026-03-29T01:00:00Z", 7_200), ("2026-10-25T01:00:00Z", 3_600), ("2027-03-28T01:00:00Z", 7_200)];
    Zone::new(3_600, changes.map(|(from, offset)| (at(from), offset)).to_vec())
}

/// A wall whose feed always answers at once, and how often it was asked.
struct Wall {
    app: App,
    asked: usize,
    feed: String,
}

impl Wall {
    fn new(address: &str, start: &str) -> Wall {
        let (settings, notices) = resolve(None, &format!("?feed=feed.json&{address}"), "");
        assert_eq!(notices, []);
        let canvas = Canvas::of(1920.0, 1080.0, Settings::default().overscan);
        let app = App::new(settings, Vec::new(), Vec::new(), stockholm(), canvas, at(start), 1);
        let mut wall = Wall { app, asked: 0, feed: FEED.to_string() };
        wall.step(at(start), Event::Tick);
        wall
    }

    fn step(&mut self, now: Moment, event: Event) {
        let mut effects = self.app.step(now, event);
        while let Some(effect) = effects.pop() {
            if let Effect::Fetch { feed, ticket } = effect {
                self.asked += 1;
                let reading = maltavla::feed::read(self.feed.as_bytes()).unwrap();
                effects.extend(self.app.answered(now, feed, ticket, Got::Read(Box::new(reading))));
            }
        }
    }

    /// Ticks as the shell does, every few seconds; gives how often it was asked meanwhile.
    fn walk(&mut self, from: &str, to: &str) -> usize {
        let before = self.asked;
        let mut now = at(from);
        while now <= at(to) {
            self.step(now, Event::Tick);
            now += chrono::TimeDelta::seconds(5);
        }
        self.asked - before
    }

    fn state(&self, now: &str) -> &'static str {
        self.app.picture(at(now)).state
    }

    fn fact(&self, now: &str, name: &str) -> Option<String> {
        let (_, fact) = self.app.facts(at(now)).into_iter().find(|(fact, _)| *fact == name).unwrap();
        match fact {
            Fact::Text(text) => Some(text),
            Fact::Number(number) => Some(number.to_string()),
            Fact::Nothing => None,
        }
    }

    /// How fresh the head says that it is.
    fn told(&self, now: &str) -> String {
        self.app.picture(at(now)).head.fresh_words
    }
}

#[test]
fn outside_office_hours_the_board_rests_and_wakes_with_fresh_goals() {
    let mut wall = Wall::new("hours=mon-fri+07:00-18:00", "2026-11-23T16:59:00Z");
    assert_eq!(wall.state("2026-11-23T16:59:00Z"), "live");
    wall.walk("2026-11-23T16:59:00Z", "2026-11-23T17:00:00Z");
    assert_eq!(wall.state("2026-11-23T17:00:00Z"), "resting", "18:00 in Stockholm");
    let picture = wall.app.picture(at("2026-11-23T17:00:00Z"));
    assert!(
        picture.key.is_empty() && picture.attributes.iter().all(|(name, value)| *name == "lang" || value.is_empty())
    );
    let asked = wall.walk("2026-11-23T17:00:05Z", "2026-11-24T05:57:55Z");
    assert_eq!(asked, 0, "nothing is read for nobody");
    let asked = wall.walk("2026-11-24T05:58:00Z", "2026-11-24T05:59:55Z");
    assert!((1..=3).contains(&asked), "{asked}");
    assert_eq!(wall.state("2026-11-24T05:59:55Z"), "resting");
    wall.step(at("2026-11-24T06:00:00Z"), Event::Tick);
    assert_eq!(wall.state("2026-11-24T06:00:00Z"), "live");
}

#[test]
fn a_resting_board_shows_a_clock_that_moves_each_minute() {
    let mut wall = Wall::new("hours=7-18", "2026-11-23T22:10:00Z");
    let seen = |wall: &mut Wall, now: &str| {
        wall.step(at(now), Event::Tick);
        (wall.app.picture(at(now)).version, wall.app.view(at(now)).to_html())
    };
    let (first, view) = seen(&mut wall, "2026-11-23T22:10:30Z");
    assert!(view.contains("23:10") && !view.contains("data-goal"), "{view}");
    let (same, again) = seen(&mut wall, "2026-11-23T22:10:59Z");
    assert_eq!((first, &view), (same, &again));
    let (next, moved) = seen(&mut wall, "2026-11-23T22:11:00Z");
    assert!(next != first && moved.contains("23:11"));
    let place = |view: &str| view.split("left:").nth(1).unwrap().split(';').next().unwrap().to_string();
    assert_ne!(place(&view), place(&moved));
}

#[test]
fn the_hours_follow_the_offices_clock_over_both_changes_of_it() {
    for (before, just_before, begins) in [
        ("2027-03-27T20:00:00Z", "2027-03-28T04:59:59Z", "2027-03-28T05:00:00Z"),
        ("2026-10-24T20:00:00Z", "2026-10-25T05:59:59Z", "2026-10-25T06:00:00Z"),
    ] {
        let mut wall = Wall::new("hours=7-18", before);
        assert_eq!(wall.state(before), "resting");
        wall.step(at(just_before), Event::Tick);
        assert_eq!(wall.state(just_before), "resting", "{begins}");
        wall.step(at(begins), Event::Tick);
        assert_ne!(wall.state(begins), "resting", "{begins}");
    }
}

#[test]
fn a_key_wakes_a_resting_board() {
    let mut wall = Wall::new("hours=7-18", "2026-11-23T22:10:00Z");
    assert!(wall.app.has_use_for(Command::Back));
    wall.step(at("2026-11-23T22:11:00Z"), Event::Key(Command::Next));
    assert_eq!(wall.state("2026-11-23T22:11:00Z"), "live");
    wall.step(at("2026-11-23T22:16:00Z"), Event::Tick);
    assert_eq!(wall.state("2026-11-23T22:16:00Z"), "resting");
}

#[test]
fn a_board_is_renewed_once_a_night_within_an_hour_of_its_time() {
    for (address, start, now, due) in [
        ("", "2026-11-23T12:00:00Z", "2026-11-24T02:59:59Z", None),
        ("", "2026-11-23T12:00:00Z", "2026-11-24T03:00:00Z", Some("2026-11-24")),
        ("", "2026-11-23T12:00:00Z", "2026-11-24T03:59:59Z", Some("2026-11-24")),
        ("", "2026-11-23T12:00:00Z", "2026-11-24T04:00:00Z", None),
        // The page that was renewed is younger than the night.
        ("", "2026-11-24T03:00:01Z", "2026-11-24T03:10:00Z", None),
        ("renew=23:30", "2026-11-23T12:00:00Z", "2026-11-23T23:10:00Z", Some("2026-11-23")),
        ("renew=off", "2026-11-23T12:00:00Z", "2026-11-24T03:10:00Z", None),
        // The hour that is left out in spring, and the one that comes twice in autumn.
        ("renew=02:30", "2027-03-27T12:00:00Z", "2027-03-28T01:10:00Z", Some("2027-03-28")),
        ("renew=02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:40:00Z", Some("2026-10-25")),
        ("renew=02:30", "2026-10-24T12:00:00Z", "2026-10-25T01:40:00Z", None),
    ] {
        let mut wall = Wall::new(address, start);
        wall.step(at(now), Event::Tick);
        assert_eq!(wall.fact(now, "renew").as_deref(), due, "{address} {now}");
    }
}

#[test]
fn a_clock_that_starts_in_1970_is_told_and_mended_by_the_server() {
    let mut wall = Wall::new("hours=7-18", "1970-01-01T00:00:10Z");
    let told = wall.told("1970-01-01T00:00:10Z");
    assert!(told.contains("the clock of this screen is wrong") && !told.contains('-'), "{told}");
    assert_eq!(wall.state("1970-01-01T00:00:10Z"), "live", "who does not know the time does not rest");
    wall.step(at("1970-01-01T00:00:20Z"), Event::Server(at("2026-11-23T11:00:00Z").timestamp_millis()));
    wall.step(at("1970-01-01T00:00:21Z"), Event::Tick);
    let head = wall.app.picture(at("1970-01-01T00:00:21Z")).head;
    assert_eq!((head.time.as_str(), head.cycle.as_str()), ("12:00", "Q4 2026 \u{b7} week\u{a0}8 of 13"));
    assert_eq!(head.fresh_words, "the clock of this screen is wrong");
    // Then NTP sets it: nothing is asked in a burst, and all is well.
    let asked = wall.walk("2026-11-23T11:00:02Z", "2026-11-23T11:01:02Z");
    assert!(asked <= 2, "{asked}");
    assert_eq!((wall.told("2026-11-23T11:01:02Z"), wall.state("2026-11-23T11:01:02Z")), (String::new(), "live"));
    assert_eq!(wall.fact("2026-11-23T11:01:02Z", "renew"), None);
}

#[test]
fn a_clock_an_hour_off_is_told_and_old_answers_are_not_believed() {
    let server = |wall: &mut Wall, now: &str, there: &str| {
        wall.step(at(now), Event::Server(at(there).timestamp_millis()));
        wall.told(now)
    };
    let mut wall = Wall::new("", "2026-11-23T10:00:00Z");
    let told = server(&mut wall, "2026-11-23T10:00:01Z", "2026-11-23T11:00:01Z");
    assert_eq!(told, "the clock of this screen is wrong", "behind");
    let mut wall = Wall::new("", "2026-11-23T12:00:00Z");
    assert_eq!(server(&mut wall, "2026-11-23T12:00:01Z", "2026-11-23T11:00:01Z"), "", "may be an old answer");
    assert_eq!(server(&mut wall, "2026-11-23T12:01:01Z", "2026-11-23T11:00:01Z"), "", "it is");
    assert_eq!(server(&mut wall, "2026-11-23T12:02:01Z", "2026-11-23T12:02:00Z"), "");
    let mut wall = Wall::new("locale=sv", "2026-11-23T12:00:00Z");
    server(&mut wall, "2026-11-23T12:00:01Z", "2026-11-23T11:00:01Z");
    assert_eq!(server(&mut wall, "2026-11-23T12:01:01Z", "2026-11-23T11:01:01Z"), "skärmens klocka går fel", "ahead");
}

#[test]
fn a_feed_from_the_future_is_told_by_whose_clock_is_known() {
    let mut wall = Wall::new("", "2026-11-23T06:00:00Z");
    assert_eq!(wall.told("2026-11-23T06:00:00Z"), "the clocks of this screen and of the feed differ");
    wall.step(at("2026-11-23T06:00:01Z"), Event::Server(at("2026-11-23T06:00:01Z").timestamp_millis()));
    assert_eq!(wall.told("2026-11-23T06:00:01Z"), "the clock of the feed is ahead");
}

#[test]
fn midnight_and_the_turn_of_the_year_come_while_the_board_hangs() {
    let mut wall = Wall::new("", "2026-12-31T22:58:00Z");
    assert!(wall.app.picture(at("2026-12-31T22:58:00Z")).head.cycle.contains("week\u{a0}13 of 13"));
    wall.walk("2026-12-31T22:58:00Z", "2026-12-31T22:59:55Z");
    wall.step(at("2026-12-31T23:00:00Z"), Event::Tick);
    let head = wall.app.picture(at("2026-12-31T23:00:00Z")).head;
    assert!(head.cycle.contains("over") && head.time == "00:00", "{head:?}");
}

#[test]
fn half_a_day_of_sleep_is_one_reading() {
    let mut wall = Wall::new("", "2026-11-23T12:00:00Z");
    let before = wall.asked;
    wall.step(at("2026-11-24T00:00:00Z"), Event::Tick);
    wall.step(at("2026-11-24T00:00:00Z"), Event::Tick);
    assert_eq!(wall.asked - before, 1);
    assert_eq!(wall.state("2026-11-24T00:00:00Z"), "live");
}

#[test]
fn goals_kept_over_the_night_are_told_as_old_from_their_first_picture_on() {
    let (settings, _) = resolve(None, "?feed=feed.json", "");
    let start = at("2026-11-23T08:00:00Z");
    let canvas = Canvas::of(1920.0, 1080.0, Settings::default().overscan);
    let mut app = App::new(settings, Vec::new(), Vec::new(), stockholm(), canvas, start, 1);
    app.in_parts();
    let Some(&Effect::Fetch { feed, ticket }) = app.step(start, Event::Tick).first() else {
        panic!("nothing was asked")
    };
    app.answered(start, feed, ticket, Got::Missed(Miss::Status(503), None));
    let reading = maltavla::feed::read(FEED.as_bytes()).unwrap();
    app.kept(start, feed, start.timestamp_millis() - 3_600_000, reading);
    assert!(app.is_alone());
    assert_eq!(app.picture(start).state, "stale");
    while app.is_at_work() {
        app.go_on(start);
    }
    assert_eq!(app.picture(start).state, "stale");
}

#[test]
fn in_parts_the_old_wall_stands_until_the_new_one_is_made_and_is_the_same() {
    let noon = at("2026-11-24T11:00:00Z");
    let mut at_once = Wall::new("", "2026-11-24T11:00:00Z");
    let (settings, _) = resolve(None, "?feed=feed.json", "");
    let canvas = Canvas::of(1920.0, 1080.0, Settings::default().overscan);
    let mut app = App::new(settings, Vec::new(), Vec::new(), stockholm(), canvas, noon, 1);
    app.in_parts();
    let keys = |app: &App| app.slides().iter().map(maltavla::scene::Slide::key).collect::<Vec<_>>();
    let read = |app: &mut App, feed: &str, event: Event| {
        let Some(Effect::Fetch { feed: nth, ticket }) = app.step(noon, event).pop() else { panic!("asks for nothing") };
        let reading = maltavla::feed::read(feed.as_bytes()).unwrap();
        app.answered(noon, nth, ticket, Got::Read(Box::new(reading)));
    };
    let finish = |app: &mut App| {
        let mut parts = 0;
        while app.is_at_work() {
            app.go_on(noon);
            parts += 1;
        }
        parts
    };
    read(&mut app, FEED, Event::Tick);
    assert!(app.is_alone() && app.is_at_work());
    assert!(finish(&mut app) > 1 && !app.is_alone());
    assert_eq!(keys(&app), keys(&at_once.app));

    let old = keys(&app);
    let more = FEED.replace("\"Two\" }", "\"Two\" }, { \"title\": \"Three\" }");
    read(&mut app, &more, Event::Key(Command::Read));
    app.go_on(noon);
    assert!(app.is_at_work());
    assert_eq!(keys(&app), old);
    // A wall that is turned meanwhile is made for its new shape.
    let upright = Canvas::of(1080.0, 1920.0, Settings::default().overscan);
    app.resize(upright, noon);
    assert!(finish(&mut app) > 1);
    at_once.feed = more;
    at_once.app.resize(upright, noon);
    at_once.step(noon, Event::Key(Command::Read));
    assert_eq!(keys(&app), keys(&at_once.app));
    assert_ne!(keys(&app), old);
}
