// The set-up page: what is set, what follows from it, and where each part stands. What a document is and how settings
// are written the reader's core tells (src/setup/); this holds, asks and shows.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};

  /** All that a user has set; kept over a reload. A document is `{ name, bytes, feed, shape, from }`: `feed` is where the
   *  screen will read it, `shape` the paths in it. */
  page.state = { documents: [], mapping: null, settings: {}, language: null, tall: false, base: null };
  /** What follows from it: the last answers. */
  page.seen = { look: null, feeds: [], settings: { settings: {}, address: '', board: '{}\n', notices: [] } };

  page.lang = function () {
    var wanted = page.state.language || navigator.language || 'en';
    return /^sv\b/i.test(wanted) ? 'sv' : 'en';
  };
  page.say = function () { return page.words[page.lang()]; };

  /** The moment and its offset here, as RFC 3339. */
  page.now = function () {
    var now = new Date();
    var offset = -now.getTimezoneOffset();
    function two(number) { return ('0' + Math.floor(Math.abs(number))).slice(-2); }
    return new Date(now.getTime() + offset * 60000).toISOString().slice(0, 19) + (offset < 0 ? '-' : '+') + two(offset / 60) + ':' + two(offset % 60);
  };

  // What is said once is said here, for eyes and ears.
  var said = page.h('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  /** Says a sentence; with `action`, a button beside it. */
  page.tell = function (sentence, action) {
    page.fill(said, [sentence, action && page.h('button', { type: 'button', class: 'button small', onclick: function () { page.fill(said, []); action.run(); } }, action.name)]);
    said.classList.toggle('said-something', Boolean(sentence));
  };
  page.fell = function (error) {
    console.warn(error);
    page.tell(page.say().fell + String((error && error.message) || error));
  };

  var busy = 0;
  /** Shows that something is under way until it has ended, well or not. */
  page.during = function (work) {
    function end() { busy -= 1; if (!busy) document.body.removeAttribute('data-busy'); }
    busy += 1;
    document.body.setAttribute('data-busy', '');
    work.then(end, end);
    return work;
  };

  var asked = 0;
  /** Reads all documents anew, and shows what follows. */
  page.look = function () {
    var mine = (asked += 1);
    page.keepSoon();
    if (page.state.documents.length === 0) {
      page.seen.look = null;
      page.seen.feeds = [];
      return page.settle();
    }
    return page.during(page.ask(page.question(page.state.documents, page.state.mapping), page.beside(page.state.documents, page.state.mapping))).then(function (answer) {
      if (mine !== asked) return undefined;
      page.seen.look = answer.told;
      page.seen.feeds = answer.feeds;
      return page.settle();
    }).catch(page.fell);
  };
  page.question = function (documents, mapping) {
    return { ask: 'look', names: documents.map(function (one) { return one.name; }), now: page.now(), mapping: Boolean(mapping) };
  };
  page.beside = function (documents, mapping) {
    var bytes = documents.map(function (one) { return one.bytes; });
    return mapping ? bytes.concat(new TextEncoder().encode(JSON.stringify(mapping))) : bytes;
  };

  /** The settings with what follows from the documents. */
  page.all = function () {
    var all = Object.assign({}, page.state.settings);
    // Feeds in the settings are those that could not be read here: the screen may be able to.
    var feeds = page.state.documents.map(function (one) { return one.feed; });
    feeds = feeds.concat((all.feed || []).filter(function (feed) { return feeds.indexOf(feed) < 0; }));
    if (feeds.length) all.feed = feeds; else delete all.feed;
    if (page.state.mapping && page.state.documents.length) all.mapping = ['mapping.json'];
    return all;
  };

  var settled = 0;
  /** Settings changed: how they are written, and all that shows them. */
  page.settle = function () {
    var mine = (settled += 1);
    page.keepSoon();
    return page.during(page.ask({ ask: 'settings', settings: page.all() })).then(function (answer) {
      if (mine !== settled) return;
      page.seen.settings = answer.told;
      page.draw();
    }).catch(page.fell);
  };

  page.set = function (name, texts) {
    if (texts === null || texts.length === 0 || (texts.length === 1 && texts[0] === '')) delete page.state.settings[name];
    else page.state.settings[name] = texts;
    return page.settle();
  };

  var keeping;
  var kept = [];
  /** Keeps the draft: new documents at once, what is typed letter by letter whole a little later. */
  page.keepSoon = function () {
    var now = page.state.documents;
    if (now.length !== kept.length || now.some(function (one, at) { return one !== kept[at]; })) { page.keepNow(); return; }
    page.keepLight(page.state);
    clearTimeout(keeping);
    keeping = setTimeout(page.keepNow, 300);
  };
  page.keepNow = function () {
    clearTimeout(keeping);
    keeping = undefined;
    kept = page.state.documents.slice();
    return page.keep(page.state);
  };

  page.draw = function () {
    page.parts.forEach(function (part) { part.draw(); });
    document.body.setAttribute('data-state', page.seen.look ? 'set' : 'empty');
    document.body.setAttribute('data-drawn', String(Number(document.body.getAttribute('data-drawn') || 0) + 1));
  };

  function frame() {
    var say = page.say();
    var h = page.h;
    document.title = 'Måltavla · ' + say.title;
    document.documentElement.lang = page.lang();
    page.parts = [page.give(), page.mend(), page.coach(), page.preview(), page.wall(), page.compose()];
    var language = h('select', { 'aria-label': say.language, onchange: function () {
      page.state.language = language.value;
      begin();
      page.look();
    } }, [['sv', 'Svenska'], ['en', 'English']].map(function (one) { return h('option', { value: one[0], lang: one[0] }, one[1]); }));
    language.value = page.lang();
    var main = document.querySelector('main');
    var old = main.querySelector('.setup');
    if (old) old.remove();
    main.appendChild(h('div', { class: 'setup' }, [
      h('header', { class: 'setup-head' }, [
        h('h1', {}, [h('a', { href: './', class: 'setup-name', title: say.toBoard }, 'Måltavla'), ' ', h('span', { class: 'setup-title' }, say.title)]),
        h('p', { class: 'setup-promise' }, say.promise),
        h('div', { class: 'setup-tools' }, [language, h('button', { type: 'button', class: 'button small', onclick: startOver }, say.again)])
      ]),
      said,
      h('div', { class: 'setup-left' }, page.parts.slice(0, 3).map(function (part) { return part.element; })),
      h('div', { class: 'setup-right' }, page.parts.slice(3).map(function (part) { return part.element; }))
    ]));
  }

  function startOver() {
    var old = page.state;
    page.state = { documents: [], mapping: null, settings: {}, language: old.language, tall: false, base: old.base };
    begin();
    page.tell(page.say().again + '.', { name: page.say().undo, run: function () { page.state = old; begin(); page.look(); } });
    page.look();
  }

  function begin() {
    frame();
    page.draw();
  }

  // Arrows on a remote walk from control to control, where they have no other use.
  document.addEventListener('keydown', function (event) {
    var here = document.activeElement;
    var down = event.key === 'ArrowDown' || event.key === 'ArrowRight';
    if (!(down || event.key === 'ArrowUp' || event.key === 'ArrowLeft') || !here || !/^(BUTTON|A|SUMMARY)$/.test(here.tagName) || event.defaultPrevented) return;
    var all = [].filter.call(document.querySelectorAll('.setup a[href], .setup button, .setup input, .setup select, .setup textarea, .setup summary'), function (one) {
      return !one.disabled && one.tabIndex >= 0 && one.offsetParent !== null;
    });
    var next = all[all.indexOf(here) + (down ? 1 : -1)];
    if (next) { next.focus(); event.preventDefault(); }
  });

  // Light or dark, as the computer is; the board in the frame has its own look.
  var light = window.matchMedia('(prefers-color-scheme: light)');
  function look() {
    if (light.matches) document.documentElement.setAttribute('data-theme', 'light'); else document.documentElement.removeAttribute('data-theme');
  }
  light.addListener(look);
  look();

  // The watchdog waits for a heart.
  if (window.maltavlaWatchdog) {
    window.maltavlaWatchdog.beat();
    setInterval(function () { window.maltavlaWatchdog.beat(); }, 3000);
  }
  window.addEventListener('pagehide', function () { if (keeping) page.keepNow(); });

  // Every file of the page has run by then.
  Promise.resolve().then(function () { return page.recall(); }).then(function (draft) {
    if (draft && Array.isArray(draft.documents)) page.state = Object.assign(page.state, draft);
    begin();
    return page.look();
  }).catch(page.fell);
})();
