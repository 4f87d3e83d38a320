//! Ties upwards among numbered things: no rings, no ladders without end.

/// Goals above each other are followed this far; deeper ties are cut, so that no walk upwards or downwards is long.
const DEEPEST: usize = 32;

/// The most steps that all searches for rings may take together: far more than thousands of goals in trees need, and
/// over in a moment where thousands are tied to each other.
const STEPS: usize = 5_000_000;

/// Who lies directly above whom. A tie that is added never closes a ring: the youngest, which would, is refused.
pub(super) struct Ties {
    above: Vec<Vec<usize>>,
    /// For each, in which search it was last seen.
    seen: Vec<usize>,
    search: usize,
    steps: usize,
}

impl Ties {
    pub(super) fn new(count: usize) -> Ties {
        Ties { above: vec![Vec::new(); count], seen: vec![0; count], search: 0, steps: 0 }
    }

    /// Ties one thing to another above it; false if that would close a ring, or if
    /// nobody can tell because too much is tied already (see [`Ties::spent`]).
    pub(super) fn add(&mut self, below: usize, above: usize) -> bool {
        if self.spent() || self.reaches(above, below) || self.spent() {
            return false;
        }
        if let Some(ties) = self.above.get_mut(below)
            && !ties.contains(&above)
        {
            ties.push(above);
        }
        true
    }

    /// True if the searches for rings have taken all the steps that they may.
    pub(super) fn spent(&self) -> bool {
        self.steps > STEPS
    }

    /// Whether the way up from one thing comes by another.
    fn reaches(&mut self, from: usize, to: usize) -> bool {
        self.search += 1;
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            if next == to {
                return true;
            }
            match self.seen.get_mut(next) {
                Some(seen) if *seen != self.search => *seen = self.search,
                _ => continue,
            }
            let above = self.above.get(next).map_or(&[][..], Vec::as_slice);
            self.steps += 1 + above.len();
            open.extend(above);
        }
        false
    }

    /// Cuts the ties of the first `loose` things that have too much above them; gives them as (below, above). The
    /// ties of the others hold whatever comes.
    pub(super) fn cut_the_deep(&mut self, loose: usize) -> Vec<(usize, usize)> {
        let count = self.above.len();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut waiting: Vec<usize> = self.above.iter().map(Vec::len).collect();
        for (lower, ties) in self.above.iter().enumerate() {
            for upper in ties {
                if let Some(list) = below.get_mut(*upper) {
                    list.push(lower);
                }
            }
        }
        // From the top down, each when all above it are done.
        let mut depths = vec![0; count];
        let mut ready: Vec<usize> = (0..count).filter(|i| waiting.get(*i) == Some(&0)).collect();
        let mut cut = Vec::new();
        while let Some(next) = ready.pop() {
            if let Some(ties) = self.above.get_mut(next) {
                ties.retain(|upper| {
                    let holds = next >= loose || depths.get(*upper).is_some_and(|depth| *depth < DEEPEST);
                    if !holds {
                        cut.push((next, *upper));
                    }
                    holds
                });
                let depth = ties.iter().filter_map(|upper| depths.get(*upper)).max().map_or(0, |depth| depth + 1);
                if let Some(own) = depths.get_mut(next) {
                    *own = depth;
                }
            }
            for lower in below.get(next).into_iter().flatten() {
                if let Some(left) = waiting.get_mut(*lower) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(*lower);
                    }
                }
            }
        }
        cut
    }

    /// Those directly above, in the order in which they were tied.
    pub(super) fn above(&self, of: usize) -> &[usize] {
        self.above.get(of).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_youngest_tie_of_a_ring_is_refused() {
        let mut ties = Ties::new(4);
        let added = [(0, 1), (1, 2), (2, 0), (2, 3), (0, 3), (3, 3), (0, 1), (9, 0)].map(|(b, a)| ties.add(b, a));
        assert_eq!(added, [true, true, false, true, true, false, true, true]);
        assert_eq!((ties.above(0), ties.above(2), ties.above(9)), (&[1, 3][..], &[3][..], &[][..]));
    }

    #[test]
    fn ladders_are_cut_where_they_are_too_deep() {
        let mut ties = Ties::new(100);
        (1..100).for_each(|step| assert!(ties.add(step, step - 1)));
        assert_eq!(ties.cut_the_deep(100), [(33, 32), (66, 65), (99, 98)]);
    }

    #[test]
    fn all_tied_to_all_is_over_in_a_moment() {
        let mut ties = Ties::new(450);
        let mut held = 0;
        for below in 0..450 {
            held += (0..450).filter(|above| ties.add(below, *above)).count();
        }
        assert!(ties.spent() && held < 450 * 450 / 2);
    }
}
