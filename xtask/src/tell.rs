//! Says what is being done, how far it is and how long it took.
use std::time::Instant;

/// A job of several steps, told as '[2/5] …'.
pub(crate) struct Steps {
    all: usize,
    done: usize,
    begun: Instant,
}

impl Steps {
    pub(crate) fn new(all: usize) -> Self {
        Steps { all, done: 0, begun: Instant::now() }
    }

    pub(crate) fn next(&mut self, what: &str) {
        self.done += 1;
        eprintln!("[{}/{}] {what}", self.done, self.all);
    }

    pub(crate) fn end(self, what: &str) {
        eprintln!("{what} ({:.1} s)", self.begun.elapsed().as_secs_f64());
    }
}
