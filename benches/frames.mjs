// What a reading costs the wall, from the request to the goals: `cargo xtask bench --only frames [--sizes 0.1,1,10,50]`.
// The page's thread is slowed four times, as on an office's TV. Counts the frames that came more than 50 ms late, and what
// the page's process took of memory beyond what it had, by the size of the document: at most, and half a minute later.
import { readFileSync, readdirSync } from 'node:fs';
import { SITE, reply } from '../tests/browser/server.mjs';
import { checked, grown, issues, rows } from './feeds.mjs';

const MB = 1e6;
const SLOWER = 4;
const FRAME = 1000 / 60;
const LATE = 50;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Notes the gap before each frame (`window.__gaps`), and whatever of the page's thread took long (`window.__tasks`). */
function watchFrames() {
  let last = performance.now();
  const next = (now) => {
    window.__gaps.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  window.__gaps = [];
  window.__tasks = [];
  requestAnimationFrame(next);
  new PerformanceObserver((list) => window.__tasks.push(...list.getEntries().map((task) => task.duration))).observe({ entryTypes: ['longtask'] });
}

/** What the browser's pages hold of the machine's memory, in bytes; 0 where the system does not tell. */
function resident(browser) {
  const read = (pid, file) => { try { return readFileSync(`/proc/${pid}/${file}`, 'utf8'); } catch (gone) { return ''; } };
  let pids = [];
  try { pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)); } catch (elsewhere) { return 0; }
  const isOurs = (pid) => pid === String(browser.child.pid) || (Number(pid) > 1 && isOurs(read(pid, 'stat').split(') ').pop().split(' ')[1]));
  const pages = pids.filter((pid) => read(pid, 'cmdline').includes('--type=renderer') && isOurs(pid));
  return pages.reduce((sum, pid) => sum + 4096 * (Number(read(pid, 'statm').split(' ')[1]) || 0), 0);
}

/** Prints a row a document. */
export async function frames(browser, server, { row, sizes = [0.1, 1, 10, 50] }) {
  const demo = JSON.parse(readFileSync(`${SITE}/demo.en.json`, 'utf8'));
  const kinds = {
    "the board's own": (bytes, version) => grown(demo, bytes, version),
    'issues of Jira': (bytes, version) => issues(bytes, version),
    'nobody knows the shape': (bytes, version) => rows(bytes, version),
  };
  const documents = Object.entries(kinds).flatMap(([name, make]) => sizes.map((size) => [name, size, (version) => make(size * MB, version)]));
  if (sizes.some((size) => size >= 50)) documents.push(['20,000 results, 2 million check-ins', 0, (version) => checked(20_000, 100, version)]);
  console.log(`\nOne reading on a wall ${SLOWER} times slower: frames more than ${LATE} ms late, and memory by the document's size`);
  row('', 'MB', 'read in', 'late frames', 'latest by', 'long tasks', 'memory', 'after 30 s');
  for (const [name, , make] of documents) {
    const bodies = [0, 1].map((version) => Buffer.from(make(version)));
    const size = bodies[0].length;
    let version = 0;
    server.route('/feed.json', () => reply({ body: bodies[version], etag: true }));
    const page = await browser.page();
    await page.goto(server.url({ feed: '/feed.json', locale: 'en', every: 100_000, hold: 1 }));
    await page.waitFor(() => document.querySelector('main[data-scene] h1'), { timeout: 300_000 });
    await sleep(3000);
    await page.metrics({ collect: true });
    await page.cpu(SLOWER);
    const before = resident(browser);
    let most = 0;
    const sampling = setInterval(() => { most = Math.max(most, resident(browser)); }, 25);
    await page.evaluate(watchFrames);
    await sleep(500);
    version = 1;
    const took = await page.evaluate(async () => {
      const { readings } = window.maltavla.state();
      const begun = performance.now();
      window.maltavla.read();
      while (window.maltavla.state().readings === readings && performance.now() - begun < 240_000) await new Promise((done) => setTimeout(done, 20));
      return performance.now() - begun;
    });
    await sleep(3000);
    const { gaps, tasks } = await page.evaluate(() => ({ gaps: window.__gaps, tasks: window.__tasks }));
    clearInterval(sampling);
    const late = gaps.map((gap) => gap - FRAME).filter((over) => over > LATE);
    await page.cpu(1);
    await sleep(size > 5 * MB ? 30_000 : 1000);
    await page.metrics({ collect: true });
    const times = (bytes) => (before ? `${(Math.max(0, bytes - before) / size).toFixed(1)}x` : '-');
    row(name, (size / MB).toFixed(1), `${took.toFixed(0)} ms`, late.length, `${Math.max(0, ...gaps.map((gap) => gap - FRAME)).toFixed(0)} ms`,
      tasks.map((task) => task.toFixed(0)).join(' ') || '-', times(most), times(resident(browser)));
    if (page.errors.length) console.log(page.errors.join('\n'));
    await page.close();
  }
}
