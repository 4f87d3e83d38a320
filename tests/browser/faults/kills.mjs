// Kills the board again and again, as offices do: its page, the whole browser, the power in the middle of a write; and sees
// that it comes back each time with its last good board, from what was kept alone.
//
//   node tests/browser/faults/kills.mjs [ROUNDS]     (100 unless told; after `cargo xtask build`)
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AT } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { titled } from './faults.mjs';

const PATH = '/kills.json';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Which reading is on the wall; runs in the page. */
const onTheWall = () => {
  const found = document.body && /Reading(\d+) number 1/.exec(document.body.innerText);
  return found ? Number(found[1]) : 0;
};
/** Whether both stores have it: either may be thrown away by what comes next. Runs in the page. */
const isWritten = async (address, n) => {
  const names = [0, 1].map((slot) => `${location.origin}${address}\n${slot}`);
  const cache = await caches.open('readings');
  const files = await Promise.all(names.map((name) => cache.match(`kept/${encodeURIComponent(name)}`).then((found) => (found ? found.text() : ''))));
  const rows = await new Promise((done) => {
    const opening = indexedDB.open('maltavla', 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction('readings').objectStore('readings').getAll();
      all.onsuccess = () => { opening.result.close(); done(all.result.map((one) => new TextDecoder().decode(one.parts[0]))); };
    };
    opening.onerror = () => done([]);
  });
  return [files, rows].every((store) => store.some((text) => text.includes(`Reading${n} `)));
};
const isWholeKept = async () => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match('./')) return true;
  return false;
};
/** Writes one reading after the other, without a pause; runs in the page. */
const hammer = (address, document, from) => {
  const encoder = new TextEncoder();
  window.written = from;
  const next = (n) => window.maltavlaKeep.save(address, Date.now(), [encoder.encode(document.replace(/Reading\d+/g, `Reading${n}`))])
    .then(() => { window.written = n; next(n + 1); });
  next(from + 1);
};

/** What was written last is half there, as where the power went: the end of the database's log is cut off, and that of the
 *  newest file in a cache. */
function cut(profile, chance) {
  const all = readdirSync(profile, { recursive: true }).map((name) => join(profile, name));
  // So that something of the last write is lost, and nothing of the one before it.
  for (const written of [/IndexedDB.*\.log$/, /CacheStorage.*_0$/]) {
    const [newest] = all.filter((path) => written.test(path)).map((path) => ({ path, ...statSync(path, { throwIfNoEntry: false }) }))
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    if (newest) truncateSync(newest.path, Math.max(0, newest.size - 1 - Math.floor(chance() * 900)));
  }
}

/** Numbers between 0 and 1 that are the same for the same seed. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** So many kills; gives how often each kind was, and how long the board took to come back, in ms. */
export async function kills(rounds, { seed = 4, say = () => {} } = {}) {
  const chance = dice(seed);
  const home = mkdtempSync(join(tmpdir(), 'maltavla-kills-'));
  const server = await serve();
  const url = server.url({ feed: PATH, at: AT, every: 5, scenes: 'overview', hold: 1 });
  const counts = {};
  const times = [];
  let browser;
  let page;
  let n = 0;
  const good = () => server.route(PATH, () => reply({ body: titled(`Reading${n}`) }));
  const begin = async () => {
    browser = await launch({ home });
    page = await browser.page({ kept: true });
  };
  try {
    await begin();
    n += 1;
    good();
    await page.goto(url);
    await page.waitFor(isWholeKept);
    for (let round = 1; round <= rounds; round += 1) {
      const kind = ['renderer', 'browser', 'write', 'power'][(round - 1) % 4];
      counts[kind] = (counts[kind] || 0) + 1;
      // A good reading that is on the wall and was kept.
      n += 1;
      good();
      await page.waitFor(() => Boolean(window.maltavla));
      await page.evaluate(() => window.maltavla.read());
      await page.waitFor((n) => new RegExp(`Reading${n} number 1`).test(document.body.innerText), { args: [n] });
      await page.waitFor(isWritten, { args: [PATH, n] });
      let sure = n;
      if (kind === 'write' || kind === 'power') {
        await page.evaluate(hammer, PATH, JSON.stringify(titled('Reading0')), n);
        await page.waitFor((n) => window.written >= n + 3, { args: [n] });
        await sleep(chance() * 300);
        sure = await page.evaluate(() => window.written);
        n = sure + 1000;
        // The one before the last is whole, whatever became of the last.
        if (kind === 'power') sure -= 2;
      } else {
        // While a reading is on its way, is read, is drawn or is kept.
        n += 1;
        await page.evaluate(() => { window.maltavla.read(); }).catch(() => {});
        await sleep(chance() * 120);
      }
      if (kind === 'renderer') {
        await Promise.race([page.send('Page.crash').catch(() => {}), sleep(300)]);
      } else {
        await browser.kill();
        if (kind === 'power') cut(home, chance);
      }
      // Half the time the whole server is gone, else its feed.
      const gone = chance() < 0.5;
      server.route(PATH, reply({ status: 503 }));
      if (gone) await server.close();
      if (kind !== 'renderer') await begin();
      // A page whose crash has not been noticed yet takes no address.
      for (let tries = 0; ; tries += 1) {
        const refused = await page.goto(url).then(() => undefined, (error) => error);
        if (!refused) break;
        if (tries === 5) throw refused;
        await sleep(500);
      }
      const back = await page.waitFor(onTheWall, { timeout: 30_000 });
      const state = await page.evaluate(() => document.body.getAttribute('data-state'));
      const took = await page.evaluate(() => Math.round(performance.now()));
      if (back < sure) throw new Error(`round ${round} (${kind}): reading ${back} is on the wall, ${sure} was kept`);
      await page.waitFor(() => /stale|offline/.test(document.body.getAttribute('data-state')));
      times.push(took);
      say(`${round}: ${kind}${gone ? ', server gone' : ''}: reading ${back} of ${sure}…${n}, ${state}, ${took} ms`);
      if (gone) await server.open();
    }
  } finally {
    await browser.close().catch(() => {});
    await server.close().catch(() => {});
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  times.sort((a, b) => a - b);
  return { counts, back: times.length, median: times[times.length >> 1], longest: times[times.length - 1] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = Number(process.argv[2]) || 100;
  const { counts, back, median, longest } = await kills(rounds, { say: console.log });
  console.log(`killed ${rounds} times (${Object.entries(counts).map(([kind, count]) => `${kind} ${count}`).join(', ')}), came back ${back} times; median ${median} ms, longest ${longest} ms`);
}
