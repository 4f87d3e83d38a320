//! From a key, a remote's button or a swipe to a command.
//!
//! A table without state; what a command does is the board's matter, which element had the key the shell's.

/// What a person asks of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Show the next slide, and hold it.
    Next,
    /// Show the slide before, and hold it.
    Previous,
    /// Show the first slide, and hold it.
    First,
    /// Show the last slide, and hold it.
    Last,
    /// Show this slide, counted from 1, and hold it; there is no such slide: nothing.
    Show(usize),
    /// A digit of a slide's number: two within 1.5 s make a number of two digits.
    Digit(u8),
    /// Hold the slide on the wall.
    Hold,
    /// Go on with the rotation.
    Release,
    /// Hold, or go on.
    Toggle,
    /// A remote's middle button: as [`Command::Toggle`], and fill the screen if it isn't filled.
    Ok,
    /// Close what lies over the board, or go on.
    Back,
    /// Fill the screen, or leave it.
    FullScreen,
    /// Show or hide which keys there are.
    Keys,
    /// Show or hide what was read, and why the board says what it says.
    Report,
    /// Read every feed now.
    Read,
}

/// The command of a key, from `KeyboardEvent.key` or, where an old set gives no name, from `keyCode`.
pub fn command(key: &str, code: u32) -> Option<Command> {
    by_name(key).or_else(|| by_code(code))
}

fn by_name(key: &str) -> Option<Command> {
    if let [digit @ b'0'..=b'9'] = key.as_bytes() {
        return Some(Command::Digit(digit - b'0'));
    }
    Some(match key {
        "ArrowRight" | "ArrowDown" | "PageDown" | "ChannelUp" | "MediaTrackNext" | "MediaFastForward" => Command::Next,
        "ArrowLeft" | "ArrowUp" | "PageUp" | "ChannelDown" | "MediaTrackPrevious" | "MediaRewind" => Command::Previous,
        "Home" => Command::First,
        "End" => Command::Last,
        "Enter" | "OK" | "Select" => Command::Ok,
        " " | "Spacebar" | "MediaPlayPause" => Command::Toggle,
        "MediaPlay" => Command::Release,
        "MediaPause" | "Pause" | "MediaStop" => Command::Hold,
        "Escape" | "Esc" | "Backspace" | "Back" | "GoBack" | "BrowserBack" | "XF86Back" => Command::Back,
        "f" | "F" | "ColorF3Blue" => Command::FullScreen,
        "?" | "h" | "H" | "ColorF2Yellow" => Command::Keys,
        "i" | "I" | "Info" | "ColorF0Red" => Command::Report,
        "r" | "R" | "ColorF1Green" => Command::Read,
        _ => return None,
    })
}

/// Codes that Samsung's (Tizen) and LG's (webOS) remotes send, and those of a keyboard.
fn by_code(code: u32) -> Option<Command> {
    Some(match code {
        // Arrows, the page keys (LG's channel buttons send them, too), and the media keys.
        39 | 40 | 34 | 427 | 417 | 10_233 => Command::Next,
        37 | 38 | 33 | 428 | 412 | 10_232 => Command::Previous,
        36 => Command::First,
        35 => Command::Last,
        13 => Command::Ok,
        32 | 10_252 => Command::Toggle,
        415 => Command::Release,
        19 | 413 => Command::Hold,
        // Backspace, Escape, the browser's, LG's and Samsung's own.
        8 | 27 | 166 | 461 | 10_009 => Command::Back,
        48..=57 => Command::Digit((code - 48) as u8),
        96..=105 => Command::Digit((code - 96) as u8),
        // The colour keys, red to blue, and Info.
        403 | 457 => Command::Report,
        404 => Command::Read,
        405 => Command::Keys,
        406 => Command::FullScreen,
        _ => return None,
    })
}

/// The command of a finger that moved so many CSS pixels right and down: sideways, a twentieth of the screen's width
/// at least, and not more down than sideways.
pub fn swipe(right: f64, down: f64, width: f64) -> Option<Command> {
    let sideways = right.abs() >= (width / 20.0).max(30.0) && right.abs() >= down.abs() * 1.5;
    sideways.then_some(if right < 0.0 { Command::Next } else { Command::Previous })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_remotes_give_commands() {
        for (name, key, code, expected) in [
            ("an arrow", "ArrowRight", 39, Some(Command::Next)),
            ("an arrow of an old set", "Unidentified", 37, Some(Command::Previous)),
            ("OK", "Enter", 13, Some(Command::Ok)),
            ("Samsung's Back", "XF86Back", 10_009, Some(Command::Back)),
            ("Samsung's Back without a name", "", 10_009, Some(Command::Back)),
            ("LG's Back", "GoBack", 461, Some(Command::Back)),
            ("LG's Back without a name", "Unidentified", 461, Some(Command::Back)),
            ("play and pause", "MediaPlayPause", 10_252, Some(Command::Toggle)),
            ("play", "", 415, Some(Command::Release)),
            ("pause", "", 19, Some(Command::Hold)),
            ("stop", "", 413, Some(Command::Hold)),
            ("rewind", "", 412, Some(Command::Previous)),
            ("fast forward", "", 417, Some(Command::Next)),
            ("channel up", "ChannelUp", 427, Some(Command::Next)),
            ("channel down without a name", "", 428, Some(Command::Previous)),
            ("LG's channel button", "", 33, Some(Command::Previous)),
            ("a digit", "7", 55, Some(Command::Digit(7))),
            ("a digit of the numeric pad", "", 105, Some(Command::Digit(9))),
            ("space", " ", 32, Some(Command::Toggle)),
            ("full screen", "f", 70, Some(Command::FullScreen)),
            ("question mark", "?", 187, Some(Command::Keys)),
            ("report", "i", 73, Some(Command::Report)),
            ("home", "Home", 36, Some(Command::First)),
            ("end", "End", 35, Some(Command::Last)),
            ("a letter that means nothing", "x", 88, None),
            ("a digit in another script", "٣", 0, None),
            ("shift alone", "Shift", 16, None),
        ] {
            assert_eq!(command(key, code), expected, "{name}");
        }
    }

    #[test]
    fn swipes_go_sideways() {
        for (name, right, down, expected) in [
            ("to the left", -200.0, 20.0, Some(Command::Next)),
            ("to the right", 200.0, -20.0, Some(Command::Previous)),
            ("a tap that slips", 20.0, 0.0, None),
            ("down", 100.0, 300.0, None),
            ("no number", f64::NAN, 0.0, None),
        ] {
            assert_eq!(swipe(right, down, 1_000.0), expected, "{name}");
        }
    }
}
