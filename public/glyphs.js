// Leaves out the pictographs that this set has no font for: a row of empty boxes says nothing to anyone. Each that comes onto
// the page is tried once on a canvas; those that are missing are taken out of the texts. (The program compares with what it
// said itself, not with the page.) Plain ES2017 in a classic script.
(function () {
  'use strict';

  var PICTOGRAPH = /[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff]|\ud83c[\udc00-\udfff]|\ud83d[\udc00-\udfff]|\ud83e[\udc00-\udfff]/g;
  /** What no font has: drawn as the empty box of the page's typeface. */
  var NONE = '\udbff\udffd';
  var SIZE = 48;

  var known = {}, canvas, none;

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
  function isShown(sign) {
    if (!(sign in known)) known[sign] = !isMissing(sign);
    return known[sign];
  }
  function look(node) {
    if (node.nodeType !== Node.TEXT_NODE) {
      node.childNodes.forEach(look);
      return;
    }
    var text = node.data.replace(PICTOGRAPH, function (sign) { return isShown(sign) ? sign : ''; });
    if (text !== node.data) node.data = text;
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === 'characterData') look(change.target);
      else change.addedNodes.forEach(look);
    });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
