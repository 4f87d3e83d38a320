// Watches how the set draws a change of slide, and steps down to a cut where its chip can't carry the fade, the dearest
// thing on a wall. Plain ES2017 in a classic script; knows of the board no more than two attributes.
(function () {
  'use strict';

  /** So long is watched, in ms (`--move` in style/tokens.css), and so few frames in it are a stumble. */
  var FADE = 500, FEW = 12;
  /** So many stumbles in a row are the chip's, not chance's. */
  var IN_A_ROW = 3;

  var root = document.documentElement, main = document.querySelector('main');
  var stumbles = 0, watching = false;

  function watch() {
    if (watching || document.hidden || root.getAttribute('data-motion') !== 'on') return;
    watching = true;
    var begun, frames = 0;
    requestAnimationFrame(function frame(now) {
      // What it took to build the slide lies before its first frame.
      if (begun === undefined) begun = now;
      frames += 1;
      if (now - begun < FADE && frames < 2 * FEW) { requestAnimationFrame(frame); return; }
      watching = false;
      stumbles = frames < FEW ? stumbles + 1 : 0;
      if (stumbles === IN_A_ROW) root.setAttribute('data-motion', 'off');
    });
  }
  if (main) new MutationObserver(watch).observe(main, { attributes: true, attributeFilter: ['data-slide'] });
})();
