//! What the README says can be done: the feed it shows is read without a word of complaint.

use maltavla::feed;
use maltavla::goals::{Now, Zone};

#[test]
fn the_readmes_feed_makes_a_board() {
    let readme = include_str!("../README.md");
    let feed = readme.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let reading = feed::read(feed.as_bytes()).unwrap();
    assert_eq!(reading.notices, []);
    let now = Now::new(chrono::DateTime::parse_from_rfc3339("2026-11-24T09:00:00Z").unwrap().to_utc(), Zone::UTC);
    let (goals, notices) = feed::settle(&[reading.draft], &now);
    assert_eq!(notices, [vec![]]);
    assert_eq!((goals.objectives().len(), goals.key_results().len(), goals.teams().len()), (1, 1, 1));
    assert_eq!(goals.key_results()[0].check_ins.len(), 2);
}
