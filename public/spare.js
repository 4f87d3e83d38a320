// Spares the screen: the board drifts a little, so that nothing bright stands at one place for a day, and the set is kept
// awake while the board is. Plain ES2017 in a classic script; knows no goals.
(function () {
  'use strict';

  /** The board takes a step at most this often, in milliseconds: no two minutes are alike. */
  var STEP = 20000;
  /** Rounds, in milliseconds: they never turn round together, so that the board is always on its way. */
  var ACROSS = 960000, DOWN = 1020000;
  /** So far from the middle it goes, in pixels and in rem: within the room that the frame keeps, 24 px in all. Where there
      is no safe area, so few pixels are left above the head and below the foot. */
  var MOST = 12, ROOM = 0.7, BARE = 6;

  var lock, asking = false;

  function drift() {
    var board = document.querySelector('.board');
    if (!board) return;
    var far = Math.min(MOST, ROOM * parseFloat(getComputedStyle(document.documentElement).fontSize));
    // To and fro at one speed, in whole pixels, so that letters stay sharp; a board that has just begun stands straight.
    function at(far, round) {
      var part = (performance.now() / round + 0.25) % 1;
      return Math.round(far * (1 - 4 * Math.abs(part - 0.5)));
    }
    var down = Math.min(far, board.offsetTop + BARE);
    board.style.transform = 'translate(' + at(far, ACROSS) + 'px, ' + at(down, DOWN) + 'px)';
  }

  /** Keeps the set awake while the board is seen and does not rest; an engine that cannot is silently let be. */
  function keepAwake() {
    var wanted = !document.hidden && document.body.getAttribute('data-state') !== 'resting';
    if (!wanted && lock) {
      lock.release().catch(function () {});
      lock = undefined;
    }
    if (!wanted || lock || asking || !navigator.wakeLock) return;
    asking = true;
    navigator.wakeLock.request('screen').then(function (got) {
      asking = false;
      lock = got;
      // A set that takes it away is asked again at the next step.
      got.addEventListener('release', function () { if (lock === got) lock = undefined; });
      keepAwake();
    }, function () { asking = false; });
  }

  new MutationObserver(keepAwake).observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
  document.addEventListener('visibilitychange', keepAwake);
  setInterval(function () { drift(); keepAwake(); }, STEP);
  keepAwake();
})();
