// Tells a monitor how the board is: a part of `window.maltavla.state()`, and with `?health` in the address the whole page,
// as JSON that a headless browser can read from `#health`. Plain ES2017 in a classic script; decides nothing.
(function () {
  'use strict';

  /** The page tells anew this often, in milliseconds. */
  var AGAIN = 2000;
  var began = Date.now();

  /** What the page itself knows, whether or not there is a board in it. */
  window.maltavlaHealth = function () {
    var watchdog = window.maltavlaWatchdog, renew = window.maltavlaRenew || { reloads: function () { return []; } };
    var heap = performance.memory, wasm = window.maltavlaMemory;
    return {
      build: renew.build || null,
      // Counted apart from the clock, which may be set.
      uptime: Math.round(performance.now() / 1000),
      began: new Date(began).toISOString(),
      falls: watchdog ? watchdog.falls() : [],
      reloads: renew.reloads(),
      memory: { heap: heap ? heap.usedJSHeapSize : null, wasm: wasm ? wasm.buffer.byteLength : null },
      offlineStart: Boolean(navigator.serviceWorker && navigator.serviceWorker.controller),
      browser: navigator.userAgent
    };
  };

  if (!/[?#&]health(?=[=&#]|$)/.test(location.search + location.hash)) return;
  document.documentElement.setAttribute('data-health', '');
  var page = document.body.appendChild(document.createElement('pre'));
  page.id = 'health';
  function tell() {
    var board = window.maltavla;
    var health = board ? Object.assign({ version: board.version }, board.state())
      : Object.assign({ state: document.body.getAttribute('data-state') }, window.maltavlaHealth());
    page.textContent = JSON.stringify(health, null, 2);
  }
  tell();
  setInterval(tell, AGAIN);
  new MutationObserver(tell).observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
})();
