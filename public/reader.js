// Runs the reader of foreign documents: in a worker, and on the page itself where there can be none (a file from a stick).
// Plain ES2017 in a classic script.
(function () {
  'use strict';

  var ready;
  function begin(wasm) {
    if (!ready) ready = maltavla_reader({ module_or_path: wasm });
    return ready;
  }

  /** Reads `ask.pieces`; answers with the report and the goals, in bytes. */
  function read(ask) {
    return begin(ask.wasm).then(function () {
      // They are put together in the program's memory, and need not be held here meanwhile.
      var pieces = ask.pieces.splice(0);
      return self.maltavlaRead(pieces, ask.mapping, ask.from, ask.locale, ask.languages);
    });
  }

  /** Answers a question of the set-up page: in JSON, and the goals of each document. */
  function answer(ask) {
    return begin(ask.wasm).then(function () { return self.maltavlaAnswer(ask.question, ask.documents); });
  }

  if (typeof importScripts !== 'function') {
    window.maltavlaReadHere = read;
    window.maltavlaAnswerHere = answer;
    return;
  }
  self.onmessage = function (event) {
    var ask = event.data;
    (ask.question ? answer(ask) : read(ask)).then(
      function (answer) {
        var bytes = answer.filter(function (part) { return part instanceof Uint8Array; });
        self.postMessage({ answer: answer }, bytes.map(function (part) { return part.buffer; }));
      },
      function (error) { self.postMessage({ error: String((error && error.message) || error) }); }
    );
  };
})();
