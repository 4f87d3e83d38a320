// The set-up page, 1: give it an export. Whatever is dropped costs nothing of what was set before.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var MOST = 64 * 1024 * 1024;
  /** Shapes that have so much in common are one shape. */
  var SAME = 0.6;

  page.give = function () {
    var say = page.say();
    var h = page.h;
    var file = h('input', { type: 'file', multiple: true, class: 'aloud', tabindex: -1, 'aria-label': say.choose, onchange: function () { page.take(list(file.files)); file.value = ''; } });
    var folder = h('input', { type: 'file', webkitdirectory: true, class: 'aloud', tabindex: -1, 'aria-label': say.chooseFolder, onchange: function () { page.take(list(folder.files)); folder.value = ''; } });
    var area = h('textarea', { id: 'paste', rows: 6, spellcheck: 'false' });
    var pasting = h('div', { class: 'give-paste', hidden: true }, [
      h('label', { for: 'paste' }, say.pasteLabel), area,
      h('button', { type: 'button', class: 'button', onclick: function () { takeText(area.value); area.value = ''; } }, say.pasteDo)
    ]);
    var address = h('input', { type: 'text', inputmode: 'url', id: 'address', placeholder: say.addressHint, autocomplete: 'off', spellcheck: 'false' });
    var headline = h('h2', { class: 'give-name' });
    var hint = h('p', { class: 'soft' });
    var progress = h('progress', { max: 1, value: 0, hidden: true });
    var missed = h('div', { class: 'missed' });
    /** A button that shows and hides what stands below. */
    function opens(name, what, first) {
      var button = h('button', { type: 'button', class: 'button', 'aria-expanded': 'false', onclick: function () {
        what.hidden = !what.hidden;
        button.setAttribute('aria-expanded', String(!what.hidden));
        if (!what.hidden) first.focus();
      } }, name);
      return button;
    }
    var typing = h('form', { class: 'give-address', onsubmit: function (event) { event.preventDefault(); page.takeAddress(address.value.trim()); } }, [
      h('label', { for: 'address', class: 'aloud' }, say.addressLabel), address, h('button', { class: 'button' }, say.addressDo)
    ]);
    var typed = opens(say.address, typing, address);
    var drop = h('div', { class: 'drop' }, [
      headline, hint, progress,
      h('div', { class: 'give-ways' }, [
        h('button', { type: 'button', class: 'button', onclick: function () { file.click(); } }, say.choose),
        h('button', { type: 'button', class: 'button', onclick: function () { folder.click(); } }, say.chooseFolder),
        opens(say.paste, pasting, area), typed, file, folder
      ]),
      pasting, typing
    ]);
    page.missed = missed;
    page.reading = function (name, share) {
      progress.hidden = !name;
      if (!name) return;
      progress.setAttribute('aria-label', say.progress(name));
      if (share === undefined) progress.removeAttribute('value'); else progress.value = share;
      page.fill(hint, say.progress(name));
    };
    var report = h('div', { class: 'report' });
    var reportedOf;

    function draw() {
      var documents = page.state.documents;
      progress.hidden = true;
      // At the start the address stands there; later it is one of the ways.
      if (!typing.contains(document.activeElement) && !missed.firstChild) typing.hidden = documents.length > 0;
      typed.hidden = documents.length === 0;
      typed.setAttribute('aria-expanded', String(!typing.hidden));
      page.fill(headline, documents.length === 1 ? [documents[0].name, ' ', h('span', { class: 'give-size' }, page.bytes(documents[0].bytes.length))]
        : documents.length ? documents.length + ' × JSON' : say.dropHere);
      page.fill(hint, documents.length ? say.dropAnother : say.dropHint);
      if (page.seen.look !== reportedOf) {
        reportedOf = page.seen.look;
        page.fill(report, reportedOf ? reported(reportedOf) : []);
      }
    }

    function reported(look) {
      var missed = page.missedThings();
      function laid(told) { return page.state.mapping && page.state.mapping.over === true && told.reader && told.why !== 'format'; }
      return [page.state.documents.map(function (one, place) {
        var told = look.documents[place] || {};
        var counts = told.counts || {};
        var name = told.refused ? say.unknownShape : told.inferred ? say.byInference : told.reader === 'mapping' ? say.byMapping
          : told.reader === 'Måltavla' || told.why === 'format' ? say.native : say.recognised(told.reader);
        var many = page.state.documents.length > 1;
        return h('section', { class: 'document', 'data-reader': told.reader || '', 'data-document': one.name }, [
          h('h2', {}, [page.mark(told.refused ? 'bad' : 'good'), name + (laid(told) ? say.withChanges : '')]),
          many && h('p', { class: 'document-name' }, one.name + ' · ' + page.bytes(one.bytes.length)),
          h('p', { class: 'soft' }, told.refused ? told.refused : [say.counts(counts), ' ', told.why && told.why !== 'format' && !told.inferred ? say.told(told.why) : say.changeAny]),
          one.changes && changes(one.changes),
          told.notices && told.notices.length ? h('details', { class: 'notices' }, [
            h('summary', {}, told.inferred ? say.howRead : say.notices(told.notices.reduce(function (sum, notice) { return sum + notice.count; }, 0))),
            h('ul', {}, told.notices.slice(0, 60).map(function (notice) {
              return h('li', {}, [notice.said, notice.count > 1 ? say.times(notice.count) : '', notice.at ? h('code', {}, ' ' + notice.at) : '']);
            }))
          ]) : null,
          h('button', { type: 'button', class: 'button small', 'aria-label': say.remove + ': ' + one.name, onclick: function () { removeAt(place); } }, say.remove)
        ]);
      }), missed.length ? h('p', { class: 'changes' }, say.misses(missed.join(', '))) : null, look.wrong.map(function (notice) { return h('p', { class: 'soft' }, notice.said + ' ' + notice.at); })];
    }

    function changes(of) {
      function paths(name, list) { return list.length ? h('p', {}, [name + ': ', list.slice(0, 12).map(function (path) { return [h('code', {}, path), ' ']; })]) : null; }
      return h('div', { class: 'changes' }, of.gone.length + of.come.length === 0 ? h('p', {}, say.sameShape) : [h('p', {}, say.shape), paths(say.gone, of.gone), paths(say.come, of.come)]);
    }

    function removeAt(place) {
      var old = page.state.documents;
      page.state.documents = old.filter(function (one, at) { return at !== place; });
      page.look();
      page.tell(say.remove + ': ' + old[place].name, { name: say.undo, run: function () { page.state.documents = old; page.look(); } });
    }

    return { element: h('section', { class: 'give', 'aria-label': say.give }, [drop, missed, report]), draw: draw };
  };

  function list(files) { return [].slice.call(files || []); }

  /** Reads a file, with progress. */
  function opened(file) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onprogress = function (event) { page.reading(file.name, event.lengthComputable ? event.loaded / event.total : undefined); };
      reader.onload = function () { done(new Uint8Array(reader.result)); };
      reader.onerror = function () { failed(reader.error); };
      reader.readAsArrayBuffer(file);
    });
  }

  /** Takes files, one after the other; each costs at most a sentence. */
  page.take = function (files) {
    var say = page.say();
    if (!files.length) { page.tell(say.noFile); return Promise.resolve(); }
    var batch = { said: [], added: [], old: page.state.documents.slice() };
    return page.during(files.reduce(function (before, file) {
      return before.then(function () {
        if (file.size > MOST) { batch.said.push(say.tooLarge(file.name, page.bytes(file.size))); return undefined; }
        page.reading(file.name);
        return opened(file).then(function (bytes) { page.reading(file.name); return takeOne(batch, file.name, bytes, {}); }, function () { batch.said.push(say.unreadFile(file.name)); });
      });
    }, Promise.resolve()).then(function () { return end(batch); }).catch(page.fell));
  };

  function takeText(text) {
    if (!text.trim()) return Promise.resolve();
    if (/^https?:\/\/\S+$/.test(text.trim())) return page.takeAddress(text.trim());
    var batch = { said: [], added: [], old: page.state.documents.slice() };
    return page.during(takeOne(batch, 'goals.json', new TextEncoder().encode(text), {}).then(function () { return end(batch); }).catch(page.fell));
  }

  function end(batch) {
    page.reading('');
    var action;
    if (batch.replaced) {
      var both = batch.old.concat(batch.added);
      action = { name: page.say().keepBoth, run: function () { page.state.documents = both; page.look(); } };
    }
    page.tell(batch.said.join(' '), action);
    return batch.said.length && !batch.added.length && !batch.changed ? page.draw() : page.look();
  }

  function same(a, b) {
    if (a.length !== b.length) return false;
    for (var i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
    return true;
  }

  /** Takes one document for what it is: an export, a mapping or settings. `more.feed` is where it came from. */
  function takeOne(batch, name, bytes, more) {
    var say = page.say();
    if (page.state.documents.some(function (one) { return same(one.bytes, bytes); })) { batch.said.push(say.twice(name)); return Promise.resolve(); }
    return page.ask({ ask: 'what' }, [bytes]).then(function (answer) {
      if (answer.told.what === 'mapping') {
        page.state.mapping = JSON.parse(new TextDecoder().decode(bytes).replace(/^\ufeff/, ''));
        batch.said.push(say.gotMapping(name));
        batch.changed = true;
        return undefined;
      }
      if (answer.told.what === 'board') return page.ask({ ask: 'settings' }, [bytes]).then(function (answer) { return restore(batch, answer.told, say.gotBoard(name)); });
      var one = { name: name, bytes: bytes, feed: more.feed || slug(name), from: more.feed ? 'address' : 'file', shape: [] };
      return page.ask(page.question([one], page.state.mapping), page.beside([one], page.state.mapping)).then(function (answer) { add(batch, one, answer.told); });
    });
  }

  function add(batch, one, told) {
    var say = page.say();
    var document = told.documents[0] || {};
    one.shape = told.fields.map(function (field) { return field.path; });
    var records = told.fields.some(function (field) { return field.records > 0; });
    if (document.refused && !records) {
      batch.said.push(document.isJson === false && one.from === 'file' ? say.notJson(one.name)
        : told.fields.length ? say.notGoals(one.name) + ' ' + document.refused : document.refused);
      return;
    }
    // Last quarter's export gives way to this quarter's; those that came together stay together.
    var old = batch.old.filter(function (other) { return page.state.documents.indexOf(other) >= 0 && (other.feed === one.feed || alike(other.shape, one.shape) >= SAME); })[0];
    if (old) {
      one.feed = one.from === 'file' ? old.feed : one.feed;
      one.changes = { gone: missing(old.shape, one.shape), come: missing(one.shape, old.shape) };
      page.state.documents[page.state.documents.indexOf(old)] = one;
      batch.said.push(say.replaced(one.name, old.name));
      batch.replaced = true;
    } else {
      // A file stands in for an address that could not be read here.
      var unread = page.state.settings.feed;
      if (one.from === 'file' && unread) {
        one.feed = unread[0];
        if (unread.length > 1) page.state.settings.feed = unread.slice(1); else delete page.state.settings.feed;
        page.fill(page.missed, []);
      }
      while (page.state.documents.some(function (other) { return other.feed === one.feed; })) one.feed = one.feed.replace(/(\.json)?$/, '2.json');
      page.state.documents.push(one);
    }
    batch.added.push(one);
  }

  function missing(from, others) { return from.filter(function (path) { return others.indexOf(path) < 0; }); }
  function alike(a, b) {
    var both = a.length - missing(a, b).length;
    return a.length + b.length ? both / (a.length + b.length - both) : 0;
  }

  /** The name that a file has beside the board: easy to type and to serve. */
  function slug(name) {
    var plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/\.json$/, '').replace(/[^a-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
    return (plain && plain !== 'board' && plain !== 'mapping' ? plain : 'goals') + '.json';
  }

  /** Settings that came in an address or in a board.json: all of them are set; the goals they name are fetched. */
  function restore(batch, told, sentence) {
    var settings = Object.assign({}, told.settings);
    var feeds = settings.feed || [];
    var mapping = settings.mapping;
    delete settings.feed;
    delete settings.mapping;
    page.state.settings = settings;
    batch.changed = true;
    batch.said.push(sentence);
    told.notices.forEach(function (notice) { batch.said.push(notice.said); });
    var mapped = mapping ? fetched(mapping[0]).then(function (bytes) { page.state.mapping = JSON.parse(new TextDecoder().decode(bytes)); }).catch(function () { settings.mapping = mapping; }) : Promise.resolve();
    return feeds.reduce(function (before, feed) {
      return before.then(function () {
        if (page.state.documents.some(function (one) { return one.feed === feed; })) return undefined;
        return fetched(feed).then(function (bytes) { return takeOne(batch, named(feed), bytes, { feed: feed }); }, function (miss) {
          settings.feed = (settings.feed || []).concat(feed);
          page.fill(page.missed, page.remedy(feed, miss));
        });
      });
    }, mapped);
  }

  function named(address) {
    var last = address.split(/[?#]/)[0].split('/').filter(Boolean).pop() || address;
    try { return decodeURIComponent(last); } catch (broken) { return last; }
  }

  /** Reads an address; what is in the way is told as `{ why, status }`. */
  function fetched(address) {
    var url;
    try { url = new URL(address, location.href); } catch (broken) { return Promise.reject({ why: 'bad' }); }
    if (!/^https?:$/.test(url.protocol)) return Promise.reject({ why: 'bad' });
    return fetch(url.href, { cache: 'no-cache', headers: { Accept: 'application/json, */*;q=0.5' } }).then(function (answer) {
      if (answer.status === 401 || answer.status === 403 || answer.status === 407) throw { why: 'login', status: answer.status };
      if (answer.status >= 500) throw { why: 'server', status: answer.status };
      if (!answer.ok) throw { why: 'missing', status: answer.status };
      var length = Number(answer.headers.get('Content-Length'));
      if (length > MOST) throw { why: 'large', size: length };
      return answer.arrayBuffer().then(function (buffer) {
        var bytes = new Uint8Array(buffer);
        if (bytes.length > MOST) throw { why: 'large', size: bytes.length };
        if (/^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 200)))) throw { why: 'html' };
        return bytes;
      });
    }, function () {
      if (location.protocol === 'https:' && url.protocol === 'http:') throw { why: 'mixed' };
      // A request whose answer nobody may read tells at least whether somebody answers.
      return fetch(url.href, { mode: 'no-cors', cache: 'no-store' }).then(function () { throw { why: 'cors' }; }, function () { throw { why: 'silent' }; });
    });
  }

  /** An address was typed: of a board that is set already, or of an export. */
  page.takeAddress = function (address) {
    if (!address) return Promise.resolve();
    var say = page.say();
    var batch = { said: [], added: [], old: page.state.documents.slice() };
    page.fill(page.missed, []);
    page.reading(named(address));
    return page.during(page.ask({ ask: 'settings', address: address }).then(function (answer) {
      if (Object.keys(answer.told.settings).length && (address.indexOf('#') >= 0 || answer.told.settings.feed)) return restore(batch, answer.told, say.gotAddress);
      return fetched(address).then(function (bytes) { return takeOne(batch, named(address), bytes, { feed: relative(address) }); });
    }).then(function () { return end(batch); }, function (miss) {
      page.reading('');
      page.draw();
      if (!miss || !miss.why) { page.fell(miss); return; }
      if (miss.why === 'large') page.tell(say.tooLarge(named(address), page.bytes(miss.size)));
      else page.fill(page.missed, page.remedy(address, miss));
    }));
  };

  /** Beside the board, an address is as short as it can be. */
  function relative(address) {
    var here = location.href.split(/[?#]/)[0].replace(/[^/]*$/, '');
    var whole = new URL(address, location.href).href;
    return whole.indexOf(here) === 0 && whole.length > here.length ? whole.slice(here.length) : whole;
  }

  // Everything may be dropped anywhere on the page.
  function over(event) { event.preventDefault(); document.body.classList.toggle('dropping', event.type === 'dragover'); }
  ['dragover', 'dragleave'].forEach(function (name) { document.addEventListener(name, over); });
  document.addEventListener('drop', function (event) {
    over(event);
    var given = event.dataTransfer;
    var entries = list(given.items).map(function (item) { return item.webkitGetAsEntry && item.webkitGetAsEntry(); }).filter(Boolean);
    var text = given.getData && (given.getData('text/uri-list') || given.getData('text/plain'));
    if (entries.length) Promise.all(entries.map(within)).then(function (files) { page.take([].concat.apply([], files)); });
    else if (given.files && given.files.length) page.take(list(given.files));
    else if (text) takeText(text.trim());
    else page.tell(page.say().noFile);
  });
  document.addEventListener('paste', function (event) {
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    var files = list(event.clipboardData.files);
    if (files.length) page.take(files); else takeText(event.clipboardData.getData('text/plain'));
  });

  /** The files of a folder that may be exports. */
  function within(entry) {
    if (entry.isFile) return new Promise(function (done) { entry.file(function (file) { done([file]); }, function () { done([]); }); });
    return new Promise(function (done) {
      var reader = entry.createReader();
      var all = [];
      (function more() {
        reader.readEntries(function (some) {
          if (!some.length) { Promise.all(all.map(within)).then(function (files) { done([].concat.apply([], files)); }); return; }
          all = all.concat(some.filter(function (one) { return one.isDirectory || /\.json$/i.test(one.name); }));
          more();
        }, function () { done([]); });
      })();
    });
  }
})();
