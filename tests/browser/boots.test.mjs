// The board starts, and where it cannot, the page says so.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AT, facts, feed, open, shown } from './board.mjs';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

let browser;
let server;
let wasm;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  const html = await (await fetch(server.url())).text();
  wasm = `/${/data-wasm="([^"]+)"/.exec(html)[1]}`;
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

const state = () => document.body.getAttribute('data-state');
const left = () => document.body.getAttribute('data-state') !== 'booting';

test('boots from its site, without a word in the console', async () => {
  const page = await browser.page();
  await page.goto(server.url());
  await page.waitFor(left);
  assert.notEqual(await page.evaluate(state), 'broken');
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('the demo is live within seconds, and asks no one else', async () => {
  const page = await browser.page();
  await page.goto(server.url());
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live', { timeout: 15_000 });
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.console, []);
  assert.deepEqual(page.requests.filter(({ url }) => !url.startsWith(`${server.origin}/`)), []);
  await page.close();
});

/** Every goal of a feed, with its title; of one that was paused or given up, the key results are no news. */
function goals({ objectives }) {
  return objectives.flatMap((one) => [one, ...(one.state ? [] : one.keyResults || [])]);
}

test('shows a machine what a person sees: state, scene, slide, goals and their statuses', async () => {
  const page = await open(browser, server, { locale: 'en' }, { state: 'live' });
  const demo = await (await fetch(server.url({}, '/demo.en.json'))).json();
  const slides = await page.evaluate(() => window.maltavla.slides());
  const seen = new Set();
  let text = '';
  for (const [n, { scene, subject, part }] of slides.entries()) {
    await page.evaluate((n) => window.maltavla.show(n), n + 1);
    const told = await page.evaluate(shown);
    assert.deepEqual(told, { state: 'live', scene, slide: n + 1, slides: slides.length, part: part.endsWith('/1') ? null : part });
    const known = await page.evaluate(facts);
    assert.deepEqual([known.state, known.scene, known.slide, known.slides, known.held], ['live', scene, n + 1, slides.length, 1]);
    const found = await page.evaluate(() => [...document.querySelectorAll('main > .slide:last-child [data-goal]')]
      .map((one) => [one.getAttribute('data-goal'), one.getAttribute('data-status')]));
    for (const [goal, status] of found) {
      assert.match(status || '', /^(on-track|at-risk|off-track|achieved|paused|abandoned|unmeasured)$/, `${scene}/${subject}: ${goal}`);
      seen.add(goal);
    }
    text += await page.evaluate(() => ` ${document.querySelector('main > .slide:last-child').textContent} `);
  }
  const words = text.replace(/\s+/g, ' ');
  // What was paused or given up is told by `learning`, where that has something to say.
  const learning = slides.some(({ scene }) => scene === 'learning');
  const told = goals(demo).filter(({ state }) => learning || !state);
  assert.ok(told.length >= 50, `${told.length} goals`);
  assert.deepEqual(told.filter(({ title }) => !words.includes(title)).map(({ title }) => title), [], 'titles that are nowhere in the document');
  assert.deepEqual(told.filter(({ id }) => id && !seen.has(id)).map(({ id }) => id), [], 'goals without data-goal');
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('window.maltavla tells and shows, and changes no goal', async () => {
  server.route('/feed.json', feed(4));
  const page = await open(browser, server, { feed: '/feed.json', at: AT });
  assert.deepEqual(await page.evaluate(() => Object.keys(window.maltavla).sort()), ['read', 'show', 'slides', 'state', 'version']);
  assert.match(await page.evaluate(() => window.maltavla.version), /^\d+\.\d+\.\d+/);
  const { slide, slides } = await page.evaluate(facts);
  for (const nonsense of ['NaN', '-1', '0', 'Infinity', '99', '"x"', 'undefined', '{}']) {
    await page.evaluate(`window.maltavla.show(${nonsense})`);
    const now = await page.evaluate(facts);
    assert.deepEqual([now.slide, now.held], [slide, 0], nonsense);
  }
  await page.evaluate(() => {
    const { maltavla } = window;
    maltavla.slides().length = 0;
    maltavla.state().slides = 0;
    maltavla.show(2.7);
  });
  const now = await page.evaluate(facts);
  assert.deepEqual([now.slide, now.slides, now.objectives, now.keyResults], [2, slides, 4, 8]);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('the rule for the size of all things is the same in the styles and in src/ui/canvas.rs', async () => {
  const source = readFileSync(new URL('../../src/ui/canvas.rs', import.meta.url), 'utf8');
  const rule = /if height_px <= ([\d.]+) && width_px > height_px \{ ([\d.]+) \} else \{ ([\d.]+) \}/.exec(source);
  assert.ok(rule, 'canvas.rs has the rule in the form that this test knows');
  const [low, large, normal] = rule.slice(1).map(Number);
  const page = await open(browser, server, {}, { state: 'live' });
  for (const [width, height] of [
    [1920, 1080], [1080, 1920], [3840, 2160], [1280, 720], [1366, 768], [1024, 600], [1000, 700], [1000, 701],
    [600, 1024], [600, 600], [700, 700], [701, 700], [2560, 1080], [7680, 4320],
  ]) {
    await page.setViewport({ width, height });
    const percent = height <= low && width > height ? large : normal;
    const rem = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    assert.ok(Math.abs(rem - (Math.min(width, height) * percent) / 100) < 0.01, `${width} x ${height}: ${rem} px`);
    await page.advance(1_100);
    const shape = await page.evaluate(() => document.documentElement.getAttribute('data-shape'));
    assert.equal(shape, width >= height ? 'landscape' : 'portrait');
  }
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('a script or a style that is not its own is refused', async () => {
  const page = await open(browser, server, {}, { state: 'live', speed: null });
  await page.evaluate(() => new Promise((done) => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective));
    const script = document.createElement('script');
    try { script.textContent = 'window.ran = true'; } catch (untrusted) { window.refused.push(untrusted.name); }
    document.head.appendChild(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.appendChild(style);
    setTimeout(done, 200);
  }));
  assert.deepEqual(await page.evaluate(() => [window.ran, window.refused.sort(), getComputedStyle(document.body).display]), [null, ['TypeError', 'require-trusted-types-for', 'style-src-elem'], 'block']);
  await page.close();
});

test('says why not, where the wasm is cut off', async () => {
  const page = await browser.page();
  server.route(wasm, reply({ body: 'x'.repeat(5000), truncate: 100, type: 'application/wasm' }));
  await page.goto(server.url());
  await page.waitFor(() => document.body.getAttribute('data-state') === 'broken');
  const text = await page.evaluate(() => document.querySelector('#fell').innerText);
  assert.match(text, /The board could not start and tries again/);
  server.unroute(wasm);
  await page.close();
});
