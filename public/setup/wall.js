// The set-up page, 5: put it on the wall. The address, its QR code, the files to save, and what to do on each screen.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};

  function base() { return page.state.base || location.href.split(/[?#]/)[0].replace(/index\.html$/, ''); }
  function whole(settings) { return base() + (settings ? '#' + settings : ''); }

  /** A QR code as a picture; its quiet zone is a part of it. */
  function picture(rows, name) {
    var side = rows.length + 8;
    var path = rows.map(function (row, y) {
      var runs = '';
      row.replace(/1+/g, function (run, x) { runs += 'M' + (x + 4) + ' ' + (y + 4) + 'h' + run.length + 'v1h-' + run.length + 'z'; });
      return runs;
    }).join('');
    return page.h('svg', { viewBox: '0 0 ' + side + ' ' + side, class: 'code', role: 'img', 'aria-label': name, 'shape-rendering': 'crispEdges' }, [
      page.h('rect', { width: side, height: side, class: 'code-ground' }), page.h('path', { d: path, class: 'code-dark' })
    ]);
  }
  /** Puts the QR code of an address in a place, when it is known. */
  function code(place, address, name) {
    return page.ask({ ask: 'code', text: address }).then(function (answer) {
      page.fill(place, answer.told.code.length ? picture(answer.told.code, name) : []);
    }).catch(page.fell);
  }

  page.wall = function () {
    var say = page.say();
    var h = page.h;
    var place = h('div', { class: 'wall-code' });
    var address = h('a', { class: 'wall-address', target: '_blank', rel: 'noopener' });
    var notes = h('div', { class: 'wall-notes' });
    var copy = h('button', { type: 'button', class: 'button main', onclick: function () { page.copy(whole(page.seen.settings.address), copy); } }, say.copyAddress);
    var files = h('div', { class: 'wall-files' });
    var stand = h('input', { type: 'url', id: 'base', autocomplete: 'off', spellcheck: 'false', oninput: function () {
      page.state.base = stand.value.trim() || null;
      page.keepSoon();
      draw();
    } });
    var feeds = h('div', { class: 'wall-feeds' });
    var teams = h('details', { class: 'per-team', hidden: true });
    var how = h('div', { class: 'how' });
    var where = h('details', { class: 'where' }, [h('summary', {}, say.base), h('div', { class: 'field' }, [h('label', { for: 'base' }, say.baseAddress), stand]), feeds]);
    // It stands open where something is to be written there, until someone has closed it.
    var shown = false;
    var element = h('section', { class: 'wall', 'aria-label': say.wall }, [
      place,
      h('div', { class: 'wall-words' }, [
        h('h2', {}, say.wall), h('p', { class: 'soft' }, say.wallText), h('p', {}, address), notes,
        h('div', { class: 'wall-buttons' }, [copy, files])
      ]),
      h('div', { class: 'wall-more' }, [
        where,
        teams,
        h('details', { class: 'how-to' }, [h('summary', {}, say.howTo), how])
      ])
    ]);
    var last = '';

    function draw() {
      var settings = page.seen.settings;
      var to = whole(settings.address);
      var documents = page.state.documents;
      // A file may stand in for what the screen reads at an address of its own.
      var mine = documents.filter(function (one) { return one.from === 'file' && !/^https?:/.test(one.feed); });
      var beside = mine.map(function (one) { return one.feed; }).concat(page.state.mapping && documents.length ? ['mapping.json'] : []);
      address.href = to;
      page.fill(address, to.replace(/^https?:\/\//, ''));
      var local = /^https?:\/\/(localhost|127\.|\[::1\])/.test(to) || /^file:/.test(to);
      if (local && !shown) where.open = shown = true;
      page.fill(notes, [
        beside.length ? h('p', { class: 'small-text' }, say.wallFirst(beside.join(', '))) : null,
        local ? h('p', { class: 'small-text' }, say.wallLocal) : null,
        settings.address ? h('p', { class: 'soft small-text' }, say.short(base())) : null
      ]);
      function save(name, text, label, main) { return h('button', { type: 'button', class: 'button', 'data-save': name, onclick: function () { page.save(name, text()); } }, label); }
      page.fill(files, [
        save('board.json', function () { return settings.board; }, say.saveBoard),
        page.state.mapping ? save('mapping.json', function () { return JSON.stringify(page.state.mapping, null, 2) + '\n'; }, say.saveMapping) : null,
        mine.filter(function (one) { return one.feed !== one.name; }).map(function (one) { return save(one.feed, function () { return one.bytes; }, say.saveFeed(one.feed)); }),
        page.oneFile ? h('button', { type: 'button', class: 'button', 'data-save': 'maltavla.html', onclick: function () { page.oneFile().catch(page.fell); } }, say.saveOne) : null
      ]);
      if (document.activeElement !== stand) stand.value = base();
      if (!feeds.contains(document.activeElement)) page.fill(feeds, documents.map(function (one, at) {
        var input = h('input', { type: 'text', id: 'feed-' + at, value: one.feed, autocomplete: 'off', spellcheck: 'false', oninput: function () { if (input.value.trim()) { one.feed = input.value.trim(); page.settle(); } } });
        return h('div', { class: 'field' }, [h('label', { for: 'feed-' + at }, say.feedAt(one.name)), input]);
      }));
      drawTeams();
      if (to === last) return;
      last = to;
      code(place, to, say.code);
      drawHow(to);
    }

    function drawTeams() {
      var all = (page.seen.look && page.seen.look.teams) || [];
      teams.hidden = all.length < 2;
      var was = teams.open;
      page.fill(teams, [h('summary', {}, say.perTeam), h('ul', {}, all.map(function (team) {
        var spot = h('div', { class: 'team-code' });
        function to(then) {
          return page.ask({ ask: 'settings', settings: Object.assign(page.all(), { team: [team.id] }) }).then(function (answer) { then(whole(answer.told.address)); }).catch(page.fell);
        }
        var button = h('button', { type: 'button', class: 'button small', 'aria-label': say.copyAddress + ': ' + team.name, onclick: function () { to(function (address) { page.copy(address, button); }); } }, say.copyAddress);
        return h('li', {}, [h('span', {}, team.name), button,
          h('button', { type: 'button', class: 'button small', 'aria-label': say.codeFor(team.name), onclick: function () { to(function (address) { code(spot, address, say.codeFor(team.name)); }); } }, 'QR'), spot]);
      }))]);
      teams.open = was;
    }

    function drawHow(to) {
      /** A unit for systemd: `about` is what its part of the machine needs. */
      function service(target, about, command) {
        return ['[Unit]', 'Description=Måltavla', 'Wants=network-online.target', 'After=network-online.target ' + target, '', '[Service]', 'User=pi'].concat(about,
          ['ExecStart=' + command, 'Restart=always', 'RestartSec=5', '', '[Install]', 'WantedBy=' + target]).join('\n');
      }
      // In a unit, % has a meaning of its own.
      var unit = "'" + to.replace(/%/g, '%%') + "'";
      var snippets = {
        tv: [to],
        pi: [
          service('graphical.target', ['Environment=DISPLAY=:0 WAYLAND_DISPLAY=wayland-0 XDG_RUNTIME_DIR=/run/user/1000'],
            '/usr/bin/chromium --kiosk --no-first-run --noerrdialogs --disable-infobars --disable-session-crashed-bubble --password-store=basic ' + unit),
          service('multi-user.target', ['RuntimeDirectory=maltavla', 'Environment=XDG_RUNTIME_DIR=/run/maltavla'], '/usr/bin/cog --platform=drm ' + unit)
        ],
        chromebox: [to], windows: [to, '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --kiosk "' + to + '" --edge-kiosk-type=fullscreen --no-first-run'],
        anthias: [to], yodeck: [to],
        mirror: ["{ module: 'MMM-iFrame', position: 'fullscreen_below', config: { url: ['" + to + "'], width: '100%', height: '1080px', updateInterval: 86400000 } }"],
        ha: ['views:\n  - type: panel\n    title: Måltavla\n    cards:\n      - type: iframe\n        url: ' + to]
      };
      page.fill(how, Object.keys(snippets).map(function (key) {
        var words = say.how[key];
        return h('details', {}, [h('summary', {}, words[0]), h('p', {}, words[1]), snippets[key].map(function (text) { return page.snippet(text, words[0]); })]);
      }));
    }
    return { element: element, draw: draw };
  };
})();
