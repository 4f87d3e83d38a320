// The same board on every engine that hangs on an office's wall, from Chromium 68 to today's: each scene drawn whole and
// in its place, the rotation on time, readings taken over, other tools' documents read, and not a word in the console.
// Leaves target/engines/sheet.png, a picture of each scene in each engine, for people to look at.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AT, facts, feed, open, read, rows, shown } from './board.mjs';
import { launch } from './driver.mjs';
import { CACHE, ENGINES, canRun, missing, program } from './engines.mjs';
import { charts, inspect, walk } from './geometry.mjs';
import { reply, serve } from './server.mjs';

const MORNING = '2026-11-23T09:42:00+01:00';
const [WIDTH, HEIGHT] = [1920, 1080];

let server;
before(async () => { server = await serve(); });
after(async () => {
  if (server) await server.close();
  if (pictures.length > 0) await sheet();
});

/** A picture of a scene in an engine: `{ engine, scene, path }`. */
const pictures = [];
/** What the first engine drew; the others have to draw the same. */
let first;

for (const engine of ENGINES) {
  const name = `Chromium ${engine.major} (${engine.wall})`;
  test(name, { skip: canRun || !engine.package ? false : 'its programs are for Linux on x86-64' }, async (t) => {
    const browser = await launch({ chrome: program(engine), socket: engine.major === 68 });
    try {
      t.diagnostic(browser.version);
      if (engine.package) assert.equal(browser.major, engine.major);
      await t.test('every scene is drawn whole and in its place', () => scenes(browser, engine));
      await t.test('a zone is known at any hour of the day', () => zones(browser));
      await t.test('slides turn on time', () => rotation(browser));
      await t.test('a changed reading is taken over', () => reading(browser));
      await t.test("another tool's export is read in the worker", () => foreign(browser));
    } finally {
      await browser.close();
    }
  });
}

async function scenes(browser, engine) {
  const page = await browser.page({ width: WIDTH, height: HEIGHT });
  await page.goto(server.url({ locale: 'en', at: MORNING, tz: 'Europe/Stockholm', motion: 'off', hold: 1 }));
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
  const { findings, scenes, texts } = await page.evaluate(`(${walk})(${inspect})`);
  assert.deepEqual(findings, []);
  assert.deepEqual(missing(texts), [], 'titles that are nowhere on the wall');
  const slides = await page.evaluate(() => window.maltavla.slides());
  const drawn = [];
  for (const [at, { scene }] of slides.entries()) {
    await page.evaluate((n) => window.maltavla.show(n), at + 1);
    drawn.push(`${scene} ${JSON.stringify(await page.evaluate(charts))}`);
    if (slides.findIndex((slide) => slide.scene === scene) !== at) continue;
    await page.frames(2);
    const path = join(CACHE, 'sheet', `${engine.major}-${scene}.png`);
    mkdirSync(join(CACHE, 'sheet'), { recursive: true });
    await page.screenshot(path);
    pictures.push({ engine: engine.major, scene, path });
  }
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.console, []);
  const all = { scenes, texts, drawn };
  first = first || all;
  assert.deepEqual(all, first, 'drawn otherwise than by the first engine');
  assert.ok(drawn.filter((one) => /"marks":[1-9]/.test(one)).length > 5, 'charts are drawn');
  await page.close();
}

async function zones(browser) {
  server.route('/zones.json', feed(1));
  // Midnight, morning and evening in Stockholm, in winter and in summer.
  for (const at of ['2026-11-22T23:00:00Z', '2026-11-23T08:00:00Z', '2026-11-23T20:00:00Z', '2026-06-30T20:00:00Z']) {
    const page = await open(browser, server, { feed: '/zones.json', at: AT }, { at: Date.parse(at), state: 'begun' });
    const offsets = await page.evaluate(() => ['Europe/Stockholm', 'Asia/Kathmandu', 'America/St_Johns', 'UTC'].map((tz) => {
      const table = window.maltavlaRim.zone(tz);
      // The first, and every other after it; what is between are the moments of change.
      return [...new Set(table.filter((_, i) => i % 2 === 0))].sort((a, b) => a - b).join();
    }));
    assert.deepEqual(offsets, ['3600,7200', '20700', '-12600,-9000', '0'], at);
    await page.close();
  }
}

async function rotation(browser) {
  server.route('/turning.json', feed(4));
  const page = await open(browser, server, { feed: '/turning.json', at: AT }, { state: 'live' });
  const { slides } = await page.evaluate(shown);
  for (let n = 0; n < 3; n += 1) {
    const { slide } = await page.evaluate(shown);
    const left = await page.evaluate(() => window.maltavla.state().ends - Date.now());
    await page.advance(left - 1);
    assert.equal((await page.evaluate(shown)).slide, slide, 'it stays until its last millisecond');
    // A timer may be early by a part of a millisecond, so the board waits for one more.
    await page.advance(2);
    assert.equal((await page.evaluate(shown)).slide, (slide % slides) + 1);
    await page.advance(2000);
    assert.equal(await page.evaluate(() => document.querySelectorAll('main > .slide').length), 1, 'the slide that left is gone');
  }
  assert.deepEqual(page.errors, []);
  await page.close();
}

async function reading(browser) {
  const text = () => document.querySelector('main').textContent;
  server.route('/changing.json', feed(2, 40));
  const page = await open(browser, server, { feed: '/changing.json', at: AT, scenes: 'results', hold: 1 }, { state: 'live', speed: null });
  assert.ok(!/73/.test(await page.evaluate(text)));
  server.route('/changing.json', feed(2, 73));
  await read(page);
  await page.waitFor(() => /73/.test(document.querySelector('main').textContent));
  assert.deepEqual(page.errors, []);
  await page.close();
}

async function foreign(browser) {
  server.route('/rows.json', reply({ body: rows }));
  const page = await open(browser, server, { feed: '/rows.json', at: AT, locale: 'sv', scenes: 'results', hold: 1 }, { state: 'live', speed: null });
  assert.equal((await page.evaluate(facts)).keyResults, 3);
  await page.waitFor(() => /Resultat 3/.test(document.querySelector('main').textContent));
  assert.deepEqual(page.errors, []);
  await page.close();
}

/** One picture of all pictures: engines from left to right, scenes from top to bottom. */
async function sheet() {
  const engines = ENGINES.map(({ major }) => major).filter((major) => pictures.some(({ engine }) => engine === major));
  const scenes = [...new Set(pictures.map(({ scene }) => scene))];
  const image = (engine, scene) => {
    const picture = pictures.find((one) => one.engine === engine && one.scene === scene);
    return picture ? `<img src="data:image/png;base64,${readFileSync(picture.path).toString('base64')}">` : '–';
  };
  const rows = scenes.map((scene) => `<tr><th>${scene}</th>${engines.map((engine) => `<td>${image(engine, scene)}</td>`).join('')}</tr>`);
  const style = 'body{margin:0;background:#888;font:20px sans-serif}img{display:block;width:560px}th{padding:4px}';
  const html = `<!doctype html><meta charset="utf-8"><title>Engines</title><style>${style}</style><table><tr><th></th>${
    engines.map((engine) => `<th>${engine}</th>`).join('')}</tr>${rows.join('')}</table>`;
  writeFileSync(join(CACHE, 'sheet.html'), html);
  const browser = await launch();
  try {
    const page = await browser.page({ width: 130 + engines.length * 564, height: 36 + scenes.length * 320 });
    await page.goto(`file://${join(CACHE, 'sheet.html')}`);
    await page.screenshot(join(CACHE, 'sheet.png'));
  } finally {
    await browser.close();
  }
}
