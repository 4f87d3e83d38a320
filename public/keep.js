// Keeps the last good reading of each feed over a reload, a power cut or a night without a network.
// Two slots a feed, written in turn, each with a checksum: a write that was cut off spoils one of them at most.
// In IndexedDB, and where there is a secure origin in a cache of its own as well: each entry of that is a file, so a database
// that a power cut has spoilt as a whole takes no more than itself. Where there is neither, the board runs from memory.
// Plain ES2017.
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

  /** The reading that stands in the cache: its parts one after the other, and in a header what belongs to them. */
  function cached(address) {
    return caches.open(STORE).then(function (cache) { return cache.match(named(address)); }).then(function (answer) {
      var kept = JSON.parse(answer.headers.get('X-Kept'));
      return answer.arrayBuffer().then(function (buffer) {
        var at = 0;
        kept.parts = kept.lengths.map(function (length) { at += length; return new Uint8Array(buffer.slice(at - length, at)); });
        return kept;
      });
    });
  }
  function cache(address, kept) {
    var head = { at: kept.at, turn: kept.turn, sum: kept.sum, lengths: kept.parts.map(function (part) { return part.length; }) };
    return caches.open(STORE).then(function (cache) {
      return cache.put(named(address), new Response(new Blob(kept.parts), { headers: { 'X-Kept': JSON.stringify(head) } }));
    });
  }
  function named(address) { return new Request('kept/' + encodeURIComponent(address)); }
  /** Whatever throws or fails there is nothing. */
  function quietly(what) {
    return new Promise(function (done) { done(what()); }).catch(function () {});
  }

  function slots(address) {
    return Promise.all([0, 1].map(function (slot) {
      return ask('readonly', function (store) { return store.get(address + '\n' + slot); }).catch(function () {});
    }));
  }

  var keep = window.maltavlaKeep = {
    /** The newest whole reading of a feed: `[at, …parts]`; nothing if there is none. */
    load: function (address) {
      return Promise.all([slots(address), quietly(function () { return cached(address); })]).then(function (all) {
        var kept = all[0].concat(all[1]);
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
        return Promise.all([
          quietly(function () { return cache(address, next); }),
          ask('readwrite', function (store) { return store.put(next, address + '\n' + slot); })
        ]);
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
