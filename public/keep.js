// Keeps the last good reading of each feed over a reload, a power cut or a night without a network.
// Two slots a feed, written in turn, each with a checksum: a write that was cut off spoils one of them at most.
// In IndexedDB; where there is none, in nothing: the board then runs from memory. Plain ES2017.
(function () {
  'use strict';

  var STORE = 'readings';
  var opened;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var request = indexedDB.open('maltavla', 1);
      request.onupgradeneeded = function () { request.result.createObjectStore(STORE); };
      request.onsuccess = function () {
        // A database that goes away under us is opened anew the next time.
        request.result.onclose = request.result.onversionchange = function () { request.result.close(); opened = undefined; };
        done(request.result);
      };
      request.onerror = request.onblocked = function () { opened = undefined; failed(request.error || new Error('blocked')); };
    });
    return opened;
  }

  function ask(mode, what) {
    return open().then(function (database) {
      return new Promise(function (done, failed) {
        var transaction = database.transaction(STORE, mode);
        var request = what(transaction.objectStore(STORE));
        transaction.oncomplete = function () { done(request.result); };
        transaction.onerror = transaction.onabort = function () { failed(transaction.error || request.error); };
      });
    });
  }

  /** FNV-1a over the bytes, the length and the moment: what was half written does not match. */
  function sum(parts, at) {
    var hash = 0x811c9dc5 ^ (at % 0x7fffffff);
    parts.forEach(function (bytes) {
      for (var i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ bytes[i], 0x01000193);
      hash = Math.imul(hash ^ bytes.length, 0x01000193);
    });
    return hash >>> 0;
  }

  function isWhole(kept) {
    return Boolean(kept) && typeof kept.at === 'number' && Array.isArray(kept.parts)
      && kept.parts.every(function (part) { return part instanceof Uint8Array; })
      && kept.sum === sum(kept.parts, kept.at);
  }

  function slots(address) {
    return Promise.all([0, 1].map(function (slot) {
      return ask('readonly', function (store) { return store.get(address + '\n' + slot); }).catch(function () {});
    }));
  }

  var keep = window.maltavlaKeep = {
    /** The newest whole reading of a feed: `[at, …parts]`; nothing if there is none. */
    load: function (address) {
      return slots(address).then(function (kept) {
        var whole = kept.filter(isWhole).sort(function (a, b) { return b.turn - a.turn; })[0];
        return whole ? [whole.at].concat(whole.parts) : null;
      }).catch(function () { return null; });
    },
    /** Keeps a reading in place of the older of the two. */
    save: function (address, at, parts) {
      return slots(address).then(function (kept) {
        var turns = kept.map(function (one) { return isWhole(one) ? one.turn : -1; });
        var slot = turns[0] <= turns[1] ? 0 : 1;
        var next = { at: at, turn: Math.max(turns[0], turns[1]) + 1, parts: parts, sum: sum(parts, at) };
        return ask('readwrite', function (store) { return store.put(next, address + '\n' + slot); });
      }).then(function () { return true; }, function () { return false; });
    },
    /** What `load` will be asked for, asked while the program is still on its way. */
    early: {}
  };
  keep.load = (function (load) {
    return function (address) {
      var asked = keep.early[address];
      delete keep.early[address];
      return asked || load(address);
    };
  })(keep.load);
})();
