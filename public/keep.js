// Keeps the last good reading of each feed over a reload, a power cut or a night without a network.
// Two slots a feed, written in turn, each with a checksum: a write that was cut off spoils one of them at most. And two
// stores, as a browser throws a database that a power cut has spoilt away as a whole: IndexedDB, and where there is a
// secure origin a cache, whose entries are files of their own. Where there is neither, the board runs from memory.
// Plain ES2017.
(function () {
  'use strict';

  var STORE = 'readings';
  /** A store that has not answered after so many milliseconds is as good as none; and is not waited for any longer than the
      second number, where the other one has something. */
  var PATIENCE = 10000, SOON = 1500;
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

  function named(name) { return new Request('kept/' + encodeURIComponent(name)); }

  /** The stores: each gets and puts a reading by its name. */
  var STORES = [
    {
      get: function (name) { return ask('readonly', function (store) { return store.get(name); }); },
      put: function (name, kept) { return ask('readwrite', function (store) { return store.put(kept, name); }); }
    },
    {
      // The parts stand one after the other, what belongs to them in a header.
      get: function (name) {
        return caches.open(STORE).then(function (cache) { return cache.match(named(name)); }).then(function (answer) {
          var kept = JSON.parse(answer.headers.get('X-Kept'));
          return answer.arrayBuffer().then(function (buffer) {
            var at = 0;
            kept.parts = kept.lengths.map(function (length) { at += length; return new Uint8Array(buffer.slice(at - length, at)); });
            return kept;
          });
        });
      },
      put: function (name, kept) {
        var head = { at: kept.at, turn: kept.turn, sum: kept.sum, lengths: kept.parts.map(function (part) { return part.length; }) };
        return caches.open(STORE).then(function (cache) {
          return cache.put(named(name), new Response(new Blob(kept.parts), { headers: { 'X-Kept': JSON.stringify(head) } }));
        });
      }
    }
  ];

  /** What comes of it; nothing if it throws, fails or takes too long. */
  function quietly(what) {
    return new Promise(function (done) {
      var late = setTimeout(done, PATIENCE);
      function end(got) { clearTimeout(late); done(got); }
      Promise.resolve().then(what).then(end, function () { end(); });
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
    return Boolean(kept) && typeof kept.at === 'number' && typeof kept.turn === 'number' && Array.isArray(kept.parts)
      && kept.parts.every(function (part) { return part instanceof Uint8Array; })
      && kept.sum === sum(kept.parts, kept.at);
  }

  /** Boards in other folders of one server have feeds of the same names. */
  function slot(address, n) { return new URL(address, location.href).href + '\n' + n; }

  /** The whole readings in a store's two slots; nothing where there is none. */
  function slots(store, address) {
    return Promise.all([0, 1].map(function (n) {
      return quietly(function () { return store.get(slot(address, n)); }).then(function (kept) { return isWhole(kept) ? kept : undefined; });
    }));
  }
  function turn(kept) { return kept ? kept.turn : -1; }

  /** One after the other: a slot is whole before the other one is written. */
  var saving = Promise.resolve();

  var keep = window.maltavlaKeep = {
    /** The newest whole reading of a feed: `[at, …parts]`; nothing if there is none. */
    load: function (address) {
      return new Promise(function (done) {
        var found = [], left = STORES.length, isLate = false;
        function look() {
          if (left && !(isLate && found.length)) return;
          var newest = found.sort(function (a, b) { return turn(b) - turn(a); })[0];
          done(newest ? [newest.at].concat(newest.parts) : null);
        }
        STORES.forEach(function (store) {
          slots(store, address).then(function (kept) { left -= 1; found = found.concat(kept.filter(Boolean)); look(); });
        });
        setTimeout(function () { isLate = true; look(); }, SOON);
      });
    },
    /** Keeps a reading in place of the older of the two; says whether any store took it. */
    save: function (address, at, parts) {
      saving = saving.then(function () {
        return Promise.all(STORES.map(function (store) { return slots(store, address); }));
      }).then(function (all) {
        var last = Math.max.apply(null, all[0].concat(all[1]).map(turn));
        var next = { at: at, turn: last + 1, parts: parts, sum: sum(parts, at) };
        return Promise.all(STORES.map(function (store, n) {
          var older = turn(all[n][0]) <= turn(all[n][1]) ? 0 : 1;
          return quietly(function () { return store.put(slot(address, older), next).then(function () { return true; }); });
        }));
      }).then(function (taken) { return taken.some(Boolean); }, function () { return false; });
      return saving;
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
