// The set-up page, 4: how the board is put together. Every control is a setting; what is wrong with one is told beside it.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var SCENES = ['overview', 'objective', 'results', 'tree', 'team', 'pulse', 'learning'];

  page.compose = function () {
    var say = page.say();
    var h = page.h;
    var updates = [];
    var notes = {};

    function value(name) { return (page.state.settings[name] || [''])[0]; }
    /** A labelled control of one setting. */
    function field(name, label, control, hint) {
      var note = h('p', { class: 'field-note', id: 'note-' + name });
      control.id = 'set-' + name;
      control.setAttribute('aria-describedby', 'note-' + name);
      notes[name] = note;
      return h('div', { class: 'field' }, [h('label', { for: 'set-' + name }, label), control, hint, note]);
    }
    function text(name, label, hint) {
      var input = h('input', { type: 'text', placeholder: hint, autocomplete: 'off', spellcheck: 'false', oninput: function () { page.set(name, [input.value.trim()]); } });
      updates.push(function () { if (document.activeElement !== input) input.value = value(name); });
      return field(name, label, input);
    }
    function select(name, label, options, none) {
      var input = h('select', { onchange: function () { page.set(name, [input.value]); } });
      updates.push(function () {
        var given = typeof options === 'function' ? options() : options;
        var there = given.some(function (one) { return one[0] === value(name); });
        page.fill(input, (there ? given : given.concat([[value(name), value(name)]])).map(function (one) { return h('option', { value: one[0] }, one[1]); }));
        input.value = value(name) || none || '';
      });
      return field(name, label, input);
    }
    function pairs(object) { return Object.keys(object).map(function (key) { return [key, object[key]]; }); }

    var scenes = h('ol', { class: 'scenes' });
    function chosen() { return value('scenes') ? value('scenes').split(',') : SCENES.slice(); }
    function drawScenes() {
      var mine = chosen();
      var rest = SCENES.filter(function (scene) { return mine.indexOf(scene) < 0; });
      var focus = document.activeElement && document.activeElement.getAttribute('data-focus');
      page.fill(scenes, mine.concat(rest).map(function (scene, at) {
        var on = at < mine.length;
        var name = say.sceneNames[scene];
        function to(list) { page.set('scenes', list.join(',') === SCENES.join(',') ? null : [list.join(',')]); }
        function move(by) {
          var list = mine.slice();
          list.splice(at, 1);
          list.splice(at + by, 0, scene);
          to(list);
        }
        return h('li', { class: on ? 'scene' : 'scene scene-off' }, [
          h('label', {}, [h('input', { type: 'checkbox', checked: on, 'data-focus': 'on-' + scene, onchange: function () {
            var list = on ? mine.filter(function (one) { return one !== scene; }) : mine.concat(scene);
            if (list.length) to(list); else drawScenes();
          } }), ' ' + name]),
          h('button', { type: 'button', class: 'button tiny', 'data-focus': 'up-' + scene, 'aria-label': say.up(name), disabled: !on || at === 0, onclick: function () { move(-1); } }, '↑'),
          h('button', { type: 'button', class: 'button tiny', 'data-focus': 'down-' + scene, 'aria-label': say.down(name), disabled: !on || at === mine.length - 1, onclick: function () { move(1); } }, '↓')
        ]);
      }));
      var again = focus && scenes.querySelector('[data-focus="' + focus + '"]');
      if (again) again.focus();
    }
    updates.push(drawScenes);

    var themes = h('div', { class: 'themes', role: 'radiogroup', 'aria-label': say.theme }, pairs(say.themes).map(function (one) {
      var input = h('input', { type: 'radio', name: 'theme', value: one[0], onchange: function () { page.set('theme', [one[0] === 'dark' ? '' : one[0]]); } });
      updates.push(function () { input.checked = (value('theme') || 'dark') === one[0]; });
      return h('label', { class: 'theme theme-' + one[0] }, [input, h('span', {}, one[1])]);
    }));

    var accent = h('input', { type: 'color', oninput: function () { page.set('brand.accent', [accent.value]); } });
    var own = h('input', { type: 'checkbox', onchange: function () { page.set('brand.accent', own.checked ? [accent.value] : null); } });
    updates.push(function () { own.checked = Boolean(value('brand.accent')); accent.value = value('brand.accent') || '#ff4a3d'; accent.disabled = !own.checked; });

    var overscan = h('input', { type: 'range', min: 0, max: 10, step: 0.5, oninput: function () { page.set('overscan', [overscan.value === '2.5' ? '' : overscan.value]); } });
    updates.push(function () { overscan.value = value('overscan') || '2.5'; });

    var screens = h('input', { type: 'number', min: 1, max: 20, oninput: screen });
    var which = h('input', { type: 'number', min: 1, max: 20, oninput: screen });
    function screen() {
      var of = Math.max(1, Number(screens.value) || 1);
      var me = Math.min(of, Math.max(1, Number(which.value) || 1));
      page.set('screen', of === 1 ? null : [me + '/' + of]);
    }
    updates.push(function () {
      var parts = (value('screen') || '1/1').split('/');
      if (document.activeElement !== screens && document.activeElement !== which) { which.value = parts[0]; screens.value = parts[1]; }
    });

    var owners = h('input', { type: 'checkbox', onchange: function () { page.set('owners', owners.checked ? ['true'] : null); } });
    updates.push(function () { owners.checked = value('owners') === 'true'; });

    var element = h('section', { class: 'compose', 'aria-label': say.compose }, [
      h('h2', {}, say.compose),
      h('div', { class: 'fields' }, [
        h('fieldset', { class: 'field field-scenes' }, [h('legend', {}, say.scenes), scenes]),
        h('div', { class: 'field-stack' }, [
          h('fieldset', { class: 'field' }, [h('legend', {}, say.theme), themes]),
          select('team', say.team, function () {
            var teams = (page.seen.look && page.seen.look.teams) || [];
            return [['', say.everyone]].concat(teams.map(function (team) { return [team.id, team.name]; }));
          }),
          select('pace', say.pace, [['2', say.paces['2']], ['', say.paces['1']], ['0.7', say.paces['0.7']], ['0.5', say.paces['0.5']]]),
          text('brand.name', say.brandName)
        ])
      ]),
      h('details', { class: 'more' }, [
        h('summary', {}, say.moreSettings),
        h('div', { class: 'fields' }, [
          h('fieldset', { class: 'field' }, [h('legend', {}, say.brandAccent), h('label', { class: 'check' }, [own, ' ' + say.accentOn]), h('label', { class: 'aloud', for: 'set-accent' }, say.brandAccent), Object.assign(accent, { id: 'set-accent' })]),
          text('brand.logo', say.brandLogo),
          select('locale', say.locale, [['', say.asFeed], ['sv', 'Svenska'], ['en', 'English']]),
          text('tz', say.tz, 'Europe/Stockholm'),
          text('hours', say.hours, say.hoursHint),
          field('overscan', say.overscan, overscan),
          h('fieldset', { class: 'field' }, [h('legend', {}, say.screen), h('div', { class: 'screens' }, [h('label', { class: 'small-text', for: 'set-which' }, say.thisScreen), Object.assign(which, { id: 'set-which' }), h('span', { 'aria-hidden': 'true' }, '/'), h('label', { class: 'aloud', for: 'set-screens' }, say.screen), Object.assign(screens, { id: 'set-screens' })])]),
          text('every', say.every, '60'),
          select('motion', say.motion, pairs(say.motions)),
          h('div', { class: 'field' }, h('label', { class: 'check' }, [owners, ' ' + say.owners]))
        ])
      ])
    ]);

    function draw() {
      updates.forEach(function (update) { update(); });
      Object.keys(notes).forEach(function (name) {
        var said = page.seen.settings.notices.filter(function (notice) { return notice.name === name; });
        page.fill(notes[name], said.map(function (notice) { return notice.said; }).join(' '));
      });
    }
    return { element: element, draw: draw };
  };
})();
