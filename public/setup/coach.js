// The set-up page, 3: what to mend in the goals themselves. Found by src/goals/coach.rs; the words are here.
(function () {
  'use strict';
  var page = window.maltavlaSetUp = window.maltavlaSetUp || {};

  page.coach = function () {
    var say = page.say();
    var h = page.h;
    var list = h('ul', { class: 'findings' });
    var element = h('section', { class: 'coach', 'aria-label': say.coach, hidden: true }, [h('h2', {}, say.coach), list, h('p', { class: 'soft small-text' }, say.coachOff)]);
    var of;
    function draw() {
      var look = page.seen.look;
      element.hidden = !look || look.counts.objectives + look.counts.keyResults === 0;
      if (element.hidden || look === of) return;
      of = look;
      page.fill(list, look.findings.length ? look.findings.map(function (one) {
        var words = say.findings[one.finding](one.goals.length, one);
        return h('li', { 'data-finding': one.finding }, [
          h('p', {}, words[0]), h('p', { class: 'soft small-text' }, words[1]),
          one.goals.length ? h('details', {}, [h('summary', {}, say.which), h('ul', { class: 'titles' }, one.goals.slice(0, 200).map(function (title) { return h('li', {}, title); }))]) : null
        ]);
      }) : h('li', {}, say.coachNone));
    }
    return { element: element, draw: draw };
  };
})();
