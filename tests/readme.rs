//! What the README says can be done: the feed and the mapping it shows are read without a word of complaint.

use maltavla::feed::{self, Mapping};
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

#[test]
fn the_readmes_mapping_reads_what_it_says() {
    let readme = include_str!("../README.md");
    let mapping = readme.split("```json").nth(2).and_then(|rest| rest.split("```").next()).unwrap();
    let (mapping, notices) = Mapping::parse(mapping.as_bytes()).unwrap();
    assert_eq!(notices, []);
    let document = r#"{
        "users": [{ "id": 7, "name": "Ada" }],
        "goals": [
            { "id": 1, "level": "area", "name": "Water" },
            { "id": 2, "level": "objective", "headline": "Clean", "unit": "Lab", "ownerId": 7, "light": "Y", "measures": [
                { "name": "Fit to swim", "from": "10,5 %", "to": "90 %", "history": [{ "week": "2026-W46", "value": "1.5" }] }
            ] }
        ]
    }"#;
    let reading = feed::read_with(document.as_bytes(), Some(&mapping)).unwrap();
    assert_eq!(reading.notices, []);
    let (objective, key_result) = (&reading.draft.objectives[0].goal, &reading.draft.key_results[0]);
    assert_eq!((objective.title.as_deref(), objective.owner.as_deref()), (Some("Clean"), Some("Ada")));
    assert_eq!(objective.confidence, Some(maltavla::goals::Confidence::AtRisk));
    assert_eq!((key_result.measure.start, key_result.measure.unit.as_deref()), (Some(10.5), Some("%")));
    assert_eq!(key_result.goal.check_ins.len(), 1);
}
