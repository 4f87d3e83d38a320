//! Throws mutations at `feed::read`: of every fixture, of the real exports and of the suites that lie beside the project.
//!
//! Nothing may panic, what is settled is sound, and what is written in the board's own format reads back to as many
//! goals. A document is kept to be changed further if its reading came out as no other's did. A fixed number of them in
//! a test run, the same each time; `FUZZ_MINUTES` (`cargo xtask fuzz --minutes 60`) goes on from another seed for so
//! long. What fails is written beside cargo's own files, with its name in the message.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::{self, Mapping, Reading, Unreadable};
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How many documents a test run takes.
const ROUNDS: u64 = 4_000;
/// The largest document that is changed: the small ones hold all there is to go wrong, in a fraction of the time.
const LARGEST: usize = 48 * 1024;
/// Values at which programs have broken.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "0",
    "-0",
    "-1",
    "0.5",
    "100",
    "1e308",
    "-1e308",
    "1e-320",
    "9007199254740993",
    "18446744073709551615",
    "-9223372036854775808",
    "\"NaN\"",
    "NaN",
    "\"12 %\"",
    "\"1 234,5\"",
    "\"-\"",
    "\"2026-02-30\"",
    "\"9999-12-31T23:59:59-23:59\"",
    "\"0000-00-00\"",
    "\"2026-W53\"",
    "\"Q5 2026\"",
    "\"\\ud800\"",
    "\"\\u202e\"",
    "\"/0/0\"",
    "[[[[[[]]]]]]",
    "{\"id\":\"a\",\"parent\":\"a\"}",
    "253402300800000",
    "1e1000",
];

/// xorshift64*: small, the same everywhere, nothing secret.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        usize::try_from(drawn % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        list.get(at).unwrap()
    }
}

/// Where the values and names of a document stand: texts with their quotes, numbers, words, and what brackets hold.
fn tokens(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut found, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => {
                while let Some(inside) = bytes.get(at) {
                    at += if *inside == b'\\' { 2 } else { 1 };
                    if *inside == b'"' {
                        break;
                    }
                }
                found.push((start, at.min(bytes.len())));
            }
            b'[' | b'{' => open.push(start),
            b']' | b'}' => found.extend(open.pop().map(|start| (start, at))),
            byte if byte.is_ascii_alphanumeric() || *byte == b'-' => {
                let more = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                while bytes.get(at).is_some_and(more) {
                    at += 1;
                }
                found.push((start, at));
            }
            _ => {}
        }
    }
    found
}

/// One document made of another, and of parts of a third.
fn mutated(of: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = of.to_vec();
    for _ in 0..=dice.below(4) {
        let all = tokens(&bytes);
        let (from, to) = if all.is_empty() { (0, 0) } else { *dice.of(&all) };
        let here = bytes.get(from..to).unwrap();
        let with: Vec<u8> = match dice.below(12) {
            0..=2 => (*dice.of(TOKENS)).into(),
            // A value of this document or of another, in this place.
            3..=6 => {
                let source: &[u8] = if dice.below(2) == 0 { other } else { &bytes };
                let theirs = tokens(source);
                let (from, to) = if theirs.is_empty() { (0, 0) } else { *dice.of(&theirs) };
                source.get(from..to).unwrap_or_default().to_vec()
            }
            // Doubled, in a list, or one level deeper.
            7 => [here, b",", here].concat(),
            8 => [b"[", here, b"]"].concat(),
            9 => [b"{\"data\":", here, b"}"].concat(),
            // Broken somewhere, as on the way.
            10 => {
                let mut broken = here.to_vec();
                let at = dice.below(broken.len());
                if let Some(byte) = broken.get_mut(at) {
                    *byte ^= *dice.of(&[1_u8, 0x20, 0x80, 0xff]);
                }
                broken
            }
            _ => Vec::new(),
        };
        bytes.splice(from..to, with);
        if bytes.len() > LARGEST {
            bytes.truncate(LARGEST);
        }
    }
    bytes
}

/// Reads as the board does, and tells what came of it in short: alike for documents that took the same way.
fn take(bytes: &[u8], mapping: Option<&[u8]>) -> u64 {
    let mut way = DefaultHasher::new();
    let parsed = mapping.map(Mapping::parse);
    let mapping = match &parsed {
        Some(Ok((mapping, notices))) => {
            notices.iter().for_each(|notice| std::mem::discriminant(&notice.problem).hash(&mut way));
            Some(mapping)
        }
        _ => None,
    };
    match feed::read_with(bytes, mapping) {
        Ok(reading) => came(&reading, &mut way),
        Err(Unreadable::UnknownShape { found, .. }) => (1, format!("{found:?}")).hash(&mut way),
        Err(refused) => std::mem::discriminant(&refused).hash(&mut way),
    }
    way.finish()
}

fn came(reading: &Reading, way: &mut DefaultHasher) {
    let drafts = std::slice::from_ref(&reading.draft);
    let (goals, settled) = feed::settle(drafts, &support::now());
    support::sound::sound(&goals);
    let native = feed::export(&reading.draft);
    let again = match feed::native(&native) {
        // Where no goal has a title there is nothing to read back, and nothing was made of it here either.
        Err(Unreadable::NoGoal { .. }) => {
            assert!(goals.objectives().is_empty() && goals.key_results().is_empty(), "refused, but there are goals");
            "no goal".hash(way);
            return;
        }
        again => again.unwrap().unwrap(),
    };
    let (goals_again, _) = feed::settle(std::slice::from_ref(&again.draft), &support::now());
    support::sound::sound(&goals_again);
    assert_eq!(goals.objectives().len(), goals_again.objectives().len(), "objectives, read back");
    assert_eq!(goals.key_results().len(), goals_again.key_results().len(), "key results, read back");
    reading.reader.hash(way);
    let told = reading.notices.iter().chain(settled.iter().flatten());
    let kinds: BTreeSet<String> = told.map(|notice| format!("{:?}", std::mem::discriminant(&notice.problem))).collect();
    kinds.hash(way);
    [goals.objectives().len(), goals.key_results().len(), goals.initiatives().len(), goals.teams().len()]
        .map(|count| count.min(3))
        .hash(way);
}

fn documents() -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = support::cases().iter().flat_map(|case| support::feeds_of(case)).collect();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    for folder in ["exports", "suites"] {
        support::exports(&shared.join(folder), &mut files);
    }
    let mut documents: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    // Of the large ones, their beginning: cut off, but the mutations make whole values of its parts.
    documents.iter_mut().for_each(|document| document.truncate(LARGEST));
    documents
}

fn mappings() -> Vec<Vec<u8>> {
    let files = support::cases().into_iter().map(|case| case.join("mapping.json"));
    files.filter_map(|file| fs::read(file).ok()).collect()
}

#[test]
fn nothing_panics() {
    let minutes = std::env::var("FUZZ_MINUTES").ok().map(|minutes| minutes.parse::<f64>().unwrap());
    let seed = minutes.map_or(7, |_| SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
    let until = minutes.map(|minutes| Instant::now() + Duration::from_secs_f64(minutes * 60.0));
    let (mut documents, mut mappings, mut dice) = (documents(), mappings(), Dice(seed | 1));
    let (begun, first) = (Instant::now(), documents.len());
    let (mut ways, mut round, mut slowest): (BTreeSet<u64>, u64, _) = (BTreeSet::new(), 0, Duration::ZERO);
    while until.map_or(round < ROUNDS, |until| Instant::now() < until) {
        let (of, other) = (dice.of(&documents).clone(), dice.of(&documents).clone());
        let document = mutated(&of, &other, &mut dice);
        let mapping = (!mappings.is_empty() && dice.below(6) == 0).then(|| {
            let (sound, other) = (dice.of(&mappings).clone(), dice.of(&mappings).clone());
            if dice.below(3) == 0 { sound } else { mutated(&sound, &other, &mut dice) }
        });
        let started = Instant::now();
        let came = catch_unwind(AssertUnwindSafe(|| take(&document, mapping.as_deref())));
        let mut took = started.elapsed();
        if took > Duration::from_secs(2) && came.is_ok() {
            // Once more: perhaps the machine was busy elsewhere.
            let started = Instant::now();
            take(&document, mapping.as_deref());
            took = took.min(started.elapsed());
        }
        let fails = came.is_err();
        if fails || took > slowest.max(Duration::from_secs(2)) {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
            let file = folder.join(format!("fuzz-{seed}-{round}.json"));
            fs::write(&file, &document).unwrap();
            if let Some(mapping) = &mapping {
                fs::write(file.with_extension("mapping.json"), mapping).unwrap();
            }
            println!("{} {} after {took:?}", if fails { "FAILED" } else { "slow:" }, file.display());
            assert!(!fails, "round {round} of seed {seed} fails: {}", file.display());
        }
        slowest = slowest.max(took);
        if came.is_ok_and(|way| ways.insert(way)) && documents.len() < 20_000 {
            mappings.extend(mapping.filter(|_| dice.below(4) == 0));
            documents.push(document);
        }
        round += 1;
    }
    println!(
        "{round} documents read in {:.0} s from {first} (seed {seed}); {} ways; the slowest took {slowest:?}",
        begun.elapsed().as_secs_f64(),
        ways.len()
    );
}
