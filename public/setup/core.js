// The set-up page: asks the reader in its worker. One question at a time; what it took of memory goes after large documents.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  /** From this size on, in bytes, the worker is dropped when it has answered: its memory never shrinks. */
  var LARGE = 4e6;
  var worker;
  var waiting = Promise.resolve();

  /** Asks: `question` in JSON, the documents beside it as bytes. Answers `{ told, feeds }`. */
  page.ask = function (question, documents) {
    var given = documents || [];
    question.locale = page.lang();
    question.languages = [page.lang()];
    var asked = waiting.then(function () { return send({ question: JSON.stringify(question), documents: given, wasm: new URL(window.maltavlaParts.wasm, location.href).href }); });
    waiting = asked.then(function () {}, function () {});
    return asked.then(function (answer) {
      var size = given.reduce(function (sum, bytes) { return sum + bytes.length; }, 0);
      if (size > LARGE && worker) { worker.terminate(); worker = undefined; }
      return { told: JSON.parse(answer[0]), feeds: answer.slice(1) };
    });
  };

  function send(ask) {
    if (!worker) {
      // A file from a stick may have no worker.
      try { worker = new Worker(window.maltavlaOwn(window.maltavlaParts.reader)); } catch (refused) { return here(ask); }
    }
    return new Promise(function (done, failed) {
      function end(error) { worker.terminate(); worker = undefined; failed(error); }
      worker.onmessage = function (event) {
        if (event.data.answer) done(event.data.answer); else end(new Error(event.data.error));
      };
      worker.onerror = function (event) { end(new Error(event.message || 'worker')); };
      worker.postMessage(ask);
    });
  }

  var loaded;
  function here(ask) {
    loaded = loaded || new Promise(function (done, failed) {
      var script = page.h('script', { src: window.maltavlaParts.reader, onload: done, onerror: function () { loaded = undefined; failed(new Error('reader')); } });
      document.head.appendChild(script);
    });
    return loaded.then(function () { return window.maltavlaAnswerHere(ask); });
  }
})();
