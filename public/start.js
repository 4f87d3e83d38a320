// The board's start page: where nothing is set it shows its demo, and here how to come to the set-up page. Plain ES2017.
(function () {
  'use strict';

  var GREEN = 404;
  var SAYS = {
    en: ['This is a demo.', 'Set up a board of your own', 'Press s or the green button, or go to '],
    sv: ['Det här är ett demo.', 'Ställ in en egen tavla', 'Tryck s eller den gröna knappen, eller gå till ']
  };
  var shown = false;

  function setUp() { location.hash = '#/setup'; }

  /** The board reads this address: its own demo, if nobody has set another. */
  window.maltavlaStart = function (address) {
    var demo = /^demo\.(\w+)\.json$/.exec(address);
    if (shown || !demo || location.search || location.hash || window.parent !== window) return;
    // A board in one file has no set-up page beside it.
    if (window.maltavlaAsk.inside(address)) return;
    shown = true;
    var says = SAYS[demo[1]] || SAYS.en;
    var start = document.createElement('aside');
    start.className = 'start';
    var link = document.createElement('a');
    link.href = '#/setup';
    link.textContent = says[1];
    var how = document.createElement('p');
    how.textContent = says[2] + location.host + location.pathname + '#/setup';
    start.appendChild(document.createTextNode(says[0] + ' '));
    start.appendChild(link);
    start.appendChild(how);
    document.body.appendChild(start);
    // Before the board: to read its demo anew is of no use to anybody.
    window.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 's' || event.keyCode === GREEN || (event.key === 'Enter' && document.activeElement === link)) {
        event.stopImmediatePropagation();
        setUp();
      }
    }, true);
  };
})();
