//! What the reader in its worker hands over makes the same board as if the board had read the document itself.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::{self, Problem, Unreadable, handover};
use maltavla::words::en::EN;
use std::fs;

#[test]
fn what_is_handed_over_makes_the_same_board() {
    let mut goals_seen = 0;
    for file in support::cases().iter().flat_map(|case| support::feeds_of(case)) {
        let reading = feed::read(&fs::read(&file).unwrap());
        let said = |fault: &Unreadable| (EN.problems.unreadable)(fault, "goals.json");
        let (report, bytes) = handover::pack(&reading, &EN.problems.problem, &said);
        let over = handover::unpack(&report, &bytes);
        let (reading, over) = match (reading, over) {
            (Err(fault), came) => {
                assert_eq!(came, Err(Unreadable::Said(said(&fault))), "{}", file.display());
                continue;
            }
            (Ok(reading), over) => (reading, over.unwrap()),
        };
        assert_eq!((&over.reader, &over.why), (&reading.reader, &reading.why));
        let (goals, settled) = feed::settle(std::slice::from_ref(&reading.draft), &support::now());
        let (same, same_settled) = feed::settle(std::slice::from_ref(&over.draft), &support::now());
        let told = |goals| {
            let mut out = String::new();
            support::dump(goals, &mut out);
            out
        };
        assert_eq!(told(&same), told(&goals), "{}", file.display());
        assert_eq!(same_settled, settled, "{}: later notices point into the document itself", file.display());
        let groups = feed::report::grouped(reading.notices.iter());
        assert_eq!(over.notices.len(), groups.len(), "{}", file.display());
        for (notice, group) in over.notices.iter().zip(groups) {
            let words = (EN.problems.problem)(&group.first.problem);
            assert_eq!(notice.problem, Problem::Said { words, count: group.count });
            assert_eq!(notice.at, group.first.at);
        }
        goals_seen += goals.objectives().len();
    }
    assert!(goals_seen > 20);
}
