//! Where the cards and ties of a tree stand, in rem: side by side on a wide wall, as an outline on a high one.
//!
//! Pure geometry: sizes come in, places go out. Knows no goals, no words and no type.

use crate::ui::css::number;

/// A card to place, and those that hang on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Twig {
    /// The card's height.
    pub(super) height: f64,
    /// What hangs on it, in order.
    pub(super) below: Vec<Twig>,
}

/// A card's place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spot {
    /// Its left edge.
    pub(super) x: f64,
    /// Its upper edge.
    pub(super) y: f64,
    /// Its width.
    pub(super) width: f64,
    /// Its height.
    pub(super) height: f64,
}

/// A card in its place, with those that hang on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    /// Where the card stands.
    pub(super) spot: Spot,
    /// Those that hang on it, in order.
    pub(super) below: Vec<Placed>,
}

/// A stretch of a column or a row: where it begins, and how long it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Span {
    /// Where it begins.
    pub(super) from: f64,
    /// How long it is.
    pub(super) length: f64,
}

/// The least gap between cards, and the gaps that are tried first where there is room.
pub(super) const GAP: f64 = 0.9;
const GAPS: [f64; 5] = [2.4, 2.0, 1.6, 1.2, GAP];
/// The widest gap between cards of the first column.
const WIDEST: f64 = 5.0;
/// How far a level of an outline stands in.
pub(super) const INDENT: f64 = 4.6;
/// How far from a card's left edge its spine runs down, in an outline.
const SPINE: f64 = 1.9;
/// Columns narrower than this say too little.
const NARROWEST: f64 = 21.0;

impl Spot {
    /// The middle of its height.
    pub(super) fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
    /// Its right edge.
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }
    /// Its lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// The columns of a wide wall: a slim one for what leads to the tree, if anything does, one for the roots, and one for
/// each level below. None if they would be too narrow to read; never for a single level.
pub(super) fn columns(width: f64, leads: bool, levels: usize) -> Option<Vec<Span>> {
    let count = usize::from(leads) + 1 + levels;
    let gap = if count > 3 || width < 90.0 { 4.6 } else { 7.2 };
    let weights = leads
        .then_some(if count > 3 { 0.6 } else { 0.74 })
        .into_iter()
        .chain([1.0])
        .chain(std::iter::repeat_n(1.14, levels));
    let whole: f64 = weights.clone().sum();
    let unit = (width - gap * (count as f64 - 1.0)) / whole.max(0.1);
    if unit < NARROWEST && levels > 1 {
        return None;
    }
    let mut x = 0.0;
    let columns = weights.map(|weight| {
        let column = Span { from: x, length: (unit * weight).max(1.0) };
        x += column.length + gap;
        column
    });
    Some(columns.collect())
}

/// The height that a card and all that hangs on it take side by side.
pub(super) fn block(twig: &Twig, gap: f64) -> f64 {
    twig.height.max(stack_height(&twig.below, gap))
}

/// The height of blocks one below the other.
pub(super) fn stack_height(twigs: &[Twig], gap: f64) -> f64 {
    let blocks: f64 = twigs.iter().map(|twig| block(twig, gap)).sum();
    blocks + gap * (twigs.len().max(1) - 1) as f64
}

/// Places a tree side by side: the roots in the first of the columns, each level in the next. Where one root alone
/// bears something, the roots spread over the height and its branch stands beside it; else each root stands beside the
/// middle of its own branch.
pub(super) fn side_by_side(roots: &[Twig], columns: &[Span], room: Span) -> Vec<Placed> {
    let bearing = roots.iter().filter(|root| !root.below.is_empty()).count();
    let rows = |gap: f64| -> Vec<f64> {
        roots.iter().map(|root| if bearing > 1 { block(root, gap) } else { root.height }).collect()
    };
    let fits = |gap: &f64| {
        let high = rows(*gap).iter().sum::<f64>() + gap * (roots.len().max(1) - 1) as f64;
        high <= room.length && roots.iter().all(|root| block(root, *gap) <= room.length)
    };
    let gap = GAPS.into_iter().find(fits).unwrap_or(GAP);
    let rows = rows(gap);
    let places = stack(&rows, gap, WIDEST, room);
    let placed = roots.iter().zip(&rows).zip(places).map(|((root, row), y)| {
        if bearing > 1 {
            return hang(root, columns, Span { from: y, length: *row }, gap);
        }
        let whole = block(root, gap);
        let most = (room.from + room.length - whole).max(room.from);
        let from = (y + row / 2.0 - whole / 2.0).min(most).max(room.from);
        let mut placed = hang(root, columns, Span { from, length: whole }, gap);
        placed.spot.y = y;
        placed
    });
    placed.collect()
}

/// The upper edges of some heights one below the other, spread over the room with gaps from `least` to `widest`.
pub(super) fn stack(heights: &[f64], least: f64, widest: f64, room: Span) -> Vec<f64> {
    let whole: f64 = heights.iter().sum();
    let count = heights.len() as f64;
    let gap = ((room.length - whole) / count.max(1.0)).min(widest).max(least);
    let used = whole + gap * (count - 1.0).max(0.0);
    let mut y = room.from + ((room.length - used) / 2.0).max(0.0);
    let edges = heights.iter().map(|height| {
        let edge = y;
        y += height + gap;
        edge
    });
    edges.collect()
}

/// Places a twig in a stretch of the first of the columns, and all that hangs on it in the next ones: the card stands
/// at the middle between its first and its last.
fn hang(twig: &Twig, columns: &[Span], room: Span, gap: f64) -> Placed {
    let (column, rest) = columns.split_first().map_or((Span::default(), columns), |(first, rest)| (*first, rest));
    let mut y = room.from + (room.length - stack_height(&twig.below, gap)) / 2.0;
    let below: Vec<Placed> = twig
        .below
        .iter()
        .map(|next| {
            let length = block(next, gap);
            let placed = hang(next, rest, Span { from: y, length }, gap);
            y += length + gap;
            placed
        })
        .collect();
    let middle = match (below.first(), below.last()) {
        (Some(first), Some(last)) => (first.spot.middle() + last.spot.middle()) / 2.0,
        _ => room.from + room.length / 2.0,
    };
    let lowest = (room.from + room.length - twig.height).max(room.from);
    let y = (middle - twig.height / 2.0).min(lowest).max(room.from);
    Placed { spot: Spot { x: column.from, y, width: column.length, height: twig.height }, below }
}

/// How many cards there are, and their heights together.
pub(super) fn outline_sizes(twigs: &[Twig]) -> (usize, f64) {
    twigs.iter().fold((0, 0.0), |(count, height), twig| {
        let (more, high) = outline_sizes(&twig.below);
        (count + 1 + more, height + twig.height + high)
    })
}

/// The height that an outline needs.
pub(super) fn outline_height(twigs: &[Twig]) -> f64 {
    let (count, height) = outline_sizes(twigs);
    height + GAP * (count.max(1) - 1) as f64
}

/// Places a tree as an outline: one card below the other, each level a step further in.
pub(super) fn outline(roots: &[Twig], across: Span, room: Span) -> Vec<Placed> {
    let (count, height) = outline_sizes(roots);
    let gap = ((room.length - height) / count.max(1) as f64).clamp(GAP, 3.2);
    let mut y = room.from;
    roots.iter().map(|root| step_in(root, across, &mut y, gap)).collect()
}

fn step_in(twig: &Twig, across: Span, y: &mut f64, gap: f64) -> Placed {
    let spot = Spot { x: across.from, y: *y, width: across.length, height: twig.height };
    *y += twig.height + gap;
    let inside = Span { from: across.from + INDENT, length: (across.length - INDENT).max(1.0) };
    let below = twig.below.iter().map(|next| step_in(next, inside, y, gap)).collect();
    Placed { spot, below }
}

/// A tie from a point to a point at its right, as the `d` of a path: leaves and arrives level.
pub(super) fn curve((x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> String {
    let bend = (to_x - x) * 0.52;
    let (leaves, arrives) = (number(x + bend), number(to_x - bend));
    let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(number);
    format!("M{x} {y}C{leaves} {y} {arrives} {to_y} {to_x} {to_y}")
}

/// A tie of an outline, from a card down its spine and into another card's side.
pub(super) fn spine(from: &Spot, (to_x, to_y): (f64, f64)) -> String {
    let x = from.x + SPINE;
    let bend = (to_x - x).min(to_y - from.bottom()).max(0.1);
    let [down, low, soft, end] = [to_y - bend, to_y - bend * 0.4, x + bend * 0.4, x + bend].map(number);
    let [x, from, to_x, to_y] = [x, from.bottom(), to_x, to_y].map(number);
    format!("M{x} {from}V{down}C{x} {low} {soft} {to_y} {end} {to_y}H{to_x}")
}

/// The loose end of a cut thread at a card's left side, so long: the piece that sags, and its frayed strands.
pub(super) fn loose_end(to: &Spot, long: f64) -> (String, String) {
    let (x, y) = (to.x, to.middle());
    let [x, y, end, low, half] = [x, y, x - long, y + long * 0.4, x - long * 0.5].map(number);
    (
        format!("M{x} {y}C{half} {y} {half} {low} {end} {low}"),
        format!("M{end} {low}q-1.1 0-1.7-1m1.7 1q-1.2 .1-2-.2m2 .2q-1.1 0-1.7 .7m1.7-.7q-.7 .2-1 1.3"),
    )
}
