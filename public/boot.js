// Starts the board, and says in words on the page why it could not.
// Plain ES2017 in a classic script: the oldest engines on the wall must be able to read at least this.
(function () {
  'use strict';

  var script = document.currentScript;
  var watchdog = window.maltavlaWatchdog;

  function why(error) {
    return String((error && error.message) || error);
  }

  if (typeof WebAssembly !== 'object') return;

  // What stands behind `#` is read when the page begins: it begins anew when that changes.
  window.addEventListener('hashchange', function () { location.reload(); });

  // The set-up page is a page of its own in the same place: nothing of the board is loaded for it.
  var setup = script.getAttribute('data-setup');
  if (setup && location.hash.slice(0, 7) === '#/setup') {
    window.maltavlaParts = { reader: script.getAttribute('data-reader'), wasm: script.getAttribute('data-reader-wasm') };
    document.documentElement.setAttribute('data-page', 'setup');
    var style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = script.getAttribute('data-setup-style');
    var page = document.createElement('script');
    page.src = window.maltavlaOwn(setup);
    page.onerror = function () { if (watchdog) watchdog.fell(setup); };
    // The style first: what is laid out before it comes would jump.
    style.onload = style.onerror = function () { document.head.appendChild(page); };
    document.head.appendChild(style);
    return;
  }
  // In a frame of the set-up page the board reads what that holds, and keeps nothing.
  var holder;
  try { holder = window.parent !== window && window.parent.maltavlaHolds; } catch (another) { /* a frame of someone else's page */ }
  if (holder) {
    var ours = window.fetch;
    window.maltavlaKeep.load = function () { return Promise.resolve(null); };
    window.maltavlaKeep.save = window.maltavlaKeep.load;
    window.fetch = function (asked, how) {
      var held = holder(String((asked && asked.url) || asked));
      return held !== undefined ? Promise.resolve(new Response(held, { status: 200 })) : ours.call(window, asked, how);
    };
  }
  // `cargo xtask` writes where the wasm is; Trunk starts it by itself and leaves this out.
  var wasm = script.getAttribute('data-wasm');
  if (!wasm) return;

  // What the board will ask for first is asked for while the wasm is still on its way; so is what was kept of each feed
  // over the night.
  var ask = window.maltavlaAsk, keep = window.maltavlaKeep;
  ask.early('board.json');
  var named = /[?#&]feed=([^&#]+)/.exec(location.search + location.hash);
  if (named) {
    try {
      var address = decodeURIComponent(named[1].replace(/\+/g, ' '));
      ask.early(address);
      keep.early[address] = keep.load(address);
    } catch (broken) { /* the board itself will say so */ }
  }

  /** The text of a block of the page, where the page is the whole board; nothing for an address. */
  function held(address) {
    return address && address.charAt(0) === '#' && document.querySelector(address).textContent;
  }
  function bytes(base64) {
    var text = atob(base64), all = new Uint8Array(text.length);
    for (var i = 0; i < all.length; i += 1) all[i] = text.charCodeAt(i);
    return all;
  }

  // Documents of other tools are read by a program of its own, loaded when the first one comes: public/ask.js asks.
  var reader = script.getAttribute('data-reader');
  var readerWasm = script.getAttribute('data-reader-wasm');
  window.maltavlaReader = function (ask, signal) {
    if (!reader) return Promise.reject(new Error('cargo xtask build'));
    ask.wasm = held(readerWasm) ? bytes(held(readerWasm)) : new URL(readerWasm, location.href).href;
    if (held(reader)) reader = URL.createObjectURL(new Blob([held(reader)], { type: 'text/javascript' }));
    return new Promise(function (done, failed) {
      var worker;
      try { worker = new Worker(window.maltavlaOwn(reader)); } catch (refused) { here(ask).then(done, failed); return; }
      function end() { worker.terminate(); }
      // What it took of memory goes with it.
      worker.onmessage = function (event) {
        end();
        if (event.data.answer) done(event.data.answer); else failed(new Error(event.data.error));
      };
      worker.onerror = function (event) { end(); failed(new Error(event.message || 'worker')); };
      signal.addEventListener('abort', function () { end(); failed(new Error('given up')); });
      worker.postMessage(ask, ask.pieces.map(function (piece) { return piece.buffer; }));
    });
  };
  var loaded;
  function here(ask) {
    loaded = loaded || new Promise(function (done, failed) {
      var script = document.createElement('script');
      script.src = window.maltavlaOwn(reader);
      script.onload = done;
      script.onerror = function () { loaded = undefined; failed(new Error(reader)); };
      document.head.appendChild(script);
    });
    return loaded.then(function () { return window.maltavlaReadHere(ask); });
  }

  function load(cache) {
    return fetch(wasm, script.getAttribute('data-sum') ? { cache: cache, integrity: script.getAttribute('data-sum') } : { cache: cache }).then(function (response) {
      if (!response.ok) throw new Error(wasm + ': ' + response.status + ' ' + response.statusText);
      // Streams where it can; a server that calls wasm by another name costs a copy, not the board.
      var plain = /^application\/wasm\b/.test(response.headers.get('Content-Type') || '');
      return plain && WebAssembly.instantiateStreaming ? response : response.arrayBuffer();
    });
  }
  // What came broken into a cache would come broken out of it for a year: the second time it is passed by.
  var source = held(wasm) ? Promise.resolve(bytes(held(wasm))) : load('default').catch(function () { return load('reload'); });
  source
    .then(function (source) { return wasm_bindgen({ module_or_path: source }); })
    .then(function (program) { window.maltavlaMemory = program.memory; })
    .catch(function (error) {
      console.error(error);
      if (watchdog) watchdog.fell(why(error) + ' \u00b7 ' + navigator.userAgent);
    });
})();
