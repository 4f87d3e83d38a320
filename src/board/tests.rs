//! The board as a whole: its clock is the test's.

use super::*;
use proptest::prelude::*;

const CONFIG: Config = Config { feeds: 1, every: 60, pace: 1.0, screen: (1, 1), resume: 300, hold: None, seed: 7 };
const NETWORK: Outcome = Outcome::Missed { miss: Miss::Network, retry_after: None };
const UNREADABLE: Outcome = Outcome::Missed { miss: Miss::Unreadable, retry_after: None };
/// A Monday in 2026: a clock that was set.
const T: Millis = 1_795_392_000_000;

/// No browser's clock is farther from 1970 (ECMAScript's time range).
const CLOCKS: Millis = 8_640_000_000_000_000;

/// Slides of 8 s each: `s0`, `s1` …
fn slides(number: usize) -> Vec<Slide> {
    (0..number).map(|index| Slide { key: format!("s{index}"), load: Load::default() }).collect()
}

fn board(number: usize, config: Config) -> Board {
    let mut board = Board::new(T, config);
    board.step(T, Event::Deck(slides(number)));
    board
}

/// Slide on the wall, and until when it is held.
fn wall(board: &Board) -> (usize, Hold) {
    let showing = board.showing();
    (showing.place.unwrap().slide, showing.hold)
}

fn answered(ticket: u32, outcome: Outcome) -> Event {
    Event::Answered { feed: 0, ticket, outcome }
}

/// Follows `wake` until something is to be done; gives the milliseconds since and the effect.
fn until_effect(board: &mut Board) -> (Millis, Effect) {
    let from = board.now;
    for _ in 0..10_000 {
        let now = board.wake();
        if let [effect] = board.step(now, Event::Tick)[..] {
            return (now - from, effect);
        }
    }
    panic!("nothing happens any more");
}

/// Follows `wake` until the next request, and answers it so after a tenth of a second; gives the milliseconds before it.
fn read(board: &mut Board, outcome: Outcome) -> Millis {
    let (after, effect) = until_effect(board);
    let Effect::Fetch { ticket, .. } = effect else { panic!("{effect:?}") };
    assert_eq!(board.step(board.now + 100, answered(ticket, outcome)), []);
    after
}

fn one_feed(board: &Board) -> (Freshness, Option<Miss>) {
    let feed = board.feeds().next().unwrap();
    (feed.freshness, feed.miss)
}

#[test]
fn every_feed_is_read_at_once_and_then_on_the_minute() {
    let mut board = Board::new(T, Config { feeds: 2, ..CONFIG });
    let both = [Effect::Fetch { feed: 0, ticket: 1 }, Effect::Fetch { feed: 1, ticket: 1 }];
    assert_eq!(board.step(T, Event::Tick), both);
    assert_eq!(board.step(T, Event::Tick), [], "one request in flight");
    for feed in [0, 1] {
        board.step(T + 700, Event::Answered { feed, ticket: 1, outcome: Outcome::Read });
    }
    assert_eq!(board.step(T + 59_999, Event::Tick), []);
    assert_eq!(board.step(T + 60_000, Event::Tick).len(), 2, "counted from the first request, not from its answer");
}

#[test]
fn a_request_without_an_answer_is_given_up() {
    let mut board = Board::new(T, CONFIG);
    assert_eq!(board.step(T, Event::Tick), [Effect::Fetch { feed: 0, ticket: 1 }]);
    for (ticket, patience) in [(1, 8_000), (2, 16_000), (3, 30_000), (4, 30_000)] {
        assert_eq!(until_effect(&mut board), (patience, Effect::Abort { feed: 0, ticket }));
        let (pause, effect) = until_effect(&mut board);
        assert_eq!(effect, Effect::Fetch { feed: 0, ticket: ticket + 1 });
        assert!(pause <= 10_000, "{pause}");
    }
    assert_eq!(one_feed(&board), (Freshness::Never, Some(Miss::Timeout)));
    assert_eq!(board.step(board.now, answered(4, Outcome::Read)), [], "too late");
    assert_eq!(one_feed(&board).0, Freshness::Never);
}

#[test]
fn an_answer_that_drips_has_half_a_minute_in_all() {
    let mut board = Board::new(T, CONFIG);
    board.step(T, Event::Tick);
    for second in 1..30 {
        assert_eq!(board.step(T + second * 1_000, Event::Heard { feed: 0, ticket: 1 }), []);
    }
    assert_eq!(board.step(T + 30_000, Event::Tick), [Effect::Abort { feed: 0, ticket: 1 }]);
}

#[test]
fn misses_are_tried_again_ever_more_slowly_but_every_minute() {
    for seed in 0..50 {
        let mut board = Board::new(T, Config { seed, ..CONFIG });
        let Some(Effect::Fetch { ticket, .. }) = board.step(T, Event::Tick).first().copied() else { panic!() };
        board.step(T, answered(ticket, NETWORK));
        for expected in [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 50_000, 50_000, 50_000] {
            let after = read(&mut board, NETWORK);
            assert!((expected * 8 / 10..=expected * 12 / 10).contains(&after), "{expected}: {after}");
        }
        assert!(read(&mut board, Outcome::Read) <= 60_000);
        assert!((30_000..=90_000).contains(&read(&mut board, NETWORK)), "back on the minute");
        assert!(read(&mut board, NETWORK) <= 1_200, "a new row of misses begins quickly");
    }
}

#[test]
fn screens_do_not_ask_in_chorus() {
    let pauses = (0..20).map(|seed| {
        let mut board = Board::new(T, Config { seed, ..CONFIG });
        board.step(T, Event::Tick);
        board.step(T, answered(1, NETWORK));
        board.wake()
    });
    assert!(pauses.collect::<std::collections::BTreeSet<_>>().len() > 15);
}

#[test]
fn the_server_may_ask_for_five_minutes() {
    for (name, retry_after, wait) in [
        ("two minutes", Some(120), 120_000),
        ("a day", Some(86_400), 300_000),
        ("more than fits", Some(u32::MAX), 300_000),
    ] {
        let mut board = Board::new(T, CONFIG);
        board.step(T, Event::Tick);
        board.step(T, answered(1, Outcome::Missed { miss: Miss::Status(503), retry_after }));
        assert_eq!(until_effect(&mut board).0, wait, "{name}");
    }
}

#[test]
fn headers_that_ask_to_wait_are_understood() {
    for (name, header, seconds) in [
        ("seconds", "120", Some(120)),
        ("seconds with space", " 3 ", Some(3)),
        ("a date", "Mon, 23 Nov 2026 00:00:30 GMT", Some(30)),
        ("a date gone by", "Mon, 23 Nov 2026 00:00:00 GMT", Some(0)),
        ("a date far off", "Tue, 23 Nov 9999 00:00:00 GMT", Some(u32::MAX)),
        ("less than nothing", "-5", None),
        ("more than fits", "99999999999", None),
        ("nothing", "", None),
        ("no date", "soon", None),
    ] {
        assert_eq!(
            retry_after(header, T, |date| Some(chrono::DateTime::parse_from_rfc2822(date).ok()?.timestamp_millis())),
            seconds,
            "{name}"
        );
    }
}

#[test]
fn a_single_slip_is_mended_without_a_word() {
    let mut board = board(3, CONFIG);
    board.step(T, answered(1, Outcome::Read));
    let since = T;
    assert_eq!(board.state(), State::Live);
    for (miss, freshness, told, state) in [
        (UNREADABLE, Freshness::Fresh, None, State::Live),
        (UNREADABLE, Freshness::Stale { since }, Some(Miss::Unreadable), State::Stale),
        (NETWORK, Freshness::Stale { since }, Some(Miss::Network), State::Offline),
    ] {
        read(&mut board, miss);
        assert_eq!((one_feed(&board), board.state()), ((freshness, told), state));
    }
    read(&mut board, Outcome::Read);
    assert_eq!((one_feed(&board), board.state()), ((Freshness::Fresh, None), State::Live));
}

#[test]
fn a_stream_is_followed_without_haste() {
    let mut board = Board::new(T, CONFIG);
    board.step(T, Event::Tick);
    board.step(T, answered(1, Outcome::Read));
    assert_eq!(board.step(T + 10_000, Event::Push), [Effect::Fetch { feed: 0, ticket: 2 }]);
    assert_eq!(board.step(T + 10_100, Event::Push), [], "one request in flight");
    assert_eq!(board.step(T + 10_200, answered(2, Outcome::Read)), []);
    assert_eq!(
        until_effect(&mut board),
        (1_000, Effect::Fetch { feed: 0, ticket: 3 }),
        "that answer may be old already"
    );
    board.step(board.now, answered(3, Outcome::Read));
    assert_eq!(board.step(board.now + 10, Event::Push), [], "not twice in a second");
    assert_eq!(until_effect(&mut board).0, 990);
    board.step(board.now, answered(4, NETWORK));
    assert_eq!(board.step(board.now + 10, Event::Push), [], "a feed that fails gets its rest");
    assert_eq!(
        board.step(board.now + 20, Event::Online),
        [Effect::Fetch { feed: 0, ticket: 5 }],
        "the network is back"
    );
    board.step(board.now, answered(5, NETWORK));
    assert_eq!(board.step(board.now + 10, Event::Key(Command::Read)), [Effect::Fetch { feed: 0, ticket: 6 }]);
}

#[test]
fn a_night_asleep_leads_to_one_reading_and_the_right_slide() {
    let mut board = board(5, CONFIG);
    board.step(T, answered(1, Outcome::Read));
    let morning = T + 12 * 3_600_000;
    assert_eq!(board.step(morning, Event::Tick), [Effect::Fetch { feed: 0, ticket: 2 }]);
    assert_eq!(board.step(morning + 1, Event::Tick), []);
    assert_eq!(one_feed(&board).0, Freshness::Stale { since: T });
    assert_eq!(board.state(), State::Stale, "old until read");
    assert_eq!(board.showing().place, Turn::new(&[8; 5], (1, 1)).at(morning));
    board.step(morning + 500, answered(2, Outcome::Read));
    assert_eq!(board.state(), State::Live);
    assert!(until_effect(&mut board).0 <= 90_000);
}

#[test]
fn a_night_asleep_in_the_middle_of_a_request_gives_it_up() {
    let mut board = board(5, CONFIG);
    let morning = T + 12 * 3_600_000;
    assert_eq!(board.step(morning, Event::Tick), [Effect::Abort { feed: 0, ticket: 1 }]);
    let (after, effect) = until_effect(&mut board);
    assert_eq!(effect, Effect::Fetch { feed: 0, ticket: 2 });
    assert!(after <= 1_200);
}

#[test]
fn a_clock_that_is_set_back_delays_nothing() {
    for jump in [-1, -3_600_000, -50 * 365 * 86_400_000] {
        let mut board = board(5, CONFIG);
        board.step(T + 100, answered(1, Outcome::Read));
        board.step(T + 30_000, Event::Key(Command::Hold));
        let back = T + 30_000 + jump;
        assert_eq!(board.step(back, Event::Tick), []);
        assert_eq!(wall(&board).1, Hold::Until(back + 300_000));
        assert_eq!(until_effect(&mut board).0, 30_000, "{jump}");
        board.step(board.now, Event::Key(Command::Release));
        assert_eq!(board.showing().place, Turn::new(&[8; 5], (1, 1)).at(board.now), "{jump}");
    }
}

#[test]
fn a_clock_that_started_in_1970_makes_nothing_56_years_old() {
    let mut board = Board::new(0, CONFIG);
    board.step(0, Event::Deck(slides(2)));
    board.step(100, answered(1, Outcome::Read));
    assert_eq!(board.step(T, Event::Tick), []);
    assert_eq!((one_feed(&board).0, board.state()), (Freshness::Fresh, State::Live));
    read(&mut board, NETWORK);
    read(&mut board, NETWORK);
    assert_eq!(one_feed(&board).0, Freshness::Stale { since: T });
}

#[test]
fn the_page_tells_its_state() {
    use Outcome::Read;
    let states = |feeds: usize, outcomes: &[(usize, Outcome)], deck: Option<usize>| {
        let mut board = Board::new(T, Config { feeds, ..CONFIG });
        board.step(T, Event::Tick);
        let mut now = T;
        for &(feed, outcome) in outcomes {
            board.step(now, Event::Answered { feed, ticket: 1, outcome });
            if outcome != Read {
                // On to the second try, but not so far that the others' time is over.
                now += 1_500;
                let again = board.step(now, Event::Tick);
                assert_eq!(again, [Effect::Fetch { feed, ticket: 2 }]);
                board.step(now, Event::Answered { feed, ticket: 2, outcome });
            }
        }
        if let Some(number) = deck {
            board.step(now, Event::Deck(slides(number)));
        }
        board.state().name()
    };
    let refused = Outcome::Missed { miss: Miss::of_status(401), retry_after: None };
    for (name, told, expected) in [
        ("the demo before it is made", states(0, &[], None), "booting"),
        ("the demo", states(0, &[], Some(3)), "live"),
        ("no answer yet", states(1, &[], None), "booting"),
        ("read, and shown", states(1, &[(0, Read)], Some(3)), "live"),
        ("read, and the slides are not made yet", states(1, &[(0, Read)], None), "booting"),
        ("read, no goals in it", states(1, &[(0, Read)], Some(0)), "empty"),
        ("refused", states(1, &[(0, refused)], None), "broken"),
        ("no network, and nothing to show", states(1, &[(0, NETWORK)], None), "broken"),
        ("goals kept from before, no answer yet", states(1, &[], Some(3)), "stale"),
        ("goals kept from before, no network", states(1, &[(0, NETWORK)], Some(3)), "offline"),
        ("goals kept from before, refused", states(1, &[(0, refused)], Some(3)), "stale"),
        ("one of two feeds, the other on its way", states(2, &[(0, Read)], Some(3)), "live"),
        ("one of two feeds, the other unreachable", states(2, &[(0, Read), (1, NETWORK)], Some(3)), "stale"),
        ("one of two feeds unreachable, the other on its way", states(2, &[(1, NETWORK)], None), "booting"),
        ("neither of two", states(2, &[(0, NETWORK), (1, refused)], None), "broken"),
        ("no goals in one of two, the other unreachable", states(2, &[(0, Read), (1, NETWORK)], Some(0)), "empty"),
    ] {
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn keys_hold_the_board_and_it_goes_on_by_itself() {
    use Command::*;
    // At T the wall clock shows slide T / 8 s mod 12.
    let start = usize::try_from(T / 8_000 % 12).unwrap();
    let held = super::Hold::Until(T + 300_000);
    for (name, commands, slide, hold) in [
        ("hold", vec![Command::Hold], start, held),
        ("hold and go on", vec![Toggle, Toggle], start, super::Hold::Free),
        ("OK", vec![Ok], start, held),
        ("OK twice", vec![Ok, Ok], start, super::Hold::Free),
        ("next", vec![Next], (start + 1) % 12, held),
        ("next and back again", vec![Next, Previous], start, held),
        ("around the end", vec![Last, Next], 0, held),
        ("around the start", vec![First, Previous], 11, held),
        ("a number", vec![Show(5)], 4, held),
        ("no such number", vec![Show(13)], start, super::Hold::Free),
        ("nought", vec![Show(0)], start, super::Hold::Free),
        ("a number beyond all", vec![Show(usize::MAX)], start, super::Hold::Free),
        ("a digit", vec![Digit(3)], 2, held),
        ("two digits", vec![Digit(1), Digit(2)], 11, held),
        ("two digits beyond the last are two numbers", vec![Digit(3), Digit(4)], 3, held),
        ("a third digit begins anew", vec![Digit(1), Digit(2), Digit(1)], 0, held),
        ("another key between digits", vec![Digit(1), Next, Digit(2)], 1, held),
        ("back lets go", vec![Next, Back], start, super::Hold::Free),
        ("release when free", vec![Release], start, super::Hold::Free),
        ("asking for the keys holds", vec![Keys], start, held),
        ("and lets go again", vec![Keys, Keys], start, super::Hold::Free),
        ("but not what was held before", vec![Next, Keys, Keys], (start + 1) % 12, held),
        ("nor what was held meanwhile", vec![Keys, Next, Keys], (start + 1) % 12, held),
        ("from one paper to the other and back", vec![Keys, Report, Back], start, super::Hold::Free),
    ] {
        let mut board = board(12, CONFIG);
        for command in commands {
            board.step(T, Event::Key(command));
        }
        assert_eq!(wall(&board), (slide, hold), "{name}");
        // It goes on by itself, and whatever lay over it is gone.
        board.step(T + 300_000, Event::Tick);
        let showing = board.showing();
        assert_eq!((showing.hold, showing.overlay), (super::Hold::Free, None), "{name}");
        assert_eq!(showing.place, Turn::new(&[8; 12], (1, 1)).at(T + 300_000), "{name}");
    }
}

#[test]
fn digits_far_apart_are_two_numbers() {
    for (pause, slide) in [(1_500, 11), (1_501, 1)] {
        let mut board = board(12, CONFIG);
        board.step(T, Event::Key(Command::Digit(1)));
        board.step(T + pause, Event::Key(Command::Digit(2)));
        assert_eq!(wall(&board).0, slide, "{pause}");
    }
}

#[test]
fn any_key_gives_the_whole_time_again() {
    let mut board = board(3, CONFIG);
    board.step(T, Event::Key(Command::Hold));
    board.step(T + 200_000, Event::Key(Command::Report));
    assert_eq!(wall(&board).1, Hold::Until(T + 500_000));
    assert_eq!(board.showing().overlay, Some(Overlay::Report));
    let mut board = super::tests::board(3, Config { resume: 0, ..CONFIG });
    board.step(T, Event::Key(Command::Hold));
    board.step(T + 86_400_000, Event::Tick);
    assert_eq!(wall(&board).1, Hold::Standing);
}

#[test]
fn only_what_is_of_use_is_taken_from_the_browser() {
    let mut board = board(3, CONFIG);
    assert!(board.has_use_for(Command::Next) && !board.has_use_for(Command::Back));
    board.step(T, Event::Key(Command::Keys));
    assert!(board.has_use_for(Command::Back));
}

#[test]
fn the_screen_is_filled_on_ok_and_f() {
    for (command, effects) in [
        (Command::Ok, vec![Effect::FullScreen { leave: false }]),
        (Command::FullScreen, vec![Effect::FullScreen { leave: true }]),
        (Command::Toggle, vec![]),
    ] {
        assert_eq!(board(3, Config { feeds: 0, ..CONFIG }).step(T, Event::Key(command)), effects);
    }
}

#[test]
fn a_board_starts_held_where_it_is_told() {
    for (hold, slide) in [(1, 0), (3, 2), (99, 4), (0, 0)] {
        let mut board = board(0, Config { hold: Some(hold), ..CONFIG });
        assert_eq!(board.showing().place, None);
        board.step(T + 1_000, Event::Deck(slides(5)));
        assert_eq!(wall(&board), (slide, Hold::Until(T + 301_000)));
        board.step(T + 301_000, Event::Deck(slides(5)));
        assert_eq!(wall(&board).1, Hold::Free, "only at the start");
    }
}

#[test]
fn a_held_slide_is_followed_to_its_new_place() {
    let mut board = board(5, CONFIG);
    board.step(T, Event::Key(Command::Show(4)));
    let mut turned = slides(5);
    turned.reverse();
    board.step(T, Event::Deck(turned));
    assert_eq!(wall(&board), (1, Hold::Until(T + 300_000)));
    board.step(T, Event::Deck(slides(3)));
    assert_eq!(wall(&board).1, Hold::Free, "the slide is there no more");
    assert_eq!(board.showing().place, Turn::new(&[8; 3], (1, 1)).at(T));
}

#[test]
fn nothing_to_show_is_no_trouble() {
    let mut board = board(0, CONFIG);
    let showing = board.showing();
    for command in [Command::Next, Command::Previous, Command::First, Command::Last, Command::Hold, Command::Digit(0)] {
        board.step(T, Event::Key(command));
        assert_eq!(board.showing(), showing);
    }
    board.step(T, Event::Key(Command::Report));
    assert_eq!(board.showing().overlay, Some(Overlay::Report), "why there is nothing can be asked");
    board.step(T + 300_000, Event::Tick);
    assert_eq!(board.showing().overlay, None);
}

#[test]
fn the_pointer_hides_after_three_seconds() {
    let mut board = board(3, CONFIG);
    board.step(T, answered(1, Outcome::Read));
    assert!(!board.showing().pointer);
    board.step(T + 1_000, Event::Pointer);
    assert!(board.showing().pointer);
    assert!(board.wake() <= T + 4_000);
    board.step(T + 3_999, Event::Tick);
    assert!(board.showing().pointer);
    board.step(T + 4_000, Event::Tick);
    assert!(!board.showing().pointer);
}

#[test]
fn a_resting_board_reads_nothing_until_shortly_before_it_wakes() {
    let mut board = board(3, CONFIG);
    board.step(T, answered(1, Outcome::Read));
    let morning = T + 13 * 3_600_000;
    board.step(T + 30_000, Event::Rest(Some(morning)));
    assert_eq!(board.state(), State::Resting);
    let (after, effect) = until_effect(&mut board);
    assert_eq!((T + 30_000 + after, effect), (morning - 120_000, Effect::Fetch { feed: 0, ticket: 2 }));
    board.step(board.now + 500, answered(2, Outcome::Read));
    assert_eq!(board.state(), State::Resting);
    board.step(morning, Event::Rest(None));
    assert_eq!(board.state(), State::Live, "it wakes with fresh goals");
}

#[test]
fn a_request_that_is_out_when_the_rest_begins_is_ended() {
    let mut board = board(3, CONFIG);
    board.step(T + 1_000, Event::Rest(Some(T + 3_600_000)));
    assert_eq!(until_effect(&mut board), (7_000, Effect::Abort { feed: 0, ticket: 1 }));
}

#[test]
fn whoever_is_at_hand_wakes_a_resting_board_for_a_while() {
    let mut board = board(3, CONFIG);
    board.step(T, answered(1, Outcome::Read));
    board.step(T, Event::Rest(Some(T + 36_000_000)));
    let night = T + 3_600_000;
    let here = board.showing().place.map(|place| place.slide);
    assert!(board.has_use_for(Command::Back));
    assert_eq!(board.step(night, Event::Key(Command::Next)), [Effect::Fetch { feed: 0, ticket: 2 }]);
    assert_eq!((board.state(), board.showing().hold), (State::Stale, Hold::Free), "the key did nothing else");
    board.step(night + 500, answered(2, Outcome::Read));
    assert_eq!(board.state(), State::Live);
    board.step(night + 200_000, Event::Key(Command::Toggle));
    board.step(night + 499_999, Event::Tick);
    assert_ne!(board.state(), State::Resting, "each key gives the whole time again");
    board.step(night + 500_000, Event::Tick);
    assert_eq!(board.state(), State::Resting);
    assert!(here.is_some());
}

/// Anything that can happen, with the time that passes before it: mostly little, sometimes much, sometimes back.
fn happenings() -> impl Strategy<Value = Vec<(Millis, Event)>> {
    use Command::*;
    let pause = prop_oneof![
        6 => 0..20_000_i64,
        2 => 0..400_000_i64,
        1 => -4_000_000..100_000_000_i64,
        1 => prop_oneof![Just(-CLOCKS), Just(CLOCKS), Just(-T)],
    ];
    let outcome = prop_oneof![
        Just(Outcome::Read),
        Just(NETWORK),
        (0..1_000_u32).prop_map(|s| Outcome::Missed { miss: Miss::Status(503), retry_after: Some(s) }),
    ];
    let command = prop::sample::select(vec![
        Next,
        Previous,
        First,
        Last,
        Show(2),
        Show(0),
        Digit(0),
        Digit(1),
        Hold,
        Release,
        Toggle,
        Ok,
        Back,
        FullScreen,
        Keys,
        Report,
        Read,
    ]);
    let event = prop_oneof![
        4 => Just(Event::Tick),
        1 => (0..20_usize).prop_map(|number| Event::Deck(slides(number))),
        3 => (0..3_usize, 0..12_u32, outcome).prop_map(|(feed, ticket, outcome)| Event::Answered { feed, ticket, outcome }),
        1 => (0..3_usize, 0..12_u32).prop_map(|(feed, ticket)| Event::Heard { feed, ticket }),
        1 => (0..3_usize, 0..12_u32).prop_map(|(feed, ticket)| Event::Came { feed, ticket }),
        1 => (0..3_usize, any::<i32>()).prop_map(|(feed, since)| Event::Kept { feed, since: T + Millis::from(since) }),
        1 => prop::sample::select(vec![Event::Push, Event::Online, Event::Pointer]),
        1 => prop::option::of(any::<i32>()).prop_map(|until| Event::Rest(until.map(|until| T + Millis::from(until)))),
        1 => any::<i32>().prop_map(|there| Event::Server(T + Millis::from(there))),
        2 => command.prop_map(Event::Key),
    ];
    prop::collection::vec((pause, event), 1..80)
}

proptest! {
    #[test]
    fn whatever_happens_the_board_keeps_its_promises(happenings in happenings(), start in prop::sample::select(vec![0, T])) {
        let mut board = Board::new(start, Config { feeds: 2, ..CONFIG });
        let mut now = start;
        let mut out = [None, None];
        for (pause, event) in happenings {
            now = (now + pause).clamp(-CLOCKS, CLOCKS);
            if let Event::Answered { feed, ticket, .. } = event && feed < 2 && out[feed] == Some(ticket) {
                out[feed] = None;
            }
            for effect in board.step(now, event) {
                match effect {
                    Effect::Fetch { feed, ticket } => {
                        prop_assert_eq!(out[feed], None, "one request in flight");
                        out[feed] = Some(ticket);
                    }
                    Effect::Abort { feed, ticket } => {
                        prop_assert_eq!(out[feed], Some(ticket));
                        out[feed] = None;
                    }
                    Effect::FullScreen { .. } => {}
                }
            }
            let showing = board.showing();
            prop_assert!(board.wake() > now);
            prop_assert!(board.wake() <= now.saturating_add(LONGEST_NAP));
            prop_assert_eq!(showing.place.is_some(), showing.slides > 0);
            if let Some(place) = showing.place {
                prop_assert!(place.slide < showing.slides);
                prop_assert!(place.began <= now);
                prop_assert!(showing.hold != Hold::Free || now <= place.ends);
            }
            for feed in board.feeds() {
                prop_assert!(!matches!(feed.freshness, Freshness::Stale { since } if since > now), "age is never negative");
            }
            prop_assert_eq!(board.step(now, Event::Tick), vec![], "twice is once");
            prop_assert_eq!(board.showing(), showing);
        }
        // Left alone, with a dead network, it neither stops nor spins: 10 minutes, 9 s a slide, some tries a feed.
        let end = now + 600_000;
        let mut steps = 0;
        while board.now < end {
            board.step(board.wake(), Event::Tick);
            steps += 1;
        }
        prop_assert!((10..400).contains(&steps), "{}", steps);
    }

    #[test]
    fn screens_with_the_same_slides_fall_into_step(
        old in prop::collection::vec(0..200_u32, 0..20),
        new in prop::collection::vec(0..200_u32, 0..20),
        boots in (0..1_000_000_i64, 0..1_000_000_i64),
    ) {
        let deck = |words: &[u32]| {
            let slide = |(index, words): (usize, &u32)| Slide { key: format!("s{index}"), load: Load { words: *words, ..Load::default() } };
            Event::Deck(words.iter().enumerate().map(slide).collect())
        };
        let (mut first, mut second) = (Board::new(T, CONFIG), Board::new(T, CONFIG));
        first.step(T + boots.0, deck(&old));
        first.step(T + boots.0 + 1_000, deck(&new));
        second.step(T + boots.1, deck(&new));
        let together = T + boots.0.max(boots.1) + 1_000 + 45_000;
        for now in (together..together + 300_000).step_by(777) {
            first.step(now, Event::Tick);
            second.step(now, Event::Tick);
            let mut reloaded = Board::new(now, CONFIG);
            reloaded.step(now, deck(&new));
            prop_assert_eq!(first.showing(), second.showing());
            prop_assert_eq!(first.showing(), reloaded.showing());
        }
    }
}
