//! What a drawn chart is made of: marks with a role and a place. Knows no colours and no widths; the style decides those.

/// A place in a drawing, in tenths of a CSS pixel from the upper left corner: plotters counts in whole numbers, and a
/// tenth is the finest step that an eye sees and a short attribute holds.
pub(super) type Spot = (i32, i32);

/// What a mark stands for. Becomes the class that `style/chart.css` paints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The room inside the bounds of a 'keep within' goal.
    Zone,
    /// The edge of that room.
    Bound,
    /// The forecast's spread.
    Band,
    /// The short stroke where the time axis meets a tick's word.
    Notch,
    /// The goal's dotted line.
    Goal,
    /// The pace from start to goal.
    Expected,
    /// The forecast's dotted line.
    Forecast,
    /// The line of the values.
    Value,
    /// Where the pace expects the value to be today.
    Today,
    /// A check-in that stands for itself.
    Point,
    /// A word on the time axis.
    Tick,
    /// The goal's name.
    GoalText,
    /// The latest value, or a switch's word.
    ValueText,
    /// The value that the cycle began with.
    StartText,
    /// What a switch's knob runs in, turned off.
    Off,
    /// What a switch's knob runs in, turned on.
    On,
    /// The knob of a switch.
    Knob,
}

/// Each role with its class, in the order of the roles.
const CLASSES: [(Role, &str); 17] = [
    (Role::Zone, "c-zone"),
    (Role::Bound, "c-bound"),
    (Role::Band, "c-band"),
    (Role::Notch, "c-notch"),
    (Role::Goal, "c-goal"),
    (Role::Expected, "c-expected"),
    (Role::Forecast, "c-forecast"),
    (Role::Value, "c-value"),
    (Role::Today, "c-today"),
    (Role::Point, "c-point"),
    (Role::Tick, "c-tick"),
    (Role::GoalText, "c-goal-text"),
    (Role::ValueText, "c-value-text"),
    (Role::StartText, "c-start-text"),
    (Role::Off, "c-off"),
    (Role::On, "c-on"),
    (Role::Knob, "c-knob"),
];

impl Role {
    /// The class that the style paints.
    pub(super) fn class(self) -> &'static str {
        CLASSES.get(self as usize).map_or("", |(_, class)| class)
    }

    /// The role's place among the roles, and back: how a role travels through plotters (see `canvas`).
    pub(super) fn number(self) -> u8 {
        self as u8
    }

    /// The role of a number; a number of no role is a value.
    pub(super) fn of(number: u8) -> Role {
        CLASSES.get(usize::from(number)).map_or(Role::Value, |(role, _)| *role)
    }
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The text begins here.
    Start,
    /// Its middle is here.
    Middle,
    /// It ends here.
    End,
}

impl Anchor {
    /// The word SVG has for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// One thing on a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A line through points; closed, the edge of an area.
    Path {
        /// What it stands for.
        role: Role,
        /// Its corners, two or more.
        points: Vec<Spot>,
        /// Whether the last corner leads back to the first.
        closed: bool,
    },
    /// A dot.
    Circle {
        /// What it stands for.
        role: Role,
        /// Its middle.
        at: Spot,
        /// In tenths of a pixel.
        radius: u32,
    },
    /// A word, in the drawing's one size of text.
    Text {
        /// What it stands for.
        role: Role,
        /// The anchor, on the baseline.
        at: Spot,
        /// Which end of the text that is.
        anchor: Anchor,
        /// The word, as it is to be read.
        text: String,
    },
}

/// A chart, drawn: what [`super::view()`] shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height, in tenths of a CSS pixel.
    pub(super) size: (i32, i32),
    /// The size of text, in tenths of a CSS pixel.
    pub(super) em: i32,
    /// What to draw, the undermost first.
    pub(super) marks: Vec<Mark>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_stands_at_its_number() {
        for (at, (role, class)) in CLASSES.iter().enumerate() {
            assert_eq!(usize::from(role.number()), at, "{class}");
            assert_eq!(Role::of(role.number()), *role, "{class}");
        }
    }
}
