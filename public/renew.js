// Loads the page anew at the right moment: for a new build, and once a night. Whatever it is for, the site is fetched
// whole and checked first, so that nothing that is half there, or gone, blanks the wall. Plain ES2017.
(function () {
  'use strict';

  /** The site is looked at so often, in milliseconds; what was seen is good for so long. */
  var LOOK = 300000;
  /** A board whose slides do not change is loaded anew after this time all the same, in milliseconds. */
  var PATIENCE = 600000;
  var TAKEN = 'maltavla.taken', RENEWED = 'maltavla.renewed', RELOADS = 'maltavla.reloads';

  var meta = document.querySelector('meta[name="maltavla-build"]');
  var mine = meta && meta.getAttribute('content');
  var worker = navigator.serviceWorker;
  /** Why to load anew, what to remember then, and since when that is known. */
  var next;

  function read(storage, name) {
    try { return window[storage].getItem(name); } catch (refused) { return undefined; }
  }
  function state() { return window.maltavla ? window.maltavla.state() : {}; }
  function reloads() {
    try { return JSON.parse(localStorage.getItem(RELOADS)) || []; } catch (broken) { return []; }
  }

  window.maltavlaRenew = {
    build: mine,
    /** When and why the page was loaded anew, the last twenty times. */
    reloads: reloads
  };
  // A preview on the set-up page is no board on a wall.
  var isHeld;
  try { isHeld = window.parent !== window && window.parent.maltavlaHolds; } catch (another) { /* someone else's frame */ }
  if (!mine || isHeld || !/^http/.test(location.protocol)) return;

  /** A build is there, whole: taken once, should the page that comes back be the old one. */
  function came(build) {
    if (!build) return;
    var taken = read('sessionStorage', TAKEN);
    if (build !== mine) {
      // Where nothing can be remembered, a page that stays the old one would be loaded again and again.
      if (taken !== undefined && build !== taken) plan('a new build', 'sessionStorage', TAKEN, build);
      return;
    }
    var night = state().renew;
    var last = read('sessionStorage', RENEWED);
    if (night && last !== undefined && last !== night) plan('the nightly renewal', 'sessionStorage', RENEWED, night);
  }
  function plan(why, storage, name, value) {
    if (next && next.why === why && next.value === value) next.seen = Date.now();
    else next = { why: why, storage: storage, name: name, value: value, since: Date.now(), seen: Date.now() };
    if (isStill()) go();
  }
  /** There is no change of slide to wait for. */
  function isStill() {
    return state().state === 'resting' || !(state().slides > 1) || Date.now() - next.since >= PATIENCE;
  }
  function go() {
    // What was seen long ago, a suspended set for one, is looked at again.
    if (!next || Math.abs(Date.now() - next.seen) > LOOK + 60000) { next = undefined; return; }
    try {
      window[next.storage].setItem(next.name, next.value);
      localStorage.setItem(RELOADS, JSON.stringify(reloads().slice(-19).concat({ at: Date.now(), why: next.why })));
    } catch (refused) { return; }
    next = undefined;
    location.reload();
  }

  function look() {
    if (worker && worker.controller) worker.controller.postMessage('look');
    // By night the parts of this very build must be there, too.
    else window.maltavlaWhole('no-cache', state().renew ? null : mine).then(came, function () { /* the next look will see */ });
    tellTime();
  }
  /** What time the site's own server has; feeds of other origins don't say. */
  function tellTime() {
    fetch('./', { method: 'HEAD', cache: 'no-store' }).then(window.maltavlaAsk.time, function () {});
  }

  setInterval(look, LOOK);
  setTimeout(tellTime, 10000);
  new MutationObserver(function () { if (next) go(); })
    .observe(document.querySelector('main'), { attributes: true, attributeFilter: ['data-slide'] });
  // A night has more than one chance, and a still board has no other.
  setInterval(function () { if (next && isStill()) go(); }, 60000);
  if (worker) {
    worker.addEventListener('message', function (event) { if (event.data) came(event.data.build); });
    worker.register(window.maltavlaOwn('sw.js')).catch(function () { /* runs without it, too */ });
  }
})();
