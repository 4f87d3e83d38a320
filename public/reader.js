// Runs the reader of foreign documents: in a worker, and on the page itself where there can be none (a file from a stick).
// Plain ES2017 in a classic script.
(function () {
  'use strict';

  var ready;

  /** Reads `ask.pieces`; answers with the report and the goals, in bytes. */
  function read(ask) {
    if (!ready) ready = maltavla_reader({ module_or_path: ask.wasm });
    return ready.then(function () {
      var length = ask.pieces.reduce(function (sum, piece) { return sum + piece.length; }, 0);
      var bytes = new Uint8Array(length);
      var at = 0;
      ask.pieces.forEach(function (piece) { bytes.set(piece, at); at += piece.length; });
      ask.pieces = [];
      return self.maltavlaRead(bytes, ask.mapping, ask.from, ask.locale, ask.languages);
    });
  }

  if (typeof importScripts !== 'function') {
    window.maltavlaReadHere = read;
    return;
  }
  self.onmessage = function (event) {
    read(event.data).then(
      function (answer) { self.postMessage({ answer: answer }, answer.map(function (bytes) { return bytes.buffer; })); },
      function (error) { self.postMessage({ error: String((error && error.message) || error) }); }
    );
  };
})();
