// The board's first scene as someone would write it by hand without a framework, as lean as it can honestly be: it reads
// the same feed, works out the same figures, and builds the same kind of page. It is what `cargo xtask bench` races
// the board against, and can do nothing else.
(function () {
  'use strict';

  var DAY = 86400000;
  var WORDS = { 'on-track': 'On track', 'at-risk': 'At risk', 'off-track': 'Off track', unmeasured: 'No measure yet' };
  var SHAPES = {
    'on-track': 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM7 12L3 8l1.4-1.4L7 9l5-5 1.4 1.4z',
    'at-risk': 'M8 1l8 14H0zM7 6v5h2V6zM7 12v2h2v-2z',
    'off-track': 'M2 0h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2zM7 3v6H4l4 4 4-4H9V3z',
    unmeasured: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM4 7h8v2H4z'
  };

  function clamp(share) { return Math.max(0, Math.min(1, share)); }

  function mean(list) {
    return list.length ? list.reduce(function (all, one) { return all + one; }, 0) / list.length : null;
  }

  function read(feed, today) {
    var shift = feed.follow ? Math.round((today - Date.parse(feed.follow)) / DAY) * DAY : 0;
    var moment = function (date) { return Date.parse(date) + shift; };
    var monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
    if (monday === today) monday -= 7 * DAY;
    var begin = moment(feed.cycle.start);
    var end = moment(feed.cycle.end) + DAY;
    var elapsed = clamp((today - begin) / (end - begin));

    function progress(result, until) {
      var values = (result.checkIns || []).filter(function (one) { return moment(one.date) <= until; })
        .sort(function (a, b) { return moment(a.date) - moment(b.date); });
      var last = values.length ? values[values.length - 1].value : result.start;
      if (result.yesNo) return last ? 1 : 0;
      if (result.low !== undefined || result.high !== undefined) {
        return mean(values.map(function (one) {
          return (result.low === undefined || one.value >= result.low) && (result.high === undefined || one.value <= result.high) ? 1 : 0;
        }));
      }
      if (result.target === undefined || last === undefined) return null;
      return result.target === result.start ? 1 : clamp((last - result.start) / (result.target - result.start));
    }

    function shares(objective, until) {
      return (objective.keyResults || []).map(function (result) { return progress(result, until); })
        .filter(function (share) { return share !== null; });
    }

    var results = 0;
    var fresh = 0;
    feed.objectives.forEach(function (objective) {
      (objective.keyResults || []).forEach(function (result) {
        results += 1;
        if ((result.checkIns || []).some(function (one) { return moment(one.date) >= monday; })) fresh += 1;
      });
    });
    var led = feed.objectives.filter(function (objective) { return objective.team; });
    var tied = led.filter(function (objective) { return objective.supports; });
    return {
      elapsed: elapsed,
      weeks: Math.max(0, Math.floor((end - today) / (7 * DAY))),
      results: results,
      fresh: fresh,
      tied: led.length ? tied.length / led.length : 1,
      goals: feed.objectives.filter(function (objective) { return !objective.supports && !objective.team; }).map(function (objective) {
        var share = mean(shares(objective, today));
        var before = mean(shares(objective, monday - 1));
        var behind = share === null ? 0 : elapsed - share;
        return {
          id: objective.id,
          title: objective.title,
          share: share,
          moved: share === null || before === null ? 0 : Math.round((share - before) * 100),
          status: share === null ? 'unmeasured' : behind <= 0.1 ? 'on-track' : behind <= 0.25 ? 'at-risk' : 'off-track'
        };
      })
    };
  }

  function element(name, className, children) {
    var made = document.createElement(name);
    if (className) made.className = className;
    (children || []).forEach(function (child) { made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child); });
    return made;
  }

  function percent(share) { return share === null ? '–' : Math.round(share * 100) + ' %'; }

  function meter(share, expected, className) {
    var bar = element('i');
    bar.style.width = (share || 0) * 100 + '%';
    var made = element('div', 'meter ' + className, [bar]);
    if (expected !== null) {
      var mark = element('s');
      mark.style.left = expected * 100 + '%';
      made.appendChild(mark);
    }
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', percent(share));
    return made;
  }

  function shape(status) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    var path = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    path.setAttribute('d', SHAPES[status]);
    path.setAttribute('fill-rule', 'evenodd');
    return svg;
  }

  function draw(feed, board) {
    var goals = board.goals.map(function (goal) {
      var status = element('p', 'status', [element('span', goal.status, [shape(goal.status), WORDS[goal.status]])]);
      if (goal.moved) status.appendChild(element('span', 'soft', [' ' + (goal.moved > 0 ? '+' : '−') + Math.abs(goal.moved) + ' points this week']));
      var item = element('li', '', [
        element('h2', '', [goal.title]), element('p', 'figure', [percent(goal.share)]), status, meter(goal.share, board.elapsed, goal.status)
      ]);
      item.setAttribute('data-goal', goal.id);
      item.setAttribute('data-status', goal.status);
      return item;
    });
    var main = document.querySelector('main');
    var clock = new Date().toTimeString().slice(0, 5);
    main.appendChild(element('header', '', [element('p', '', [element('strong', '', [feed.organisation]), element('span', '', ['Our goals'])]),
      element('span', '', [clock])]));
    main.appendChild(element('section', 'scene', [
      element('div', '', [
        element('p', 'label', ['Vision']), element('h1', '', [feed.vision]),
        element('div', 'cycle', [element('p', '', [element('span', '', [board.weeks + ' weeks left of the quarter']),
          element('span', '', [percent(board.elapsed)])]), meter(board.elapsed, null, 'soft')]),
        element('div', 'figures', [
          element('p', '', [element('b', '', [board.fresh + ' of ' + board.results]), element('br'), 'key results checked in this week']),
          element('p', '', [element('b', '', [percent(board.tied)]), element('br'), 'of team goals tie to the vision'])
        ])
      ]),
      element('ul', 'goals', goals)
    ]));
    var footer = main.appendChild(element('footer'));
    for (var knot = 0; knot <= 20; knot += 1) {
      footer.appendChild(element('i')).style.left = knot * 5 + '%';
    }
    main.setAttribute('data-scene', 'overview');
  }

  var feed = new URLSearchParams(location.search).get('feed');
  fetch(feed).then(function (response) { return response.json(); }).then(function (feed) {
    var now = new Date();
    draw(feed, read(feed, Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
  });
})();
