// The set-up page: the real board in a frame, with the goals that the page holds. The frame's own boot script asks
// `maltavlaHolds` before it asks the network (public/boot.js).
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var SIZES = { wide: [1920, 1080], tall: [1080, 1920] };
  var slide = 1;
  var shown = { settings: '', feeds: [] };

  /** The settings of the preview: those that are set, but that it reads what the page holds, stands still, and never sleeps. */
  function settings() {
    var all = page.all();
    var board = {};
    Object.keys(all).forEach(function (name) {
      if (['feed', 'mapping', 'hours', 'push', 'hold', 'every'].indexOf(name) < 0) board[name] = all[name];
    });
    if (page.seen.feeds.length) board.feed = page.seen.feeds.map(function (feed, place) { return 'held-' + place + '.json'; });
    board.hold = [String(slide)];
    board.resume = ['0'];
    board.every = ['86400'];
    if (!board.locale && !page.seen.feeds.length) board.locale = [page.lang()];
    return JSON.stringify(board);
  }

  window.maltavlaHolds = function (address) {
    var name = address.split(/[?#]/)[0].split('/').pop();
    if (name === 'board.json') return settings();
    var held = /^held-(\d+)\.json$/.exec(name);
    if (!held) return undefined;
    var feed = page.seen.feeds[Number(held[1])];
    return feed && feed.length ? feed : '{"format":"maltavla/1","objectives":[]}';
  };

  page.preview = function () {
    var say = page.say();
    var h = page.h;
    var frame = h('iframe', { class: 'preview-frame', title: say.preview, tabindex: -1, src: './' });
    var glass = h('div', { class: 'preview-glass' }, frame);
    var place = h('p', { class: 'preview-place', 'aria-live': 'polite' });
    var buttons = [['wide', say.wide], ['tall', say.tall]].map(function (one) {
      return h('button', { type: 'button', class: 'button small', 'data-shape': one[0], 'aria-label': one[1], onclick: function () { page.state.tall = one[0] === 'tall'; page.keepSoon(); size(); } }, one[0] === 'wide' ? '16:9' : '9:16');
    });
    var element = h('section', { class: 'preview', 'aria-label': say.preview }, [
      glass,
      h('div', { class: 'preview-tools' }, [
        h('button', { type: 'button', class: 'button small', onclick: function () { step(-1); } }, say.before),
        h('button', { type: 'button', class: 'button small', onclick: function () { step(1); } }, say.after),
        place, buttons
      ])
    ]);

    function board() {
      try { return frame.contentWindow.maltavla; } catch (none) { return undefined; }
    }
    function step(by) {
      var there = board();
      var count = there ? there.slides().length : 0;
      if (!count) return;
      slide = ((slide - 1 + by + count) % count) + 1;
      there.show(slide);
      tellPlace();
    }
    function tellPlace() {
      var there = board();
      var slides = there ? there.slides() : [];
      if (slide > slides.length && slides.length) slide = slides.length;
      var one = slides[slide - 1];
      page.fill(place, one ? say.slideOf(slide, slides.length) + ' · ' + say.sceneNames[one.scene] + (page.seen.look ? '' : ' · ' + say.demoShown) : '');
    }
    var waiting;
    var waited = 0;
    /** Loads the board anew; one that is loading still may come up first. */
    function reload() {
      clearTimeout(waiting);
      // The page was drawn anew, with another frame.
      if (!frame.contentWindow) return;
      if (!board() && waited < 100) { waited += 1; waiting = setTimeout(reload, 100); return; }
      waited = 0;
      frame.contentWindow.location.reload();
    }
    function size() {
      var of = SIZES[page.state.tall ? 'tall' : 'wide'];
      buttons.forEach(function (button) { button.setAttribute('aria-pressed', String((button.getAttribute('data-shape') === 'tall') === Boolean(page.state.tall))); });
      var room = element.clientWidth;
      if (!room) return;
      var scale = page.state.tall ? Math.min(room / of[0], (room * 0.75) / of[1]) : room / of[0];
      frame.style.width = of[0] + 'px';
      frame.style.height = of[1] + 'px';
      frame.style.transform = 'scale(' + scale + ')';
      glass.style.width = Math.floor(of[0] * scale) + 'px';
      glass.style.height = Math.floor(of[1] * scale) + 'px';
    }
    // The frame tells its slides when it has them.
    frame.addEventListener('load', function () {
      var main;
      try { main = frame.contentDocument.querySelector('main'); } catch (another) { return; }
      if (!main) return;
      new MutationObserver(tellPlace).observe(main, { attributes: true });
      tellPlace();
    });
    if (typeof ResizeObserver === 'function') new ResizeObserver(size).observe(element);
    window.addEventListener('resize', size);

    function draw() {
      size();
      var wanted = settings().replace(/"hold":\["\d+"\],/, '');
      var feeds = page.seen.feeds;
      var news = feeds.length !== shown.feeds.length || feeds.some(function (feed, at) { return feed !== shown.feeds[at]; });
      if (wanted === shown.settings && !news) { tellPlace(); return; }
      var there = board();
      if (wanted === shown.settings && there && feeds.length) there.read();
      else if (shown.settings) {
        if (feeds.length !== shown.feeds.length) slide = 1;
        reload();
      }
      shown = { settings: wanted, feeds: feeds };
    }
    shown = { settings: '', feeds: [] };
    return { element: element, draw: draw };
  };
})();
