// The set-up page: keeps what is set over a reload, Back or a closed tab; in this browser alone. Where there is no
// storage, the page goes on without.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};
  var opened;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var request = indexedDB.open('maltavla-setup', 1);
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

  page.keep = function (draft) {
    return run('readwrite', function (store) { return store.put(draft, 'draft'); }).catch(function () {});
  };
  page.recall = function () {
    return run('readonly', function (store) { return store.get('draft'); }).catch(function () {});
  };
})();
