// One reading over the network: a conditional request, its bytes counted while they come and kept out of the program's
// memory, which never shrinks. What is small and of the board's own format the program reads; all else the reader does.
// Plain ES2017 in a classic script. Decides nothing that the program could: src/shell/answer.rs is the other end.
(function () {
  'use strict';

  /** The board takes no more than this, in bytes. */
  var LIMIT = 67108864;
  /** From so many bytes on a document is read in the worker, whosever format it is of: the page would stand still
      meanwhile. On a TV that reads a megabyte in a quarter of a second, this much is read within a frame. */
  var HEAVY = 100000;
  /** What stands in every document of the board's own format. */
  var MARK = [].map.call('maltavla', function (letter) { return letter.charCodeAt(0); });
  /** What came of a request, as src/shell/answer.rs has it. */
  var UNCHANGED = 0, REFUSED = 1, STATUS = 2, LARGE = 3, SILENCE = 4, READ = 5, NO_READER = 6, NO_MAPPING = 7;

  /** What was asked for while the program was still on its way, by address; each answer is taken once. */
  var early = {};
  /** By feed: the last answer's tag and what tells its bytes, and the request that is out. */
  var lines = {};

  /** The block that holds a file, where the page is the whole board (xtask/src/one_file.rs writes it). */
  function inside(address) {
    return [].find.call(document.querySelectorAll('script[data-file]'), function (block) {
      return block.getAttribute('data-file') === address;
    });
  }

  function request(address, tag, abort) {
    var block = inside(address);
    if (block) return Promise.resolve(new Response(block.textContent));
    var headers = { Accept: 'application/json, */*;q=0.5' };
    // Another origin would be asked for permission first; the browser's cache asks it conditionally by itself.
    if (tag) headers['If-None-Match'] = tag;
    return fetch(address, { cache: 'no-cache', headers: headers, signal: abort.signal });
  }

  /** What time the server has, as far as it says so; an answer that was kept on the way is that much older. */
  function tellTime(response) {
    var date = Date.parse(response.headers.get('Date') || '');
    if (window.maltavla && date) wasm_bindgen.server(date + 1000 * (Number(response.headers.get('Age')) || 0));
  }

  function take(address, abort) {
    var asked = early[address];
    delete early[address];
    if (!asked) return undefined;
    abort.signal.onabort = function () { asked.abort.abort(); };
    return asked.answer;
  }

  /** Asks once; `began` is called when the answer has begun to come. */
  async function get(address, tag, abort, began) {
    var response = await (take(address, abort) || request(address, tag, abort));
    began();
    tellTime(response);
    // Unasked for, it says nothing: there is nothing that it could be the same as.
    if (response.status === 304 && tag) return { kind: UNCHANGED };
    function refuse(answer) {
      abort.abort();
      return answer;
    }
    var headers = response.headers;
    if (!response.ok) return refuse({ kind: STATUS, number: response.status, said: headers.get('Retry-After') || undefined });
    // We were sent elsewhere, to a page: to log in, as a rule.
    if (response.redirected && /^text\/html/.test(headers.get('Content-Type') || '')) return refuse({ kind: REFUSED });
    var length = Number(headers.get('Content-Length')) || 0;
    if (length > LIMIT) return refuse({ kind: LARGE, number: length });
    var pieces = [], counted = 0, sums = [0x811c9dc5, 0];
    length = 0;
    var body = response.body && response.body.getReader();
    for (var piece; body && !(piece = await body.read()).done;) {
      pieces.push(piece.value);
      length += piece.value.length;
      if (length > LIMIT) return refuse({ kind: LARGE, number: length });
      if (length >= HEAVY) while (counted < pieces.length) count(sums, pieces[counted++]);
    }
    var own = new URL(address, location.href).origin === location.origin;
    var mark = counted ? [length].concat(sums).join() : null;
    return { kind: READ, pieces: pieces, length: length, mark: mark, tag: own ? headers.get('ETag') : null };
  }

  function join(answer) {
    var bytes = new Uint8Array(answer.length);
    var at = 0;
    answer.pieces.forEach(function (piece) { bytes.set(piece, at); at += piece.length; });
    return bytes;
  }

  /** Counts a piece up: two checksums that differ in all but their use. Piece by piece as they come, since to count up a
      whole document takes longer than a frame. */
  function count(sums, bytes) {
    var a = sums[0], b = sums[1];
    for (var i = 0; i < bytes.length; i += 1) {
      a = Math.imul(a ^ bytes[i], 0x01000193);
      b = Math.imul(b, 31) + bytes[i] | 0;
    }
    sums[0] = a;
    sums[1] = b;
  }

  /** Keeps what was read for the day without a network, once it has been drawn: counting it up takes a moment. What
      stands in the page needs it not. */
  function keep(address, parts) {
    if (inside(address)) return;
    var at = Date.now();
    function save() { window.maltavlaKeep.save(address, at, parts); }
    window.maltavlaRim.afterFrame(save);
  }

  /** Whether what was kept of the last document tells that this one is the same: a heavy one's length and checksums, a
      small one itself, as most documents change and counting it up would keep the first board waiting. */
  function isSame(mark, now) {
    if (!mark || typeof mark === 'string') return mark === now;
    return mark.length === now.length && mark.every(function (byte, at) { return byte === now[at]; });
  }

  /** Whether it may be of the board's own format; or begins like no JSON, which the program tells soonest. */
  function isNative(bytes) {
    var first = bytes.findIndex(function (byte) { return byte > 32 && byte < 127; });
    if (first < 0 || bytes[first] === 60) return true;
    function stands(at) { return MARK.every(function (letter, i) { return bytes[at + i] === letter; }); }
    for (var at = bytes.indexOf(MARK[0]); at >= 0; at = bytes.indexOf(MARK[0], at + 1)) if (stands(at)) return true;
    return false;
  }

  /** Has a document read in the reader's worker, which takes its pieces; answers as `get` does. */
  async function apart(pieces, address, how, abort) {
    var ask = { pieces: pieces, from: address, locale: how.locale, languages: how.languages };
    // A heavy document of the board's own says so in its first lines, and needs no mapping.
    if (how.mapping && !isNative(pieces[0])) {
      var mapping = await get(how.mapping, null, abort, function () {});
      if (mapping.kind !== READ) return { kind: NO_MAPPING, said: how.mapping };
      ask.mapping = join(mapping);
    }
    try {
      var answer = await window.maltavlaReader(ask, abort.signal);
      return { kind: READ, report: answer[0], bytes: answer[1] };
    } catch (error) {
      return { kind: NO_READER, said: String((error && error.message) || error) };
    }
  }

  window.maltavlaAsk = {
    inside: inside,
    time: tellTime,

    /** Asks already for what will be asked for. */
    early: function (address) {
      if (typeof AbortController !== 'function') return;
      var abort = new AbortController();
      var answer = request(address, null, abort);
      answer.catch(function () {});
      early[address] = { answer: answer, abort: abort };
    },

    /** The bytes of a file beside the page; nothing if they have not come within so many milliseconds. */
    file: function (address, within) {
      var abort = new AbortController();
      var deadline = setTimeout(function () { abort.abort(); }, within);
      return get(address, null, abort, function () {}).then(
        function (answer) { clearTimeout(deadline); return answer.kind === READ ? join(answer) : undefined; },
        function () { clearTimeout(deadline); }
      );
    },

    /** Asks a feed, and brings the program what came of it; an answer to a request that was given up counts no more. */
    feed: async function (feed, ticket, address, how) {
      var line = lines[feed] = lines[feed] || { tag: null, mark: null, out: null, alone: false };
      var abort = new AbortController();
      var out = line.out = { ticket: ticket, abort: abort };
      var answer, pieces, bytes;
      try {
        answer = await get(address, line.tag, abort, function () { wasm_bindgen.heard(feed, ticket); });
        if (line.out !== out) return;
        if (answer.kind === READ) {
          line.tag = answer.tag;
          pieces = answer.pieces;
          // A heavy one is not put together: the worker does that where its reader wants it, unless none could be had.
          if (!answer.mark || line.alone) pieces = [bytes = join(answer)];
          if (isSame(line.mark, answer.mark || bytes)) answer = { kind: UNCHANGED };
          else line.mark = answer.mark || bytes;
        }
      } catch (error) {
        // A fall of the program itself is the watchdog's matter.
        if (error instanceof WebAssembly.RuntimeError) throw error;
        answer = { kind: SILENCE };
      }
      if (line.out !== out) return;
      if (answer.kind === READ) {
        if (bytes && isNative(bytes) && wasm_bindgen.native(feed, ticket, bytes)) {
          line.out = null;
          if (wasm_bindgen.good(feed)) keep(address, [bytes]);
          return;
        }
        wasm_bindgen.came(feed, ticket);
        try {
          // What the worker takes is gone here, and a small document is still to be compared with the next.
          answer = await apart(bytes ? [bytes.slice()] : pieces, address, how, abort);
        } catch (error) {
          answer = { kind: SILENCE };
        }
        if (line.out !== out) return;
        // The bytes may be fine: they are to be sent and tried again; what is the board's own, by the program itself.
        if (answer.kind !== READ) line.mark = line.tag = null;
        line.alone = answer.kind === NO_READER;
      }
      line.out = null;
      wasm_bindgen.answered(feed, ticket, answer.kind, answer.number || 0, answer.said, answer.bytes, answer.report);
      if (answer.report && wasm_bindgen.good(feed)) keep(address, [answer.bytes, answer.report]);
    },

    /** Gives a request up. */
    abort: function (feed, ticket) {
      var line = lines[feed];
      if (!line || !line.out || line.out.ticket !== ticket) return;
      line.out.abort.abort();
      line.out = null;
    }
  };
})();
