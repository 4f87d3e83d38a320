// The set-up page: the whole board with its goals and settings in one file, for a stick or a mail. `maltavla.html` of the
// site is that board with its demo (xtask/src/one_file.rs); here other files take the demo's place.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var MARK = '<!--maltavla-files-->';

  /** A file as a block of the page; in JSON a `<` stands in texts only, where it may be written so. */
  function block(name, json) {
    return '<script type="application/json" data-file="' + name + '">' + json.trim().replace(/</g, '\\u003c') + '</script>\n';
  }

  page.oneFile = function () {
    var settings = Object.assign({}, page.all());
    delete settings.mapping;
    var feeds = page.seen.feeds.map(function (feed) { return new TextDecoder().decode(feed); }).filter(Boolean);
    if (feeds.length) settings.feed = feeds.map(function (feed, place) { return 'goals-' + (place + 1) + '.json'; });
    return page.during(Promise.all([fetch('maltavla.html'), page.ask({ ask: 'settings', settings: settings })]).then(function (answers) {
      if (!answers[0].ok) throw new Error('maltavla.html: ' + answers[0].status);
      return answers[0].text().then(function (board) {
        if (board.indexOf(MARK) < 0) throw new Error('maltavla.html');
        var own = feeds.length ? /<script type="application\/json" data-file="[^"]*">[^<]*<\/script>\n/g : /<script type="application\/json" data-file="board\.json">[^<]*<\/script>\n/g;
        var files = feeds.map(function (feed, place) { return block('goals-' + (place + 1) + '.json', feed); }).concat(block('board.json', answers[1].told.board));
        // As pieces: in a replacement `$` has a meaning of its own.
        return board.replace(own, '').split(MARK).join(MARK + '\n' + files.join(''));
      });
    }).then(function (html) { page.save('maltavla.html', html, 'text/html'); return html; }));
  };
})();
