//! Numbers, days, times and ages as a reader of a language writes them.
//!
//! Knows how things are written, never which of them to show. Numbers and what they count are held together by
//! no-break spaces, so that a line never ends between them.

use crate::feed::letters::{is_letter, small};
use crate::goals::Unit;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike};

/// The space that holds a number and its unit together.
pub const NBSP: char = '\u{a0}';
/// The minus sign, as wide as the plus.
pub const MINUS: char = '\u{2212}';

/// How one language writes numbers, days and ages.
#[derive(Debug)]
pub struct Format {
    /// Between groups of three digits.
    pub group: char,
    /// Before the decimals.
    pub decimal: char,
    /// After a number of millions.
    pub million: &'static str,
    /// After a number of billions (thousand millions).
    pub billion: &'static str,
    /// Months, short, from January.
    pub months: [&'static str; 12],
    /// Days of the week, from Monday.
    pub weekdays: [&'static str; 7],
    /// Nought to twelve in letters.
    pub small: [&'static str; 13],
    /// One second, many seconds; and so on for the longer ones.
    pub seconds: (&'static str, &'static str),
    /// Minutes.
    pub minutes: (&'static str, &'static str),
    /// Hours.
    pub hours: (&'static str, &'static str),
    /// Days.
    pub days: (&'static str, &'static str),
    /// Weeks.
    pub weeks: (&'static str, &'static str),
    /// Years.
    pub years: (&'static str, &'static str),
    /// Less than a minute ago.
    pub just_now: &'static str,
    /// The day before yesterday up to the day after tomorrow, where the language has a word: -2 to 2.
    pub near_days: [Option<&'static str>; 5],
    /// One week ago.
    pub week_ago: &'static str,
    /// A span of time ago, given the span.
    pub ago: fn(&str) -> String,
    /// A span of time to come, given the span.
    pub ahead: fn(&str) -> String,
    /// Before the last of several.
    pub and: &'static str,
    /// Around what somebody said.
    pub quotes: (char, char),
}

impl Format {
    /// A number with as many decimals as its size asks for, and no trailing noughts: three below 0.1, two below 10,
    /// one below 1,000, else none. From ten millions on it is told in millions, from ten billions in billions.
    /// What is no number is a dash.
    pub fn number(&self, value: f64) -> String {
        let size = value.abs();
        match size {
            _ if !size.is_finite() => String::from("–"),
            _ if size < 0.1 => self.decimals(value, 3),
            _ if size < 10.0 => self.decimals(value, 2),
            _ if size < 1e3 => self.decimals(value, 1),
            _ if size < 1e7 => self.decimals(value, 0),
            _ if size < 1e10 => self.named(value / 1e6, self.million),
            _ if size < 1e15 => self.named(value / 1e9, self.billion),
            // Beyond any measure of an office: said to be so, and kept short.
            _ if value < 0.0 => format!("<{NBSP}{}", self.named(-1e6, self.billion)),
            _ => format!(">{NBSP}{}", self.named(1e6, self.billion)),
        }
    }

    fn named(&self, value: f64, name: &str) -> String {
        let decimals = u32::from(value.abs() < 100.0);
        format!("{}{NBSP}{name}", self.decimals(value, decimals))
    }

    /// A number with at most so many decimals (0 to 3), without trailing noughts.
    pub fn decimals(&self, value: f64, decimals: u32) -> String {
        let scale = 10_u64.pow(decimals.min(3));
        let scaled = (value.abs() * scale as f64).round() as u64;
        let mut text = String::new();
        if value < 0.0 && scaled > 0 {
            text.push(MINUS);
        }
        self.push_grouped(&mut text, scaled / scale);
        let (mut rest, mut digits) = (scaled % scale, decimals.min(3) as usize);
        while digits > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            digits -= 1;
        }
        if digits > 0 {
            text.push(self.decimal);
            text.push_str(&format!("{rest:0digits$}"));
        }
        text
    }

    /// A count: whole, grouped.
    pub fn count(&self, count: u64) -> String {
        let mut text = String::new();
        self.push_grouped(&mut text, count);
        text
    }

    fn push_grouped(&self, text: &mut String, whole: u64) {
        let digits = whole.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
    }

    /// A whole number with its sign: '+6', '−3', '0'.
    pub fn signed(&self, value: i64) -> String {
        let sign = match value {
            0 => "",
            1.. => "+",
            _ => "\u{2212}",
        };
        format!("{sign}{}", self.count(value.unsigned_abs()))
    }

    /// A value with its unit: '44 h', '22.6 kr', '89 %', '$1,200', '26,300'.
    pub fn value(&self, value: f64, unit: &Unit) -> String {
        self.with_unit(self.number(value), unit)
    }

    /// A change of value, the unit said once: '24,900 → 26,300', '71 → 74 %'.
    pub fn change(&self, from: f64, to: f64, unit: &Unit) -> String {
        let (from, to) = (self.number(from), self.number(to));
        match unit.before {
            true => format!("{}{NBSP}→ {}", self.with_unit(from, unit), self.with_unit(to, unit)),
            false => self.with_unit(format!("{from}{NBSP}→ {to}"), unit),
        }
    }

    fn with_unit(&self, number: String, unit: &Unit) -> String {
        if unit.text.is_empty() {
            return number;
        }
        if !unit.before {
            return format!("{number}{NBSP}{}", unit.text);
        }
        let (sign, size) = match number.strip_prefix(MINUS) {
            Some(size) => ("\u{2212}", size),
            None => ("", number.as_str()),
        };
        // A sign clings to its number ('$5'), a word keeps its distance ('SEK 5').
        let gap = if unit.text.ends_with(|c: char| is_letter(c) && !c.is_ascii_digit()) { "\u{a0}" } else { "" };
        format!("{sign}{}{gap}{size}", unit.text)
    }

    /// A share in whole percent, without the sign: '58', '112', '−4'. What is not quite reached never reads 100.
    pub fn percent_number(&self, share: f64) -> String {
        if !share.is_finite() {
            return String::from("–");
        }
        let percent = (share * 100.0).round();
        self.decimals(if share < 1.0 { percent.min(99.0) } else { percent }, 0)
    }

    /// A share in whole percent: '58 %'.
    pub fn percent(&self, share: f64) -> String {
        format!("{}{NBSP}%", self.percent_number(share))
    }

    /// A day: '24 Nov', '24 nov'.
    pub fn date(&self, day: NaiveDate) -> String {
        format!("{}{NBSP}{}", day.day(), self.month(day))
    }

    /// A day, with its year where that is another than today's.
    pub fn date_near(&self, day: NaiveDate, today: NaiveDate) -> String {
        match day.year() == today.year() {
            true => self.date(day),
            false => format!("{}{NBSP}{}", self.date(day), day.year()),
        }
    }

    /// A day's month, short: 'Nov', 'nov'.
    pub fn month(&self, day: NaiveDate) -> &'static str {
        self.months.get(day.month0() as usize).copied().unwrap_or_default()
    }

    /// A day's name: 'Monday', 'måndag'.
    pub fn weekday(&self, day: NaiveDate) -> &'static str {
        self.weekdays.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
    }

    /// A time of day: '09:42'.
    pub fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// So many of something: '1 week', '19 days'.
    pub fn plural(&self, count: u64, (one, many): (&str, &str)) -> String {
        format!("{}{NBSP}{}", self.count(count), if count == 1 { one } else { many })
    }

    /// A span of time in its largest fitting unit: '40 seconds', '3 minutes', '2 hours', '19 days', '9 weeks',
    /// '2 years'. Days are told up to 59, as 'gone quiet' is counted in them. Below nought counts as nought.
    pub fn duration(&self, span: TimeDelta) -> String {
        let seconds = span.num_seconds().max(0) as u64;
        const DAY: u64 = 86_400;
        match seconds {
            0..60 => self.plural(seconds, self.seconds),
            60..3_600 => self.plural(seconds / 60, self.minutes),
            3_600..DAY => self.plural(seconds / 3_600, self.hours),
            _ => self.plural_days(seconds / DAY),
        }
    }

    /// So many days, or from 60 on weeks, from two years on years.
    pub fn plural_days(&self, days: u64) -> String {
        match days {
            0..60 => self.plural(days, self.days),
            60..730 => self.plural(days / 7, self.weeks),
            _ => self.plural(days / 365, self.years),
        }
    }

    /// How long ago, from a span of time: 'just now', '3 minutes ago'.
    pub fn ago(&self, span: TimeDelta) -> String {
        match span.num_seconds() {
            ..60 => String::from(self.just_now),
            _ => (self.ago)(&self.duration(span)),
        }
    }

    /// How many calendar days ago, as people say it: 'today', 'yesterday', 'two days ago' ('i förrgår'), 'a week ago';
    /// negative for days to come: 'tomorrow', 'in three days'.
    pub fn days_ago(&self, days: i64) -> String {
        let word = usize::try_from(days.saturating_add(2)).ok().and_then(|i| self.near_days.get(i).copied().flatten());
        let span = || match days.unsigned_abs() {
            days @ 0..14 => self.in_letters(days, self.days),
            days @ 14..60 => self.in_letters(days / 7, self.weeks),
            days => self.plural_days(days),
        };
        match (word, days) {
            (Some(word), _) => String::from(word),
            (None, 7) => String::from(self.week_ago),
            (None, 1..) => (self.ago)(&span()),
            (None, _) => (self.ahead)(&span()),
        }
    }

    fn in_letters(&self, count: u64, names: (&str, &str)) -> String {
        let small = usize::try_from(count).ok().and_then(|i| self.small.get(i));
        match small {
            Some(word) => format!("{word}{NBSP}{}", if count == 1 { names.0 } else { names.1 }),
            None => self.plural(count, names),
        }
    }

    /// Several things in a row: 'a, b and c'.
    pub fn list(&self, things: &[&str]) -> String {
        match things {
            [] => String::new(),
            [one] => String::from(*one),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.and),
        }
    }

    /// What somebody said, between the language's marks.
    pub fn quote(&self, said: &str) -> String {
        format!("{}{said}{}", self.quotes.0, self.quotes.1)
    }
}

/// The number of a day's week after ISO 8601: Monday to Sunday, week 1 has the year's first Thursday.
pub fn week_of(day: NaiveDate) -> u32 {
    day.iso_week().week()
}

/// A word as it stands inside a sentence: its first letter small.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| std::iter::once(small(first)).chain(letters).collect()).unwrap_or_default()
}

/// A text's beginning, where it is too long to be quoted whole.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{}…", start.trim_end()),
        None => String::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{en::EN, sv::SV};

    fn plain(text: &str) -> String {
        text.replace(NBSP, " ")
    }

    fn unit(text: &str) -> Unit {
        Unit { text: text.into(), before: false }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        for (value, en, sv) in [
            (0.0, "0", "0"),
            (-0.0, "0", "0"),
            (-0.0001, "0", "0"),
            (8.9, "8.9", "8,9"),
            (2.75, "2.75", "2,75"),
            (0.034, "0.034", "0,034"),
            (0.05, "0.05", "0,05"),
            (9.999, "10", "10"),
            (44.5, "44.5", "44,5"),
            (99.96, "100", "100"),
            (999.96, "1,000", "1 000"),
            (1234.5, "1,235", "1 235"),
            (24_900.0, "24,900", "24 900"),
            (620_000.0, "620,000", "620 000"),
            (-1_190.0, "−1,190", "−1 190"),
            (-4.25, "−4.25", "−4,25"),
            (12_430_000.0, "12.4 million", "12,4 miljoner"),
            (1_240_000_000.0, "1,240 million", "1 240 miljoner"),
            (3.2e10, "32 billion", "32 miljarder"),
            (1e300, "> 1,000,000 billion", "> 1 000 000 miljarder"),
            (-1e300, "< −1,000,000 billion", "< −1 000 000 miljarder"),
            (f64::NAN, "–", "–"),
            (f64::INFINITY, "–", "–"),
        ] {
            assert_eq!(plain(&EN.format.number(value)), en, "{value} in English");
            assert_eq!(plain(&SV.format.number(value)), sv, "{value} in Swedish");
        }
        assert_eq!(plain(&SV.format.decimals(1234.5, 1)), "1 234,5");
        assert_eq!(SV.format.number(1234.0), "1\u{a0}234", "no line ends inside a number");
        assert_eq!(["0", "+6", "−1,003"], [0, 6, -1003].map(|n| EN.format.signed(n)).each_ref().map(String::as_str));
    }

    #[test]
    fn values_carry_their_unit() {
        let before = |text: &str| Unit { text: text.into(), before: true };
        for (value, unit, en, sv) in [
            (44.0, unit("h"), "44 h", "44 h"),
            (22.6, unit("kr"), "22.6 kr", "22,6 kr"),
            (89.0, unit("%"), "89 %", "89 %"),
            (-4.0, unit("%"), "−4 %", "−4 %"),
            (1200.0, before("$"), "$1,200", "$1 200"),
            (-5.0, before("$"), "−$5", "−$5"),
            (100.0, before("SEK"), "SEK 100", "SEK 100"),
            (26_300.0, unit(""), "26,300", "26 300"),
        ] {
            assert_eq!(plain(&EN.format.value(value, &unit)), en);
            assert_eq!(plain(&SV.format.value(value, &unit)), sv);
        }
        assert_eq!(plain(&EN.format.change(71.0, 74.0, &unit("%"))), "71 → 74 %");
        assert_eq!(plain(&SV.format.change(24_900.0, 26_300.0, &unit(""))), "24 900 → 26 300");
        assert_eq!(plain(&EN.format.change(5.0, 7.0, &before("$"))), "$5 → $7");
    }

    #[test]
    fn percents_are_whole_and_never_flatter() {
        for (share, told) in [
            (0.578, "58 %"),
            (1.12, "112 %"),
            (-0.04, "−4 %"),
            (0.996, "99 %"),
            (1.0, "100 %"),
            (0.001, "0 %"),
            (-0.001, "0 %"),
            (f64::NAN, "– %"),
        ] {
            assert_eq!(plain(&EN.format.percent(share)), told, "{share}");
        }
    }

    #[test]
    fn days_and_times() {
        for (date, en, sv, week) in [
            ("2026-11-24", "24 Nov", "24 nov", 48),
            ("2027-01-03", "3 Jan", "3 jan", 53),
            ("2027-01-04", "4 Jan", "4 jan", 1),
            ("2024-12-30", "30 Dec", "30 dec", 1),
            ("2026-03-09", "9 Mar", "9 mars", 11),
        ] {
            assert_eq!(plain(&EN.format.date(day(date))), en);
            assert_eq!(plain(&SV.format.date(day(date))), sv);
            assert_eq!(week_of(day(date)), week, "{date}");
        }
        assert_eq!(SV.format.weekday(day("2026-11-23")), "måndag");
        assert_eq!(EN.format.weekday(day("2026-11-29")), "Sunday");
        assert_eq!(plain(&EN.format.date_near(day("2027-01-03"), day("2026-11-23"))), "3 Jan 2027");
        assert_eq!(plain(&EN.format.date_near(day("2026-12-03"), day("2026-11-23"))), "3 Dec");
        assert_eq!(EN.format.time(NaiveTime::from_hms_opt(9, 42, 59).unwrap()), "09:42");
    }

    #[test]
    fn spans_and_ages_by_the_clock() {
        for (seconds, en, sv, en_ago, sv_ago) in [
            (-5, "0 seconds", "0 sekunder", "just now", "nyss"),
            (1, "1 second", "1 sekund", "just now", "nyss"),
            (60, "1 minute", "1 minut", "1 minute ago", "för 1 minut sedan"),
            (185, "3 minutes", "3 minuter", "3 minutes ago", "för 3 minuter sedan"),
            (3_600, "1 hour", "1 timme", "1 hour ago", "för 1 timme sedan"),
            (7_300, "2 hours", "2 timmar", "2 hours ago", "för 2 timmar sedan"),
            (86_400, "1 day", "1 dag", "1 day ago", "för 1 dag sedan"),
            (19 * 86_400, "19 days", "19 dagar", "19 days ago", "för 19 dagar sedan"),
            (63 * 86_400, "9 weeks", "9 veckor", "9 weeks ago", "för 9 veckor sedan"),
            (800 * 86_400, "2 years", "2 år", "2 years ago", "för 2 år sedan"),
        ] {
            let span = TimeDelta::seconds(seconds);
            assert_eq!(plain(&EN.format.duration(span)), en);
            assert_eq!(plain(&SV.format.duration(span)), sv);
            assert_eq!(plain(&EN.format.ago(span)), en_ago);
            assert_eq!(plain(&SV.format.ago(span)), sv_ago);
        }
        assert_eq!(plain(&SV.format.plural(1, SV.format.weeks)), "1 vecka");
        assert_eq!(plain(&SV.format.plural(2, SV.format.weeks)), "2 veckor");
    }

    #[test]
    fn ages_by_the_calendar() {
        for (days, en, sv) in [
            (0, "today", "i dag"),
            (1, "yesterday", "i går"),
            (2, "two days ago", "i förrgår"),
            (3, "three days ago", "för tre dagar sedan"),
            (7, "a week ago", "för en vecka sedan"),
            (8, "eight days ago", "för åtta dagar sedan"),
            (13, "13 days ago", "för 13 dagar sedan"),
            (14, "two weeks ago", "för två veckor sedan"),
            (59, "eight weeks ago", "för åtta veckor sedan"),
            (70, "10 weeks ago", "för 10 veckor sedan"),
            (-1, "tomorrow", "i morgon"),
            (-2, "in two days", "i övermorgon"),
            (-3, "in three days", "om tre dagar"),
            (-14, "in two weeks", "om två veckor"),
            (i64::MAX, "25,269,512,429,739,111 years ago", "för 25 269 512 429 739 111 år sedan"),
            (i64::MIN, "in 25,269,512,429,739,111 years", "om 25 269 512 429 739 111 år"),
        ] {
            assert_eq!(plain(&EN.format.days_ago(days)), en, "{days}");
            assert_eq!(plain(&SV.format.days_ago(days)), sv, "{days}");
        }
    }

    #[test]
    fn lists_quotes_and_small_letters() {
        assert_eq!(EN.format.list(&[]), "");
        assert_eq!(EN.format.list(&["a"]), "a");
        assert_eq!(EN.format.list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(SV.format.list(&["a", "b"]), "a och b");
        assert_eq!(EN.format.quote("help"), "“help”");
        assert_eq!(SV.format.quote("hjälp"), "”hjälp”");
        assert_eq!(lower_first("Över"), "över");
        assert_eq!(lower_first(""), "");
        assert_eq!(excerpt("kort"), "kort");
        assert_eq!(excerpt(&"å".repeat(61)), format!("{}…", "å".repeat(60)));
    }
}
