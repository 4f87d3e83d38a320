// Starts the board, and says in words on the page why it could not.
// Plain ES2017 in a classic script: the oldest engines on the wall must be able to read at least this.
(function () {
  'use strict';

  var SAYS = {
    en: {
      old: 'This browser is too old for the board: it has no WebAssembly. A newer browser, or a small computer behind the screen, will show it.',
      failed: 'The board could not start. Reload the page; if this stays, the line below tells those who keep the board what happened.'
    },
    sv: {
      old: 'Webbläsaren är för gammal för tavlan: den saknar WebAssembly. En nyare webbläsare, eller en liten dator bakom skärmen, kan visa den.',
      failed: 'Tavlan kunde inte starta. Ladda om sidan; hjälper det inte så berättar raden här under för dem som sköter tavlan vad som hände.'
    }
  };

  function tell(what, reason) {
    // A board that got as far as saying something itself knows better.
    if (document.body.getAttribute('data-state') !== 'booting') return;
    var language = /^sv\b/i.test(navigator.language || '') ? 'sv' : 'en';
    var sentence = document.createElement('p');
    sentence.textContent = SAYS[language][what];
    var detail = document.createElement('p');
    detail.textContent = reason;
    var main = document.querySelector('main');
    main.textContent = '';
    main.lang = language;
    main.setAttribute('role', 'alert');
    main.appendChild(sentence);
    main.appendChild(detail);
    document.body.setAttribute('data-state', 'broken');
  }

  function why(error) {
    return String((error && error.message) || error);
  }

  if (typeof WebAssembly !== 'object') {
    tell('old', navigator.userAgent);
    return;
  }
  // `cargo xtask` writes where the wasm is; Trunk starts it by itself and leaves this out.
  var wasm = document.currentScript.getAttribute('data-wasm');
  if (!wasm) return;

  // What the board will ask for first is asked for while the wasm is still on its way: src/shell/fetch.rs takes it.
  var early = window.maltavlaEarly = {};
  function ask(address) {
    if (typeof AbortController !== 'function') return;
    var abort = new AbortController();
    var answer = fetch(address, { cache: 'no-cache', signal: abort.signal });
    answer.catch(function () {});
    // Whoever takes it can give it up.
    early[address] = function (signal) {
      signal.onabort = function () { abort.abort(); };
      return answer;
    };
  }
  ask('board.json');
  var named = /[?#&]feed=([^&#]+)/.exec(location.search + location.hash);
  if (named) {
    try { ask(decodeURIComponent(named[1].replace(/\+/g, ' '))); } catch (broken) { /* the board itself will say so */ }
  }

  // Documents of other tools are read by a program of its own, loaded when the first one comes: src/shell/reader.rs asks.
  var reader = document.currentScript.getAttribute('data-reader');
  var readerWasm = document.currentScript.getAttribute('data-reader-wasm');
  window.maltavlaReader = function (ask, signal) {
    if (!reader) return Promise.reject(new Error('cargo xtask build'));
    ask.wasm = new URL(readerWasm, location.href).href;
    return new Promise(function (done, failed) {
      var worker;
      try { worker = new Worker(reader); } catch (refused) { here(ask).then(done, failed); return; }
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
      script.src = reader;
      script.onload = done;
      script.onerror = function () { loaded = undefined; failed(new Error(reader)); };
      document.head.appendChild(script);
    });
    return loaded.then(function () { return window.maltavlaReadHere(ask); });
  }

  fetch(wasm)
    .then(function (response) {
      if (!response.ok) throw new Error(wasm + ': ' + response.status + ' ' + response.statusText);
      // Streams where it can; a server that calls wasm by another name costs a copy, not the board.
      var plain = /^application\/wasm\b/.test(response.headers.get('Content-Type') || '');
      return plain && WebAssembly.instantiateStreaming ? response : response.arrayBuffer();
    })
    .then(function (source) { return wasm_bindgen({ module_or_path: source }); })
    .catch(function (error) {
      console.error(error);
      tell('failed', why(error) + ' · ' + navigator.userAgent);
    });
})();
