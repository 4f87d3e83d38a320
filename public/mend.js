// Mends a page whose parts are not there: an index.html from a cache whose scripts the server no longer has, a site that
// is half there, a part that came broken. Fetches all past every cache, and loads the page anew once the site is whole.
// Plain ES5, and the first of all scripts; changed seldom, so that old pages find it by its name.
(function () {
  'use strict';

  var AGAIN = 20000, missing = false;

  /** The build that the server has; once each of its parts is in the browser's own cache, and was checked. Those of the
      `known` build are not asked for. */
  window.maltavlaWhole = function (cache, known) {
    return fetch('./', { cache: cache === 'reload' ? cache : 'no-store' }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      var found = /<meta name="maltavla-build" content="([0-9a-f]+)" data-parts="([^"]*)">/.exec(text);
      if (!found) throw new Error('no build is named');
      if (found[1] === known) return known;
      return Promise.all(found[2].split(' ').map(function (part) {
        var at = part.indexOf('=');
        return fetch(part.slice(0, at), { cache: cache, integrity: part.slice(at + 1) }).then(function (answer) {
          if (!answer.ok) throw new Error(part);
          return answer.arrayBuffer();
        });
      })).then(function () { return found[1]; });
    });
  };

  function mend() {
    window.maltavlaWhole('reload').then(function () {
      // At once the first time; a page that comes back as broken as it was waits.
      var last = 0, now = Date.now();
      try {
        last = Number(sessionStorage.getItem('maltavla.mended'));
        sessionStorage.setItem('maltavla.mended', String(now));
      } catch (refused) { last = now; }
      setTimeout(function () { location.reload(); }, Math.abs(now - last) < 3 * AGAIN ? AGAIN : 0);
    }, function () { setTimeout(mend, AGAIN); });
  }

  function say() {
    if (document.getElementById('fell')) return;
    var box = document.body.appendChild(document.createElement('div'));
    box.id = 'fell';
    box.setAttribute('role', 'alert');
    box.textContent = /^sv\b/i.test(navigator.language || '')
      ? 'En del av tavlan gick inte att hämta. Den försöker igen om en liten stund.'
      : 'A part of the board could not be fetched. It tries again in a moment.';
  }

  // Parts that fail to load are told to nobody but who listens on the way down.
  addEventListener('error', function (event) {
    var part = event.target, name = part && (part.src || part.href);
    if (missing || !name || !window.fetch || !/\/maltavla-[^\/]*\.(js|css)$/.test(name)) return;
    missing = true;
    if (document.body) say(); else document.addEventListener('DOMContentLoaded', say);
    mend();
  }, true);
})();
