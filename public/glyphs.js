// Leaves out the pictographs that this set has no font for: a row of empty boxes says nothing to anyone. Each that comes onto
// the page is tried once on a canvas, and those that are missing get a typeface of our own in which they are empty.
// Plain ES2017 in a classic script.
(function () {
  'use strict';

  var PICTOGRAPH = /[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff]|\ud83c[\udc00-\udfff]|\ud83d[\udc00-\udfff]|\ud83e[\udc00-\udeff]/g;
  /** What no font has: drawn as the empty box of the page's typeface. */
  var NONE = '\udbff\udffd';
  /** One glyph without width or outline for all of these, as WOFF2 (a `cmap` of format 13); made with fontTools. */
  var BLANK = 'd09GMgABAAAAAAEgAAoAAAAAAowAAADaAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAABmAAdAoBLAE2AiQDBgsGAAQgBVoHIBv5ASCfB7YTbiabrLTw'
    + 'z8m1EYFDd5+kZQ69lt0KhEQKjEBIlKMSJZFzxG1McD/HbJxoRKNoBDVPZ+ysGqB2gwNMICDeaNVJBn7QwQZdIOJBN/b4MnhWo128qpIbA43zYnQL'
    + 'DRdaw6berfUz6pp7AMAaKKpgWTWJI80amiYcXvXOAyZgBlwCaGxisyPsYPcO4RCHHZFH8t0RUEADAEaJIJwPP/E53sbVB7jedkQDUBUQFiYgAiCA'
    + 'oACAqeZEQAwQUIwZqNImxKTp4sWs1Ts9+y5VICOsZlL5Nn4o';
  var SIZE = 48;

  var tried = {}, missing = [], face, canvas, none;

  /** How a text is drawn. */
  function drawn(text) {
    canvas.clearRect(0, 0, SIZE, SIZE);
    canvas.fillText(text, 4, SIZE - 12);
    return canvas.getImageData(0, 0, SIZE, SIZE).data.join();
  }
  function isMissing(text) {
    if (!canvas) {
      var element = document.createElement('canvas');
      element.width = element.height = SIZE;
      canvas = element.getContext('2d');
      canvas.font = SIZE / 2 + 'px ' + getComputedStyle(document.body).fontFamily;
      none = drawn(NONE);
    }
    return drawn(text) === none;
  }
  /** All that are missing are of the empty typeface from now on. */
  function leaveOut() {
    var bytes = Uint8Array.from(atob(BLANK), function (letter) { return letter.charCodeAt(0); });
    var last = face;
    face = new FontFace('Blank', bytes, { unicodeRange: missing.join() });
    document.fonts.add(face);
    if (last) document.fonts.delete(last);
  }
  function look(text) {
    var found = (text.match(PICTOGRAPH) || []).filter(function (one) { return !tried[one]; });
    if (!found.length) return;
    var before = missing.length;
    found.forEach(function (one) {
      if (!tried[one] && isMissing(one)) missing.push('U+' + one.codePointAt(0).toString(16));
      tried[one] = true;
    });
    if (missing.length > before) leaveOut();
  }

  if (typeof FontFace !== 'function' || !document.fonts) return;
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === 'characterData') look(change.target.data);
      else change.addedNodes.forEach(function (node) { look(node.textContent); });
    });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
