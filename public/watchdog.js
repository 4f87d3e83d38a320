// Watches over the board from outside: a board that fell, or whose heart stopped, is loaded anew without the slide that
// did it; one that keeps falling stays as a still picture and is tried again every ten minutes.
// Plain ES5, so that the oldest engine can say at least why it shows nothing. Knows no goals.
(function () {
  'use strict';

  // The page closes itself to everything but its own scripts and styles, where the engine can let WebAssembly through: one
  // before Chromium 97 would refuse the board with it. It has `findLast` since the same version. A page that is the whole
  // board brings a policy of its own, as its scripts have no address.
  var policy = document.currentScript && document.currentScript.getAttribute('data-policy');
  if (!policy && /^http/.test(location.protocol)) {
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; "
      + "worker-src 'self'; frame-src 'self'; img-src 'self' http: https: data:; connect-src 'self' http: https:; base-uri 'none'; form-action 'none'; "
      + "require-trusted-types-for 'script'; trusted-types maltavla";
  }
  if (policy && Array.prototype.findLast && document.head) {
    var closed = document.createElement('meta');
    closed.httpEquiv = 'Content-Security-Policy';
    closed.content = policy;
    document.head.appendChild(closed);
  }
  // Where the engine lets no mere text name a script, these are the only ones that are named later.
  var own;
  try {
    own = window.trustedTypes.createPolicy('maltavla', {
      createScriptURL: function (name) {
        if (!/^((sw|maltavla-(reader|setup)-[0-9a-f]+)\.js$|blob:)/.test(name)) throw new TypeError(name);
        return name;
      }
    });
  } catch (none) { /* it takes mere text */ }
  window.maltavlaOwn = function (name) { return own ? own.createScriptURL(name) : name; };

  var HEART = 15000, START = 30000, WATCH = 1000, MOST_FALLS = 3, WITHIN = 600000, AGAIN = 600000, SKIPPED = 3600000;
  var SAYS = {
    en: {
      still: 'The board fell several times and stands still. It tries again at ',
      old: 'This browser is too old for the board: it has no WebAssembly. A newer browser, or a small computer behind the screen, will show it.',
      starting: 'The board could not start and tries again. If this stays, the line below tells those who keep the board what happened.'
    },
    sv: {
      still: 'Tavlan föll flera gånger och står still. Den försöker igen kl. ',
      old: 'Webbläsaren är för gammal för tavlan: den saknar WebAssembly. En nyare webbläsare, eller en liten dator bakom skärmen, kan visa den.',
      starting: 'Tavlan kunde inte starta och försöker igen. Hjälper det inte så berättar raden här under för dem som sköter tavlan vad som hände.'
    }
  };
  var words = SAYS[/^sv\b/i.test(navigator.language || '') ? 'sv' : 'en'];
  // Where storage is refused, the name of the window remembers as much as is needed to stop.
  var memory = 'maltavla.falls', picture = 'maltavla.still';

  function load(name) {
    try { return JSON.parse(localStorage.getItem(name)) || []; } catch (refused) { /* below */ }
    try { return name === memory ? JSON.parse(window.name) || [] : []; } catch (none) { return []; }
  }
  function save(name, value) {
    var text = JSON.stringify(value);
    try { localStorage.setItem(name, text); } catch (refused) { if (name === memory) window.name = text; }
  }
  function recent(falls, within) {
    var now = Date.now();
    return falls.filter(function (fall) { return fall && fall.at <= now && now - fall.at < within; });
  }

  var dog = window.maltavlaWatchdog = {
    /** All falls that are remembered: when, why, and at which slide. */
    falls: function () { return load(memory); },
    /** The slides that did it within the last hour: they are left out. */
    skipped: function () {
      var slides = recent(load(memory), SKIPPED).map(function (fall) { return fall.slide; });
      return slides.filter(function (slide, i) { return slide && slides.indexOf(slide) === i; });
    },
    /** The slide that is being drawn, if one is. */
    slide: '',
    /** The board is alive; it says so at least once a second. */
    beat: function () { began = true; last = Date.now(); },
    /** The board fell: load it anew, or let it stand still. */
    fell: fell
  };

  var began = false, fallen = false, last = Date.now(), seen = last;

  function fell(why) {
    if (fallen) return;
    fallen = true;
    var falls = recent(load(memory), 86400000).slice(-20);
    falls.push({ at: Date.now(), why: String(why).slice(0, 300), slide: dog.slide });
    save(memory, falls);
    if (recent(falls, WITHIN).length > MOST_FALLS) { stand(why); return; }
    if (!began) say(words.starting, why);
    // What was said is read before it goes; a server that is busy gets a moment.
    setTimeout(function () { location.reload(); }, began ? 200 : 2000);
  }

  /** Shows the last picture, and why it stands still. */
  function stand(why) {
    if (!document.querySelector('.slide')) draw(load(picture), document.body);
    var until = new Date(Date.now() + AGAIN);
    say(words.still + ('0' + until.getHours()).slice(-2) + ':' + ('0' + until.getMinutes()).slice(-2) + '.', why);
    setTimeout(function () { location.reload(); }, AGAIN);
  }

  function say(sentence, why) {
    var body = document.body, box = document.getElementById('fell');
    if (!body) return;
    if (!box) {
      box = document.createElement('div');
      box.id = 'fell';
      box.setAttribute('role', 'alert');
      body.appendChild(box);
    }
    box.textContent = '';
    [sentence, String(why || '')].forEach(function (text) {
      box.appendChild(document.createElement('p')).textContent = text;
    });
    body.setAttribute('data-state', document.querySelector('.slide') ? 'stale' : 'broken');
  }

  /** The board's elements as plain lists, without what only a living page has; and back again. */
  function sketch(node) {
    if (node.nodeType === 3) return node.nodeValue;
    if (node.nodeType !== 1 || /^script$/i.test(node.nodeName)) return '';
    var names = {}, i;
    for (i = 0; i < node.attributes.length; i += 1) {
      if (!/^on/i.test(node.attributes[i].name)) names[node.attributes[i].name] = node.attributes[i].value;
    }
    return [node.namespaceURI, node.nodeName, names, [].map.call(node.childNodes, sketch)];
  }
  function draw(thing, into) {
    if (typeof thing === 'string') { into.appendChild(document.createTextNode(thing)); return; }
    if (!thing || thing.length !== 4) return;
    var element = document.createElementNS(thing[0], String(thing[1]).toLowerCase()), name;
    for (name in thing[2]) {
      if (name === 'style') element.style.cssText = thing[2][name];
      else if (/^(class|d|x|y|r|cx|cy|id|role|lang|viewBox|transform|font-size|text-anchor|data-[a-z]+|aria-[a-z]+)$/.test(name)) element.setAttribute(name, thing[2][name]);
    }
    thing[3].forEach(function (part) { draw(part, element); });
    into.appendChild(element);
  }

  // A picture of the board, for the day when nothing else is left: seldom, since storage wears.
  var drawn = 0;
  function remember() {
    var board = document.querySelector('.board');
    if (!board || !board.querySelector('.slide') || (drawn && Date.now() - drawn < WITHIN && Date.now() >= drawn)) return;
    drawn = Date.now();
    save(picture, sketch(board));
  }

  window.addEventListener('error', function (event) {
    var error = event.error;
    // A panic ends the program inside; whatever else goes wrong shows in the heart.
    if (error && typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) fell('panic: ' + error.message);
  });
  window.addEventListener('unhandledrejection', function (event) {
    var error = event.reason;
    if (error && typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) fell('panic: ' + error.message);
  });

  if (typeof WebAssembly !== 'object') {
    document.addEventListener('DOMContentLoaded', function () { say(words.old, navigator.userAgent); });
    return;
  }
  setInterval(function () {
    var now = Date.now(), late = now - seen;
    seen = now;
    // Asleep, throttled or hidden, or the clock was set: the heart starts to count anew.
    if (late > 5 * WATCH || late < 0 || document.hidden) { last = now; return; }
    if (fallen) return;
    if (now - last > (began ? HEART : START)) fell(began ? 'the heart stopped' : 'the start took too long');
    else if (began) remember();
  }, WATCH);
})();
