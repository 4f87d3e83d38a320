// `cargo xtask bench [--rounds N] [--only sizes,rates,first,reading,frames,idle,race] [--idle SECONDS] [--readings N] [--out FILE]`:
// figures, no assertions. `frames` and the race, which is against boards of other makes, are asked for by name.
//
// Times are taken in the page's own clock, in a browser context without cache for each run; the board and the page
// written by hand take turns, so that a busy machine slows both alike. Main-thread time is Chromium's TaskDuration.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/browser/driver.mjs';
import { SITE, reply, serve } from '../tests/browser/server.mjs';
import { grown } from './feeds.mjs';
import { frames } from './frames.mjs';
import { LINE, race } from './race.mjs';
import { rates } from './rates.mjs';
import { sizes, table } from './sizes.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const ROUNDS = Number(option('--rounds', 9));
const ONLY = option('--only', 'sizes,rates,first,reading,idle').split(',');
const IDLE = Number(option('--idle', 60));

const vanilla = (name) => readFileSync(fileURLToPath(new URL(`vanilla/${name}`, import.meta.url)));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const row = (name, ...cells) => console.log(`  ${name.padEnd(36)}${cells.map((cell) => String(cell).padStart(12)).join('')}`);
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Notes when the first board stands in the page (`window.__first`, ms since navigation), after its frame was drawn. */
function watchFirst() {
  const look = () => {
    const heading = document.querySelector('main[data-scene] h1');
    if (!heading || !heading.textContent) {
      requestAnimationFrame(look);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.__first = performance.now(); };
    // The frame that holds it is drawn after the callbacks of the next one.
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  requestAnimationFrame(look);
}

async function first(browser, server) {
  const demo = readFileSync(`${SITE}/demo.en.json`);
  server.route('/feed.json', reply({ body: demo, etag: true }));
  const pages = {
    // Held on its first slide: which one it would be on otherwise is the wall clock's choice.
    board: server.url({ feed: '/feed.json', locale: 'en', hold: 1 }),
    'by hand': server.url({ feed: '/feed.json' }, '/vanilla/'),
  };
  console.log(`\nTime from navigation to the first board (median and spread of ${ROUNDS}, cold cache, ${LINE[1]} Mbit/s and ${LINE[0]} ms)`);
  row('CPU', ...Object.keys(pages), 'ratio', 'board was', 'by hand was');
  for (const rate of [1, 4, 6]) {
    const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = Object.keys(pages);
      if (round % 2) order.reverse();
      for (const name of order) {
        const page = await browser.page();
        await page.before(watchFirst);
        await page.cpu(rate);
        await page.line(...LINE);
        await page.goto(pages[name]);
        times[name].push(await page.waitFor(() => window.__first, { timeout: 60_000 }));
        await page.close();
      }
    }
    const medians = Object.values(times).map(median);
    const spread = Object.values(times).map((list) => `${Math.min(...list).toFixed(0)}-${Math.max(...list).toFixed(0)}`);
    row(`${rate}x slower`, ...medians.map(ms), (medians[0] / medians[1]).toFixed(2), ...spread);
  }
}

async function reading(browser, server) {
  const demo = JSON.parse(readFileSync(`${SITE}/demo.en.json`, 'utf8'));
  console.log('\nCost of one reading (main thread, beyond what the board does anyway; median of 5)');
  row('feed', 'bytes', 'changed', 'unchanged', 'JSON.parse', 'wasm memory');
  for (const bytes of [50_000, 1_000_000, 10_000_000]) {
    let version = 0;
    const texts = [0, 1].map((n) => grown(demo, bytes, n));
    server.route('/feed.json', () => reply({ body: texts[version % 2], etag: true }));
    const page = await browser.page();
    await page.goto(server.url({ feed: '/feed.json', locale: 'en', every: 100_000, hold: 1 }));
    await page.waitFor(() => document.querySelector('main[data-scene] h1'), { timeout: 120_000 });
    const spent = async () => {
      const hits = server.hits('/feed.json');
      const before = await page.metrics();
      await page.evaluate(() => window.maltavla.read());
      const begun = Date.now();
      while (server.hits('/feed.json') === hits && Date.now() - begun < 10_000) await sleep(10);
      // Until the main thread has been idle for a while: a reading has no mark of its own.
      for (let last = -1, now = 0; now - last > 0.02;) {
        last = now;
        await sleep(1000);
        now = (await page.metrics()).TaskDuration;
      }
      const after = await page.metrics();
      return { cost: after.TaskDuration - before.TaskDuration, took: after.Timestamp - before.Timestamp };
    };
    const idle = await page.metrics();
    await sleep(3000);
    const then = await page.metrics();
    const rate = (then.TaskDuration - idle.TaskDuration) / (then.Timestamp - idle.Timestamp);
    const costs = { changed: [], unchanged: [] };
    for (let round = 0; round < 5; round += 1) {
      for (const kind of ['changed', 'unchanged']) {
        if (kind === 'changed') version += 1;
        const { cost, took } = await spent();
        costs[kind].push(Math.max(0, cost - rate * took) * 1000);
      }
    }
    const parse = await page.evaluate(async () => {
      const text = await (await fetch('/feed.json')).text();
      const begun = performance.now();
      JSON.parse(text);
      return performance.now() - begun;
    });
    const { WasmMemory } = await page.metrics();
    row(`${(bytes / 1e6).toFixed(2)} MB`, texts[0].length, ms(median(costs.changed)), ms(median(costs.unchanged)), ms(parse),
      `${(WasmMemory / 2 ** 20).toFixed(1)} MiB`);
    await page.close();
  }
}

async function idle(browser, server) {
  console.log(`\nMain thread in ${IDLE} s on the wall (rotation on, the demo)`);
  const page = await browser.page();
  await page.goto(server.url({ locale: 'en' }));
  await page.waitFor(() => document.querySelector('main[data-scene] h1'));
  await sleep(5000);
  const before = await page.metrics();
  await sleep(IDLE * 1000);
  const after = await page.metrics();
  for (const name of ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']) {
    row(name, ms((after[name] - before[name]) * 1000));
  }
  row('share of one core', `${(((after.TaskDuration - before.TaskDuration) / (after.Timestamp - before.Timestamp)) * 100).toFixed(2)} %`);
  await page.close();
}

/** Asked for by name: it takes a quarter of an hour. */
function contest(browser, server) {
  return race(browser, server, { rounds: ROUNDS, idle: IDLE, readings: Number(option('--readings', 500)), out: option('--out', 'target/race.json') });
}

/** Asked for by name: documents of 50 MB take their time. */
function late(browser, server) {
  return frames(browser, server, { row, sizes: option('--sizes', '0.1,1,10,50').split(',').map(Number) });
}

if (ONLY.includes('sizes')) console.log(`\nTransferred\n${table(sizes(SITE)).join('\n')}`);
if (ONLY.includes('rates')) await rates(SITE, JSON.parse(readFileSync(`${SITE}/demo.en.json`, 'utf8')), row);
// Of a machine without a language Chromium makes a tag that `Intl` refuses, and uPlot falls over it.
Object.assign(process.env, { LANG: 'en_US.UTF-8', LANGUAGE: 'en_US', LC_ALL: 'en_US.UTF-8' });
const wanted = [['first', first], ['reading', reading], ['frames', late], ['idle', idle], ['race', contest]].filter(([name]) => ONLY.includes(name));
if (wanted.length) {
  const [browser, server] = await Promise.all([launch(), serve({ packed: true })]);
  try {
    for (const [name, type] of [['index.html', 'text/html'], ['vanilla.js', 'text/javascript'], ['vanilla.css', 'text/css']]) {
      server.route(`/vanilla/${name === 'index.html' ? '' : name}`, reply({ body: vanilla(name), type }));
    }
    console.log(`\n${browser.version}`);
    for (const [, measure] of wanted) await measure(browser, server);
    if (option('--pictures')) await pictures(browser, server);
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }
}

/** Both first scenes, side by side for the eye: is the race an honest one? */
async function pictures(browser, server) {
  server.route('/feed.json', reply({ body: readFileSync(`${SITE}/demo.en.json`) }));
  for (const [name, path] of [['board', '/'], ['by-hand', '/vanilla/']]) {
    const page = await browser.page();
    await page.goto(server.url({ feed: '/feed.json', locale: 'en', hold: 1 }, path));
    await page.waitFor(() => document.querySelector('main[data-scene] h1'));
    await sleep(1000);
    writeFileSync(`${option('--pictures')}/${name}.png`, await page.screenshot());
    await page.close();
  }
}
