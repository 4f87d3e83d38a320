// The set-up page: keeps what is set over a reload, Back or a closed tab; in this browser alone. Where there is no
// storage, the page goes on without.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var NAME = 'maltavla-setup';
  var opened;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = function () { request.result.createObjectStore('draft'); };
      request.onsuccess = function () { done(request.result); };
      request.onerror = request.onblocked = function () { failed(request.error || new Error('blocked')); };
    });
    return opened;
  }

  function run(mode, what) {
    return Promise.resolve().then(open).then(function (database) {
      return new Promise(function (done, failed) {
        var transaction = database.transaction('draft', mode);
        var request = what(transaction.objectStore('draft'));
        transaction.oncomplete = function () { done(request.result); };
        transaction.onerror = transaction.onabort = function () { failed(transaction.error); };
      });
    });
  }

  /** All but the documents' bytes: it is small, and stands at once, also where the page goes away in the next moment. */
  function light(draft) {
    var documents = draft.documents.map(function (one) { return { name: one.name, size: one.bytes.length, feed: one.feed }; });
    return JSON.stringify(Object.assign({}, draft, { documents: documents }));
  }

  page.keepLight = function (draft) {
    try { localStorage.setItem(NAME, light(draft)); } catch (refused) { /* the other store has it, a little later */ }
  };
  page.keep = function (draft) {
    page.keepLight(draft);
    return run('readwrite', function (store) { return store.put(draft, 'draft'); }).catch(function () {});
  };
  page.recall = function () {
    return run('readonly', function (store) { return store.get('draft'); }).catch(function () {}).then(function (draft) {
      var kept = null;
      try { kept = JSON.parse(localStorage.getItem(NAME)); } catch (refused) { /* none */ }
      if (!kept || !Array.isArray(kept.documents)) return draft;
      // The bytes are the one store's, what was said of them is the other's.
      var there = (draft && draft.documents) || [];
      var documents = kept.documents.map(function (one) {
        var same = there.filter(function (other) { return other.name === one.name && other.bytes.length === one.size; })[0];
        return same && Object.assign(same, { feed: one.feed });
      }).filter(Boolean);
      return Object.assign({}, draft, kept, { documents: documents });
    });
  };
})();
