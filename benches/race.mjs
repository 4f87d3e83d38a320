// Our board beside those of benches/peers/: the same goals, one objective a slide with four charts, in one browser, taking
// turns. Prints minima and medians, and keeps all samples. Only the ratios of one run are worth telling.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { SITE, reply } from '../tests/browser/server.mjs';
import { even } from './feeds.mjs';
import { peers } from './peers.mjs';

/** A modest line to the wall: ms of latency, Mbit/s. On none at all, bytes would cost nothing. */
export const LINE = [40, 10];
const FEED = '/race.json';
const AT = '2026-12-30T09:00:00Z';
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const packed = (bytes) => brotliCompressSync(bytes).length;

/** Notes when the first board stands in the page and its frame was drawn (`window.__first`, ms since navigation). */
function watchFirst() {
  const look = () => {
    const title = document.querySelector('main[data-scene] h1');
    if (!title || !title.textContent || !document.querySelector('canvas, .chart svg path')) {
      requestAnimationFrame(look);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.__first = performance.now(); };
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  requestAnimationFrame(look);
}

/** Seconds of CPU that all of the browser's processes have taken. */
async function cpuOfAll(browser) {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
}

/** Runs in the page: reads, and waits until what came is taken in, as the peers' own `read` does. */
function readOurs() {
  const before = window.maltavla.state().readings;
  window.maltavla.read();
  return new Promise((done) => {
    const look = () => (window.maltavla.state().readings > before ? done() : setTimeout(look, 2));
    look();
  });
}

export async function race(browser, server, { rounds = 9, idle = 60, readings = 500, out = undefined } = {}) {
  let version = 0;
  server.route(FEED, () => reply({ body: even(12, version), etag: true }));
  const boards = {};
  const ours = readdirSync(SITE).filter((name) => /^(index\.html|maltavla(-watchdog)?-[0-9a-f]{16}\.(js|css|wasm))$/.test(name));
  boards.Måltavla = {
    url: (more = {}) => server.url({ feed: FEED, locale: 'en', scenes: 'objective', at: AT, ...more }),
    bytes: ours.reduce((sum, name) => sum + packed(readFileSync(join(SITE, name))), 0), requests: ours.length,
    show: (n) => { if (n <= window.maltavla.slides().length) window.maltavla.show(n); }, read: readOurs, held: { hold: 1 },
  };
  for (const [name, files] of Object.entries(await peers())) {
    const folder = `/peers/${name.replace(/\W+/g, '-')}/`;
    for (const [file, text] of Object.entries(files)) {
      const headers = { 'Cache-Control': 'max-age=600' };
      server.route(folder + (file === 'index.html' ? '' : file), reply({ body: text, type: TYPES[file.split('.').pop()], headers }));
    }
    boards[name] = {
      url: () => server.url({ feed: FEED }, folder), bytes: Object.values(files).reduce((sum, text) => sum + packed(text), 0), requests: Object.keys(files).length,
      show: (n) => window.bench.show(n), read: () => window.bench.read(), held: {},
    };
  }
  const names = Object.keys(boards);
  const results = Object.fromEntries(names.map((name) => [name, { bytes: boards[name].bytes, requests: boards[name].requests }]));
  const keep = (name, what, value) => (results[name][what] = results[name][what] || []).push(value);
  const turns = async (count, run) => {
    for (let round = 0; round < count; round += 1) {
      for (const name of round % 2 ? [...names].reverse() : names) await run(name, boards[name], round);
    }
  };
  const open = async (board, rate = 1, more = board.held) => {
    const page = await browser.page();
    await page.before(watchFirst);
    await page.cpu(rate);
    await page.line(...LINE);
    await page.goto(board.url(more));
    await page.waitFor(() => window.__first, { timeout: 60_000 });
    return page;
  };

  const stage = (what) => console.error(`  … ${what}`);

  for (const rate of [1, 4, 6]) {
    stage(`first board, ${rate}x`);
    await turns(rounds, async (name, board) => {
      const page = await open(board, rate);
      keep(name, `first board, ${rate}x, ms`, await page.evaluate('window.__first'));
      if (rate === 1) keep(name, 'main thread to first board, ms', (await page.metrics()).TaskDuration * 1000);
      await page.reload();
      keep(name, `warm reload, ${rate}x, ms`, await page.waitFor(() => window.__first, { timeout: 60_000 }));
      await page.close();
    });
  }
  stage('standing still');
  await turns(Math.min(rounds, 3), async (name, board) => {
    const page = await open(board, 1, {});
    await sleep(2000);
    const [before, all] = [await page.metrics({ collect: true }), await cpuOfAll(browser)];
    keep(name, 'JS heap, MB', before.JSHeapUsedSize / 1e6);
    keep(name, 'wasm memory, MB', before.WasmMemory / 1e6);
    keep(name, 'DOM nodes', before.Nodes);
    await sleep(idle * 1000);
    const minute = 60 / idle;
    keep(name, 'main thread a minute, ms', ((await page.metrics()).TaskDuration - before.TaskDuration) * 1000 * minute);
    keep(name, 'all processes a minute, ms', ((await cpuOfAll(browser)) - all) * 1000 * minute);
    await page.close();
  });
  stage('changes of scene');
  await turns(Math.min(rounds, 7), async (name, board) => {
    const page = await open(board);
    await page.evaluate(() => {
      window.tasks = [];
      window.missed = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.tasks.push(entry.duration))).observe({ entryTypes: ['longtask'] });
      let last;
      const frame = (now) => {
        if (last !== undefined) window.missed += Math.max(0, Math.round((now - last) / (1000 / 60)) - 1);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await page.cpu(6);
    for (let n = 2; n <= 6; n += 1) {
      await page.evaluate(board.show, n);
      await sleep(1000);
    }
    await page.cpu(1);
    keep(name, 'frames missed in 5 changes, 6x', await page.evaluate('window.missed'));
    keep(name, 'longest task in them (50 and more), 6x, ms', await page.evaluate('window.tasks.reduce((a, b) => Math.max(a, b), 0)'));
    await page.close();
  });
  stage('readings');
  await turns(1, async (name, board) => {
    const page = await open(board);
    const read = async () => {
      version += 1;
      await page.evaluate(board.read);
    };
    for (let n = 0; n < 20; n += 1) await read();
    await sleep(1000);
    const before = await page.metrics({ collect: true });
    for (let n = 0; n < readings; n += 1) await read();
    await sleep(1000);
    const after = await page.metrics();
    const rest = await page.metrics({ collect: true });
    keep(name, 'main thread a changed reading, ms', ((after.TaskDuration - before.TaskDuration) * 1000) / readings);
    // The protocol's own network domain holds bodies, so this tells one board from another, and not a leak from none.
    keep(name, `heap, KB a reading, over ${readings}`, (rest.JSHeapUsedSize - before.JSHeapUsedSize) / 1000 / readings);
    await page.close();
  });

  const figure = (value) => value.toFixed(value < 10 ? 2 : 0);
  const rows = Object.keys(results[names[0]]).map((what) => [what, ...names.map((name) => {
    const value = results[name][what];
    return Array.isArray(value) ? `${figure(sorted(value)[0])} / ${figure(median(value))}` : String(value);
  })]);
  console.log(`\nThe race: ${browser.version}, ${cpus()[0].model} (${cpus().length}), ${LINE[1]} Mbit/s and ${LINE[0]} ms, minimum / median of ${rounds}; bytes as brotli`);
  for (const cells of [['', ...names], ...rows]) console.log(`| ${cells.join(' | ')} |${cells[0] === '' ? `\n|${'---|'.repeat(cells.length)}` : ''}`);
  if (out) {
    const told = { date: new Date().toISOString(), browser: browser.version, cpu: cpus()[0].model, cores: cpus().length, rounds, results };
    writeFileSync(out, `${JSON.stringify(told, undefined, 1)}\n`);
    console.log(`\nAll samples are in ${out}`);
  }
}
