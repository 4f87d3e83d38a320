// The page's side of the program: what it asks of the browser, and what the browser tells it. `src/shell/rim.rs` names
// what is here, `src/shell/mod.rs` what is called back. Plain ES2017 in a classic script; decides nothing.
(function () {
  'use strict';

  /** The board waits no longer than this for `board.json`, in milliseconds, and goes on with the last one. */
  var SETTINGS = 'board.json', SETTINGS_WITHIN = 5000;
  /** A stream that was given up is asked for again after this time, in milliseconds. */
  var STREAM_AGAIN = 30000;
  var DAY = 86400000;
  /** How far the table of a zone's offsets reaches, each way from now: a cycle's past and its end, and half a year. */
  var REACH = 500 * DAY;

  var keep = window.maltavlaKeep, ask = window.maltavlaAsk;
  var watchdog = window.maltavlaWatchdog || { beat: function () {}, skipped: function () { return []; } };
  var languages = navigator.languages || [navigator.language || ''];
  var timer;

  /** Calls a method under the first name that the engine knows (Chromium before 71 has only the second), and lets it fail. */
  function call(target, names) {
    var name = names.find(function (name) { return typeof target[name] === 'function'; });
    try {
      var answer = name && target[name]();
      if (answer && answer.catch) answer.catch(function () {});
    } catch (refused) { /* a set that refuses stays as it is */ }
  }

  /** The offset of a zone at a moment, in seconds east: what its calendar shows, read as if it were UTC, less the moment. */
  function offsets(tz) {
    if (!tz) return function (ms) { return -new Date(ms).getTimezoneOffset() * 60; };
    var format = new Intl.DateTimeFormat('en-US', {
      timeZone: tz, hour12: false, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
    });
    return function (ms) {
      var shown = {};
      format.formatToParts(new Date(ms)).forEach(function (part) { shown[part.type] = Number(part.value); });
      // Some engines write midnight as 24; `hourCycle`, which would say otherwise, Chromium 68 takes for twelve hours.
      var read = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour % 24, shown.minute, shown.second);
      return read / 1000 - Math.floor(ms / 1000);
    };
  }

  /** Calls back when what is drawn now has been seen, which is some frames later; at once where nobody sees it. */
  function afterFrame(call) {
    var channel = new MessageChannel(), frames = 3;
    channel.port1.onmessage = function () { channel.port1.close(); call(); };
    (function next() {
      if (document.hidden || !frames) channel.port2.postMessage(0); else requestAnimationFrame(next);
      frames -= 1;
    })();
  }

  window.maltavlaRim = {
    afterFrame: afterFrame,
    seen: function () { afterFrame(wasm_bindgen.seen); },
    /** The program is there: it begins when the settings are, too. */
    start: function () {
      settled().then(begin);
    },
    ask: function (feed, ticket, address, mapping, locale) {
      window.maltavlaStart(address);
      ask.feed(feed, ticket, address, { mapping: mapping, locale: locale, languages: languages });
    },
    abort: ask.abort,
    /** Shows what an earlier board kept of a feed, until it is read. */
    recall: function (feed, address) {
      if (ask.inside(address)) return;
      keep.load(address).then(function (kept) { if (kept) wasm_bindgen.kept(feed, kept[0], kept[1], kept[2]); });
    },
    /** The one timer: asked anew after each event, so early, late and twice are all safe. */
    wake: function (ms) {
      clearTimeout(timer);
      timer = setTimeout(wasm_bindgen.tick, ms);
      watchdog.beat();
    },
    /** What is drawn from now on: the slide that is to be left out, should the board fall over it. */
    about: function (slide) { watchdog.slide = slide; },
    fullScreen: function (leave) {
      var filled = document.fullscreenElement || document.webkitFullscreenElement;
      if (filled && leave) call(document, ['exitFullscreen', 'webkitExitFullscreen']);
      else if (!filled) call(document.documentElement, ['requestFullscreen', 'webkitRequestFullscreen']);
    },
    /** A stream of server-sent events: any event means 'read now'. The browser connects again by itself. */
    push: function listen(address) {
      try {
        var stream = new EventSource(address);
        stream.onmessage = wasm_bindgen.push;
        // It gives up by itself after any answer that is no stream, such as that of a server that is just starting.
        stream.onerror = function () { if (stream.readyState === 2) setTimeout(listen, STREAM_AGAIN, address); };
      } catch (refused) { /* polling goes on */ }
    },
    /** A zone's first offset, and each change to it around now: the moment in ms, the offset from then on; nothing for an
        unknown zone. */
    zone: function (tz) {
      var offset, now = Date.now();
      try { offset = offsets(tz); } catch (unknown) { return undefined; }
      var before = offset(now - REACH), table = [before];
      // A week is shorter than any two changes of a zone lie apart; the change itself is then found to the second.
      for (var day = now - REACH; day < now + REACH; day += 7 * DAY) {
        var from = day, to = day + 7 * DAY, after = offset(to);
        if (after === before) continue;
        while (to - from > 1000) {
          var middle = Math.floor((from + to) / 2);
          if (offset(middle) === before) from = middle; else to = middle;
        }
        table.push(Math.round(to / 1000) * 1000, after);
        before = after;
      }
      return Float64Array.from(table);
    }
  };

  /** `board.json`; or the last one that was whole, where it cannot be had, is half written, or something else came. */
  function settled() {
    return ask.file(SETTINGS, SETTINGS_WITHIN).then(function (settings) {
      try {
        JSON.parse(new TextDecoder().decode(settings));
        if (!ask.inside(SETTINGS)) keep.save(SETTINGS, Date.now(), [settings]);
        return settings;
      } catch (broken) {
        return keep.load(SETTINGS).then(function (kept) { return kept ? kept[1] : settings; });
      }
    });
  }

  function begin(settings) {
    var still = Boolean(window.matchMedia && matchMedia('(prefers-reduced-motion: reduce)').matches);
    var board = wasm_bindgen;
    board.begin(settings, location.search, location.hash, languages.join(), watchdog.skipped().join('\n'), Math.random(), still);
    listen(board);
    // For remote control, monitors and tests. Nothing in it can change the goals.
    window.maltavla = {
      version: board.version(),
      state: function () { return Object.assign(board.state(), { feeds: board.feeds() }, window.maltavlaHealth()); },
      slides: board.slides,
      show: board.show,
      read: board.read
    };
    board.tick();
  }

  /** Keys, remotes, touch and mouse: listened to once, for the page's whole life. */
  function listen(board) {
    var finger;
    addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      // What the board has no use for is the browser's: a remote's Back leaves the page, when there is nothing to close.
      if (board.key(event.key || '', event.keyCode)) event.preventDefault();
    });
    addEventListener('touchstart', function (event) { finger = event.changedTouches[0]; });
    addEventListener('touchend', function (event) {
      var end = event.changedTouches[0];
      if (finger && end) board.swipe(end.clientX - finger.clientX, end.clientY - finger.clientY, innerWidth);
      finger = undefined;
    });
    addEventListener('mousemove', board.pointer);
    addEventListener('dblclick', board.fill);
    addEventListener('online', board.online);
    ['resize', 'pageshow', 'focus'].forEach(function (name) { addEventListener(name, board.tick); });
    document.addEventListener('visibilitychange', board.tick);
  }
})();
