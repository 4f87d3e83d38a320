// The set-up page, 2: where each thing comes from, and another place for it. What is changed becomes a mapping document.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};

  /** For each row: the collections of a mapping that it may stand in, and its field there; none: where the records are. */
  var SLOTS = {
    objective: [['objectives', 'goals'], 'at'], objectiveTitle: [['objectives', 'goals'], 'title'],
    keyResult: [['keyResults', 'goals'], 'at'], keyResultTitle: [['keyResults', 'goals'], 'title'],
    current: [['keyResults', 'goals'], 'current'], start: [['keyResults', 'goals'], 'start'], target: [['keyResults', 'goals'], 'target'], unit: [['keyResults', 'goals'], 'unit'],
    team: [['objectives', 'goals'], 'team'], owner: [['objectives', 'goals'], 'owner'], supports: [['objectives', 'goals'], 'supports'],
    status: [['objectives', 'goals'], 'status'], progress: [['keyResults', 'goals', 'objectives'], 'progress'], due: [['objectives', 'goals'], 'due'],
    checkIn: [['checkIns'], 'at'], checkInDate: [['checkIns'], 'date'], checkInValue: [['checkIns'], 'value'],
    initiative: [['initiatives'], 'at']
  };
  var FIRST = ['objective', 'keyResult', 'current', 'target', 'team', 'supports', 'checkIn'];
  var REST = ['objectiveTitle', 'keyResultTitle', 'start', 'unit', 'status', 'progress', 'owner', 'due', 'checkInDate', 'checkInValue', 'initiative'];
  var COLLECTIONS = ['groups', 'teams', 'objectives', 'goals', 'keyResults', 'initiatives', 'checkIns'];

  /** Whether a mapping lies over what was read by those who know the tool: its goals need no path of their own. */
  function isOver(mapping) { return mapping && mapping.over === true; }
  /** Where a thing is said over a reading: of objectives, of key results, or of both. */
  function overName(mapping, thing) {
    var names = SLOTS[thing][0];
    if (/^(objective|supports|checkIn|initiative)/.test(thing) || names[0] === 'keyResults' && thing !== 'progress') return names[0];
    return mapping.objectives && mapping.objectives.at ? 'objectives' : 'goals';
  }
  /** The paths to the records that a thing is a field of, over a reading. */
  function overPaths(mapping, thing) {
    var name = overName(mapping, thing);
    function of(collection, source) { return (mapping[collection] && mapping[collection].at) || source; }
    if (name === 'checkIns') return [of('checkIns', '')].filter(Boolean);
    var paths = name === 'keyResults' ? [] : [of('objectives', rowOf('objective').source)];
    if (name !== 'objectives') paths.push(of('keyResults', rowOf('keyResult').source));
    return paths.filter(function (path, at) { return path && paths.indexOf(path) === at; });
  }
  function setOver(mapping, thing, path) {
    var name = overName(mapping, thing);
    var field = SLOTS[thing][1];
    var made = mapping[name] = Object.assign({}, field === 'at' && (name === 'objectives' || name === 'keyResults') ? mapping.goals : {}, mapping[name]);
    // What is said to be nowhere is not looked for by the reader either.
    made[field] = path || { value: '' };
    if (field === 'at') guess(made, name, path);
  }
  function rowOf(thing) {
    return ((page.seen.look && page.seen.look.rows) || []).filter(function (row) { return row.thing === thing; })[0] || { found: 0, of: 0, samples: [] };
  }

  /** The first collection of one of these names, with the whole path to its records. */
  function find(mapping, names, around) {
    var found = null;
    COLLECTIONS.forEach(function (name) {
      [].concat(mapping[name] || []).forEach(function (one) {
        if (found || !one || typeof one !== 'object') return;
        var at = [].concat(one.at || [])[0] || '$';
        var whole = (around || '$') + at.slice(1);
        if (names.indexOf(name) >= 0) found = { collection: one, name: name, path: whole };
        else found = find(one, names, whole);
      });
    });
    return found;
  }

  /** Where a thing stands, as the mapping says; `null` if it says that it is nowhere. */
  function said(mapping, thing) {
    var slot = SLOTS[thing];
    var found = !mapping ? null : isOver(mapping) ? { collection: mapping[overName(mapping, thing)] || {} } : find(mapping, slot[0]);
    if (!found) return '';
    if (slot[1] === 'at' && found.path) return found.path;
    var field = [].concat(found.collection[slot[1]] || [])[0];
    if (field && typeof field === 'object') field = field.at || (field.key ? '~' : field.value === '' ? null : field.value);
    return field === undefined ? '' : field === null ? null : String(field);
  }
  /** Whether what the mapping says of a thing is found nowhere. */
  function isMissed(thing) {
    var slot = SLOTS[thing];
    return slot[0].some(function (name) { return page.seen.look.missed.indexOf(slot[1] === 'at' ? name : name + '/' + slot[1]) >= 0; });
  }
  /** The names of all that the mapping says and that is found nowhere. */
  page.missedThings = function () {
    var say = page.say();
    return Object.keys(SLOTS).filter(isMissed).map(function (thing) { return say.things[thing]; });
  };

  /** Sets a thing to a path: a whole one for records, one from its record for a field. */
  function set(mapping, thing, path) {
    var slot = SLOTS[thing];
    if (isOver(mapping)) { setOver(mapping, thing, path); return; }
    var found = find(mapping, slot[0]);
    if (slot[1] !== 'at') {
      if (path) found.collection[slot[1]] = path; else delete found.collection[slot[1]];
      return;
    }
    var around = slot[0][0] === 'objectives' ? null : find(mapping, slot[0][0] === 'keyResults' ? ['objectives', 'goals'] : ['keyResults', 'objectives', 'goals']);
    var inside = around && around !== found && (path.indexOf(around.path + '.') === 0 || path.indexOf(around.path + '[') === 0);
    var made = found && found.name !== 'goals' ? found.collection : {};
    if (found && found.name !== 'goals') take(mapping, found.collection);
    made.at = inside ? '$' + path.slice(around.path.length) : path;
    // Rows that hold objective and key result at once: each objective once.
    (inside ? around.collection : mapping)[slot[0][0]] = made;
    guess(made, slot[0][0], path);
  }
  /** Records without a title are none, and neither are check-ins without a date. */
  function guess(made, name, path) {
    if (name !== 'checkIns') { made.title = made.title || guessTitle(path); return; }
    var day = /^\d{4}-\d\d-\d\d/;
    function first(is) {
      var field = fieldsOf(path).filter(function (one) { return one.samples.length && one.samples.every(is); })[0];
      return field && field.path;
    }
    made.date = made.date || first(function (text) { return day.test(text); });
    made.value = made.value || first(function (text) { return /^-?[\d\s]+([.,]\d+)?\s*%?$/.test(text); });
    ['date', 'value'].forEach(function (name) { if (!made[name]) delete made[name]; });
  }
  function take(mapping, collection) {
    COLLECTIONS.forEach(function (name) {
      if (mapping[name] === collection) delete mapping[name];
      [].concat(mapping[name] || []).forEach(function (one) { if (one && typeof one === 'object') take(one, collection); });
    });
  }
  /** The field with the longest texts: what people read. */
  function guessTitle(path) {
    var best = '$.title';
    var longest = 0;
    fieldsOf(path).filter(function (field) { return field.path.indexOf('[*]') < 0; }).forEach(function (field) {
      var texts = field.samples.filter(function (text) { return !/^[\d\s.,:%+-]*$/.test(text) && !/^https?:/.test(text) && !/^\d{4}-\d\d/.test(text); });
      var length = texts.reduce(function (sum, text) { return sum + Math.min(text.length, 120); }, 0) / (field.samples.length || 1);
      if (texts.length && length > longest) { longest = length; best = field.path; }
    });
    return best;
  }

  /** The fields of the records at a path, each with its path from there. */
  function fieldsOf(path) {
    var all = (page.seen.look && page.seen.look.fields) || [];
    var plain = path.replace(/\[[?][^\]]*\]|\[\d+:\]/g, '[*]');
    return all.filter(function (field) { return field.count > 0 && (field.path.indexOf(plain + '.') === 0 || field.path.indexOf(plain + '[') === 0); })
      .map(function (field) { return { path: '$' + field.path.slice(plain.length), count: field.count, samples: field.samples }; });
  }
  /** The fields of the records at several paths, each once. */
  function fieldsOfAll(paths) {
    var seen = {};
    return [].concat.apply([], paths.map(fieldsOf)).filter(function (field) { return seen[field.path] ? false : (seen[field.path] = true); });
  }
  function records() {
    return ((page.seen.look && page.seen.look.fields) || []).filter(function (field) { return field.records > 0; });
  }

  /** The mapping that a change begins from: the user's own, one that lies over what a reader read, or what would read what
   *  inference took the document for. */
  function draft() {
    var look = page.seen.look;
    if (page.state.mapping) return JSON.parse(JSON.stringify(page.state.mapping));
    if (look && look.how === 'reader') return { format: 'maltavla-mapping/1', over: true };
    return look && look.mapping ? JSON.parse(look.mapping) : { format: 'maltavla-mapping/1' };
  }

  page.mend = function () {
    var say = page.say();
    var h = page.h;
    var rows = h('div', { class: 'rows' });
    var hint = h('p', { class: 'soft small-text' });
    var open = null;
    var all = false;
    var more = h('button', { type: 'button', class: 'button small', onclick: function () { all = !all; draw(); } });
    var back = h('button', { type: 'button', class: 'button small', onclick: function () {
      var old = page.state.mapping;
      page.state.mapping = null;
      open = null;
      page.look();
      page.tell(say.backToReader + '.', { name: say.undo, run: function () { page.state.mapping = old; page.look(); } });
    } }, say.backToReader);
    var element = h('section', { class: 'mend', 'aria-label': say.mend, hidden: true }, [h('h2', { class: 'aloud' }, say.mend), rows, hint, h('div', { class: 'mend-tools' }, [more, back])]);

    function draw() {
      var look = page.seen.look;
      element.hidden = !look;
      if (!look) return;
      var focus = document.activeElement && document.activeElement.getAttribute('data-thing-button');
      var typing = open && rows.contains(document.activeElement) && /^(INPUT)$/.test(document.activeElement.tagName);
      if (typing) { counts(); return; }
      page.fill(rows, (all ? FIRST.concat(REST) : FIRST).map(row));
      page.fill(hint, look.how === 'native' ? say.nativeHow : look.how === 'reader' ? say.byReader : say.mendHow);
      page.fill(more, all ? say.fewer : say.more);
      back.hidden = !page.state.mapping;
      if (focus) {
        var again = rows.querySelector('[data-thing-button="' + focus + '"]');
        if (again) again.focus();
      }
    }

    /** Only the numbers, while someone types in a row. */
    function counts() {
      [].forEach.call(rows.querySelectorAll('[data-thing]'), function (element) {
        var told = count(element.getAttribute('data-thing'));
        var cell = element.querySelector('.row-count');
        page.fill(cell, told[0]);
        cell.className = 'row-count ' + told[1];
      });
    }

    function found(thing) {
      return rowOf({ objectiveTitle: 'objective', keyResultTitle: 'keyResult', checkInDate: 'checkIn', checkInValue: 'checkIn' }[thing] || thing);
    }
    function count(thing) {
      var row = found(thing);
      if (isMissed(thing)) return [say.none, 'row-none'];
      if (thing === 'supports' && row.loose) return [say.loose(row.loose), 'row-some'];
      if (!row.found) return [say.none, 'row-none'];
      if (row.of && row.found < row.of) return [say.foundOf(row.found, row.of), row.found * 10 >= row.of * 9 || thing === 'supports' ? 'row-all' : 'row-some'];
      return [say.found(row.found), 'row-all'];
    }
    function source(thing) {
      var look = page.seen.look;
      var told = said(page.state.mapping, thing);
      if (told === null) return say.notThere;
      if (told || (page.state.mapping && !isOver(page.state.mapping))) return told;
      if (look.how === 'inferred') return said(JSON.parse(look.mapping || '{}'), thing) || found(thing).source || '';
      var title = /Title$|^checkIn[DV]/.test(thing);
      return title ? '' : found(thing).source || (found(thing).found ? say.readersOwn((look.documents[0] || {}).reader) : '');
    }

    function row(thing) {
      var told = count(thing);
      var of = found(thing);
      var is = open === thing;
      var sure = said(page.state.mapping, thing) !== '' ? say.byYou : say.sure[of.sure] || '';
      var button = h('button', { type: 'button', class: 'row-button', 'data-thing-button': thing, 'aria-expanded': String(is), onclick: function () { open = is ? null : thing; draw(); } }, [
        h('span', { class: 'row-name' }, say.things[thing]),
        h('span', { class: 'row-source' }, [h('code', {}, source(thing)), of.samples.length ? h('span', { class: 'row-samples' }, of.samples.join(' · ')) : null]),
        h('span', { class: 'row-end' }, [
          h('span', { class: 'row-count ' + told[1] }, told[0]),
          sure && (sure === say.byYou || look().how === 'inferred') ? h('span', { class: 'row-sure' }, sure) : null
        ])
      ]);
      return h('div', { class: 'row', 'data-thing': thing }, [button, is ? editor(thing) : null]);
    }
    function look() { return page.seen.look; }

    function editor(thing) {
      var slot = SLOTS[thing];
      var mapping = draft();
      if (look().how === 'native') return h('div', { class: 'editor' }, h('p', { class: 'soft' }, say.nativeHow));
      var around = isOver(mapping) ? overPaths(mapping, thing) : [find(mapping, slot[0])].filter(Boolean).map(function (one) { return one.path; });
      if (slot[1] !== 'at' && !around.length) return h('div', { class: 'editor' }, h('p', { class: 'soft' }, say.first[slot[0][0]]));
      var choices = slot[1] === 'at' ? records() : fieldsOfAll(around);
      var list = h('ul', { class: 'choices' });
      var search = h('input', { type: 'search', id: 'search-' + thing, autocomplete: 'off', oninput: fillList });
      var path = h('input', { type: 'text', id: 'path-' + thing, autocomplete: 'off', spellcheck: 'false', value: said(mapping, thing) || '', oninput: function () { choose(path.value.trim(), true); } });
      function fillList() {
        var wanted = search.value.toLowerCase();
        var fits = choices.filter(function (one) { return (one.path + ' ' + one.samples.join(' ')).toLowerCase().indexOf(wanted) >= 0; });
        page.fill(list, fits.length ? fits.slice(0, 80).map(function (one) {
          return h('li', {}, h('button', { type: 'button', class: 'choice', 'data-path': one.path, 'aria-pressed': String(one.path === path.value), onclick: function () { choose(one.path); } }, [
            h('code', {}, one.path), h('span', { class: 'choice-count' }, slot[1] === 'at' ? say.records(one.records) : say.values(one.count)),
            h('span', { class: 'row-samples' }, (slot[1] === 'at' ? inside(one.path) : one.samples).join(' · '))
          ]));
        }) : h('li', { class: 'soft' }, say.noFields));
      }
      function inside(of) { return fieldsOf(of).slice(0, 5).map(function (field) { return field.path.slice(2) || field.path; }); }
      function choose(value, typed) {
        var mapping = draft();
        if (slot[1] === 'at' && !value) return;
        set(mapping, thing, value);
        page.state.mapping = mapping;
        if (!typed) open = null;
        page.look().then(function () {
          var again = !typed && rows.querySelector('[data-thing-button="' + thing + '"]');
          if (again) again.focus();
        });
      }
      fillList();
      return h('div', { class: 'editor' }, [
        h('p', { class: 'soft' }, slot[1] === 'at' ? say.whereRecords : say.whereField),
        h('label', { for: 'search-' + thing }, say.search), search, list,
        slot[1] === 'at' ? null : h('button', { type: 'button', class: 'button small', onclick: function () { choose(''); } }, say.notThere),
        h('label', { for: 'path-' + thing }, say.path), path
      ]);
    }
    return { element: element, draw: draw };
  };
})();
