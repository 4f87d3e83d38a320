// The set-up page: elements, copying, saving. Text is text: nothing passes through HTML. Plain ES2017.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var SVG = 'http://www.w3.org/2000/svg';

  function put(element, children) {
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (Array.isArray(child)) put(element, child);
      else if (child !== null && child !== undefined && child !== false) {
        element.appendChild(child.nodeType ? child : document.createTextNode(String(child)));
      }
    });
    return element;
  }

  /** An element: `on…` are listeners, `class` and the like attributes, `value` and `checked` properties. */
  page.h = function (name, given, children) {
    var svg = /^(svg|path|rect|circle)$/.test(name);
    var element = svg ? document.createElementNS(SVG, name) : document.createElement(name);
    Object.keys(given || {}).forEach(function (key) {
      var value = given[key];
      if (value === undefined || value === null || value === false) return;
      if (key.slice(0, 2) === 'on') element.addEventListener(key.slice(2), value);
      else if (key === 'value' || key === 'checked' || key === 'disabled') element[key] = value;
      else element.setAttribute(key, value === true ? '' : value);
    });
    return put(element, children);
  };

  /** Puts these in place of what is there. */
  page.fill = function (element, children) {
    element.textContent = '';
    return put(element, children);
  };

  /** A code block that can be copied. */
  page.snippet = function (text, name) {
    var button = page.h('button', { type: 'button', class: 'button small', 'aria-label': page.say().copy + ': ' + name, onclick: function () { page.copy(text, button); } }, page.say().copy);
    return page.h('div', { class: 'snippet' }, [page.h('pre', { tabindex: 0, role: 'region', 'aria-label': name }, page.h('code', {}, text)), button]);
  };

  /** Copies a text, and says so on the button for a while. */
  page.copy = function (text, button) {
    var was = button.textContent;
    function told(well) {
      page.tell(well ? page.say().copied : page.say().notCopied);
      button.textContent = well ? page.say().copied : was;
      setTimeout(function () { button.textContent = was; }, 2000);
    }
    function old() {
      var area = page.h('textarea', { class: 'aloud', readonly: true, value: text });
      document.body.appendChild(area);
      area.select();
      var well = false;
      try { well = document.execCommand('copy'); } catch (refused) { /* told below */ }
      area.remove();
      button.focus();
      told(well);
    }
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(function () { told(true); }, old);
    else old();
  };

  /** Hands a file to the one who sits here. */
  page.save = function (name, content, type) {
    var address = URL.createObjectURL(new Blob([content], { type: type || 'application/json' }));
    var link = page.h('a', { href: address, download: name, class: 'aloud', tabindex: -1, 'aria-hidden': 'true' }, name);
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
    page.tell(page.say().saved(name));
  };

  var MARKS = {
    good: ['M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0z', 'M4.8 8.2l2.2 2.2 4.2-4.6'],
    bad: ['M8 1l7.5 14h-15z', 'M8 6v4M8 12.3v.2']
  };
  /** A round tick or a triangle with a '!': told by its shape, not by its colour alone. */
  page.mark = function (kind) {
    return page.h('svg', { viewBox: '0 0 16 16', class: 'sign sign-' + kind, 'aria-hidden': 'true', focusable: 'false' }, [
      page.h('path', { d: MARKS[kind][0], class: 'sign-shape' }), page.h('path', { d: MARKS[kind][1], class: 'sign-stroke' })
    ]);
  };

  page.bytes = function (count) {
    var units = ['B', 'kB', 'MB', 'GB'];
    var at = 0;
    while (count >= 1000 && at < 3) { count /= 1000; at += 1; }
    var text = at === 0 || count >= 100 ? String(Math.round(count)) : count.toFixed(1);
    return (page.lang() === 'sv' ? text.replace('.', ',') : text) + '\u00a0' + units[at];
  };
})();
