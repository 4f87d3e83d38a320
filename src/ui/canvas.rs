//! How large the wall is, in rem.
//!
//! Everything scales with the screen, so a layout is decided in rem and is the same at 720p and 8K. The rule for the
//! root size stands twice, here and in `style/base.css`; a browser test holds them equal.

/// A wall's size in rem, and what is left for a scene inside the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    /// Width of the whole screen.
    pub width: f64,
    /// Height of the whole screen.
    pub height: f64,
    /// Safe area on each side, as a share of the screen.
    pub overscan: f64,
}

/// Which of the layouts a scene takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Wider than high: side by side.
    Landscape,
    /// Higher than wide: one below the other.
    Portrait,
}

/// Space beside the scene, within the safe area, in rem; `--pad-x` in `style/base.css`.
const PAD_X: f64 = 1.5;
/// Height of the frame's head, with the space below it; `--head` in `style/base.css`.
const HEAD: f64 = 5.2;
/// Height of the frame's foot, with the space above it; `--foot` in `style/base.css`.
const FOOT: f64 = 4.6;

impl Canvas {
    /// The canvas of a window of so many CSS pixels.
    pub fn of(width_px: f64, height_px: f64, overscan: f64) -> Canvas {
        let rem = root_px(width_px, height_px);
        Canvas { width: width_px / rem, height: height_px / rem, overscan }
    }

    /// Which layout fits.
    pub fn shape(&self) -> Shape {
        if self.width >= self.height { Shape::Landscape } else { Shape::Portrait }
    }

    /// Width that a scene has.
    pub fn stage_width(&self) -> f64 {
        (self.width * (1.0 - 2.0 * self.overscan) - 2.0 * PAD_X).max(10.0)
    }

    /// Height that a scene has.
    pub fn stage_height(&self) -> f64 {
        (self.height * (1.0 - 2.0 * self.overscan) - HEAD - FOOT).max(10.0)
    }
}

/// The root size in CSS pixels: 16 at 1080p and in proportion to the shorter side, but larger on a small landscape
/// window (1024 x 600), which is looked at from near.
fn root_px(width_px: f64, height_px: f64) -> f64 {
    let shorter = width_px.min(height_px).max(100.0);
    let percent = if height_px <= 700.0 && width_px > height_px { 2.0 } else { 1.4815 };
    shorter * percent / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_layout_for_720p_1080p_4k_and_8k() {
        let at = |w: f64, h: f64| Canvas::of(w, h, 0.025);
        for (w, h) in [(1280.0, 720.0), (3840.0, 2160.0), (7680.0, 4320.0)] {
            assert!((at(w, h).stage_width() - at(1920.0, 1080.0).stage_width()).abs() < 0.01, "{w} x {h}");
        }
        assert!((at(1920.0, 1080.0).height - 67.5).abs() < 0.01);
        assert_eq!(at(1080.0, 1920.0).shape(), Shape::Portrait);
        assert!(at(1024.0, 600.0).height < 51.0, "a small window shows less, larger");
        assert!(at(0.0, 0.0).stage_width() >= 10.0, "a window that is not laid out yet is no trap");
    }
}
