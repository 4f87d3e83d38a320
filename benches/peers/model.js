// What the peers show, worked out from the board's own format: the objectives with their key results, and how they stand.
const DAY = 86400000;
const clamp = (share) => Math.max(0, Math.min(1, share));
const mean = (list) => (list.length ? list.reduce((sum, one) => sum + one, 0) / list.length : 0);

export const WORDS = { 'on-track': 'On track', 'at-risk': 'At risk', 'off-track': 'Off track' };
export const percent = (share) => `${Math.round(share * 100)} %`;

export function read(feed, now) {
  const begin = Date.parse(feed.cycle.start);
  const end = Date.parse(feed.cycle.end) + DAY;
  const elapsed = clamp((now - begin) / (end - begin));
  const status = (share) => (elapsed - share <= 0.1 ? 'on-track' : elapsed - share <= 0.25 ? 'at-risk' : 'off-track');
  return {
    name: feed.organisation,
    elapsed,
    objectives: feed.objectives.map((objective) => {
      const results = objective.keyResults.map((result) => {
        const points = result.checkIns.map((one) => [Date.parse(one.date) / 1000, one.value]).sort((a, b) => a[0] - b[0]);
        const value = points.length ? points[points.length - 1][1] : result.start;
        const share = clamp((value - result.start) / (result.target - result.start));
        return { id: result.id, title: result.title, start: result.start, target: result.target, value, points, share, status: status(share), begin: begin / 1000, end: end / 1000 };
      });
      const share = mean(results.map((one) => one.share));
      return { id: objective.id, title: objective.title, description: objective.description, share, status: status(share), results };
    }),
  };
}

/** How long a slide stands, and how often the feed is read, in ms. */
const SLIDE = 10000;
const EVERY = 60000;

/** Reads the feed again and again, and turns the slides; `draw(board, n)` is called when there is something to draw. */
export function run(draw) {
  const address = new URLSearchParams(location.search).get('feed');
  let board, text, n = 0, held;
  const show = () => draw(board, n % board.objectives.length);
  const load = async () => {
    const answer = await fetch(address, { cache: 'no-cache' });
    const came = await answer.text();
    if (came === text) return;
    text = came;
    board = read(JSON.parse(came), Date.now());
    show();
  };
  setInterval(() => load().catch(() => {}), EVERY);
  setInterval(() => { if (board && !held) { n += 1; show(); } }, SLIDE);
  window.bench = { show(to) { held = true; n = to - 1; show(); }, read: load };
  load();
}
