// Settings come from `board.json` and from the address, have their effect, and never stop the board.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { AT, NOON, feed, open, pass, shown, soon } from './board.mjs';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.route('/feed.json', feed(6));
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));
afterEach(() => server.unroute('/board.json'));

const settings = { feed: '/feed.json', at: AT };
const root = (name) => document.documentElement.getAttribute(name);
const time = () => document.querySelector('.fresh').lastElementChild.innerText;

async function report(page) {
  await page.press('i');
  const text = await page.evaluate(() => document.querySelector('[role="dialog"]').innerText);
  await page.press('Escape');
  return text;
}

test('board.json, then what stands behind ?, then what stands behind #: the later wins', async () => {
  server.route('/board.json', { feed: '/feed.json', theme: 'light', motion: 'off', locale: 'sv', at: AT, brand: { name: 'Pendla AB' } });
  for (const [name, more, hash, theme, language] of [
    ['board.json alone', {}, '', 'light', 'sv'],
    ['the address over it', { theme: 'contrast' }, '', 'contrast', 'sv'],
    ['the hash over both', { theme: 'contrast', locale: 'en' }, '#theme=traffic', 'traffic', 'en'],
    ['a hash that is a page of no setting', { theme: 'contrast' }, '#/help', 'contrast', 'sv'],
  ]) {
    const page = await open(browser, server, more, { hash });
    assert.deepEqual([await page.evaluate(root, 'data-theme'), await page.evaluate(root, 'lang')], [theme, language], name);
    assert.equal(await page.evaluate(root, 'data-motion'), 'off');
    assert.equal(await page.evaluate(() => document.querySelector('.head strong').innerText), 'Pendla AB');
    assert.equal(await page.evaluate(() => document.title), 'Pendla AB · Måltavla');
    assert.deepEqual(page.errors, []);
    await page.close();
  }
});

for (const [name, boardJson, more, says] of [
  ['a name that nobody knows', undefined, { thme: 'light' }, /The address: there is no setting .thme.*Did you mean .theme./],
  ['a value that is none', undefined, { pace: 'fast' }, /.pace. cannot be .fast./],
  ['a value out of bounds', undefined, { overscan: '50' }, /.overscan. cannot be .50.*uses .10./],
  ['an address that is not followed', undefined, { push: 'javascript:alert(1)' }, /.push. does not follow/],
  ['a time zone that there is none of', undefined, { tz: 'Europe/Atlantis' }, /.tz. cannot be .Europe\/Atlantis./],
  ['a board.json with an unknown name', { themes: 'light' }, {}, /board\.json: there is no setting .themes./],
  ['a board.json that is no JSON', reply({ body: '{"theme": ' }), {}, /board\.json is not a JSON object/],
]) {
  test(`${name} is told behind i, and stops nothing`, async () => {
    if (boardJson) server.route('/board.json', boardJson);
    const page = await open(browser, server, { ...settings, ...more }, { state: 'live' });
    assert.match(await report(page), says);
    assert.deepEqual(page.errors, []);
    await page.close();
  });
}

for (const [name, boardJson] of [
  ['missing', reply({ status: 404 })],
  ['a page of HTML', reply({ body: '<!doctype html>', type: 'text/html' })],
  ['a server error', reply({ status: 500 })],
  ['cut off on its way', reply({ body: { theme: 'light' }, truncate: 5 })],
]) {
  test(`the board starts where board.json is ${name}`, async () => {
    server.route('/board.json', boardJson);
    const page = await open(browser, server, settings, { state: 'live' });
    assert.equal(await page.evaluate(root, 'data-theme'), 'dark');
    assert.match(await report(page), /0\sthings could not be used/);
    await page.close();
  });
}

test('the board starts where board.json never comes', async () => {
  server.route('/board.json', reply({ hang: 'headers' }));
  const page = await open(browser, server, settings, { state: 'nothing' });
  await soon(() => server.hits('/board.json') > 0);
  await pass(page, () => Boolean(window.maltavla) && window.maltavla.state().readings > 0, { most: 10_000 });
  // The slides after the first are laid out from frame to frame, which no clock that is moved on makes come sooner.
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
  await page.close();
});

test('each theme has its own look', async () => {
  const looks = new Set();
  for (const theme of ['dark', 'light', 'contrast', 'traffic']) {
    const page = await open(browser, server, { ...settings, theme });
    looks.add(await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return ['--ground', '--ink', '--on-track', '--off-track'].map((name) => style.getPropertyValue(name).trim()).join();
    }));
    await page.close();
  }
  assert.equal(looks.size, 4);
});

test('the safe area is as wide as asked', async () => {
  for (const [overscan, left] of [['0', 0], ['5', 96], ['10', 192]]) {
    const page = await open(browser, server, { ...settings, overscan });
    const [board, pad] = await page.evaluate(() => [
      document.querySelector('.board').getBoundingClientRect().left,
      1.5 * parseFloat(getComputedStyle(document.documentElement).fontSize),
    ]);
    assert.ok(Math.abs(board - pad - left) < 0.1, `${overscan}: ${board}`);
    await page.close();
  }
});

test('the language is that of the settings, else the feed’s, else the browser’s', async () => {
  const unsaid = feed(2);
  delete unsaid.language;
  server.route('/unsaid.json', unsaid);
  for (const [name, more, browsers, language] of [
    ['the settings', { locale: 'sv' }, 'en-GB', 'sv'],
    ['the feed', {}, 'sv-SE', 'en'],
    ['the browser', { feed: '/unsaid.json' }, 'sv-SE', 'sv'],
    ['a language that is not there', { feed: '/unsaid.json', locale: 'fi' }, 'en-GB', 'en'],
  ]) {
    const page = await open(browser, server, { ...settings, ...more }, { before: (page) => page.locale(browsers) });
    assert.equal(await page.evaluate(root, 'lang'), language, name);
    await page.press('?');
    assert.match(await page.evaluate(() => document.querySelector('[role="dialog"]').innerText), language === 'sv' ? /Tangenter|helskärm/ : /Keys/);
    await page.close();
  }
});

test('the demo speaks the browser’s language', async () => {
  for (const [browsers, language] of [['sv-SE', 'sv'], ['de-DE', 'en']]) {
    const page = await open(browser, server, {}, { before: (page) => page.locale(browsers), state: 'live' });
    assert.equal(await page.evaluate(root, 'lang'), language);
    assert.ok(page.requests.some(({ url }) => url.endsWith(`/demo.${language}.json`)));
    await page.close();
  }
});

test('the time at the edge is that of the office, frozen where asked', async () => {
  for (const [name, more, says] of [
    ['Stockholm', { tz: 'Europe/Stockholm' }, /12[:.]00/],
    ['New York', { tz: 'America/New_York' }, /6[:.]00/],
    ['Kathmandu', { tz: 'Asia/Kathmandu' }, /16[:.]45/],
    ['another time', { tz: 'UTC', at: '2026-07-01T08:30:00Z' }, /8[:.]30/],
  ]) {
    const page = await open(browser, server, { ...settings, ...more });
    assert.match(await page.evaluate(time), says, name);
    await page.advance(61_000);
    assert.match(await page.evaluate(time), says, `${name}, a minute later`);
    await page.close();
  }
  const running = await open(browser, server, { feed: '/feed.json', tz: 'UTC' });
  assert.match(await running.evaluate(time), /11[:.]00/);
  await running.advance(61_000);
  assert.match(await running.evaluate(time), /11[:.]01/);
  await running.close();
});

test('hold starts on its slide, and beyond the last one on the last', async () => {
  for (const [hold, slide] of [['2', 2], ['999', 6]]) {
    const page = await open(browser, server, { ...settings, scenes: 'objective', hold });
    assert.equal((await page.evaluate(shown)).slide, slide);
    await page.advance(120_000);
    assert.equal((await page.evaluate(shown)).slide, slide);
    await page.close();
  }
});

test('scenes are those that were asked for, in that order', async () => {
  const scenes = (page) => page.evaluate(() => window.maltavla.slides().map(({ scene }) => scene).filter((one, n, all) => one !== all[n - 1]));
  for (const [asked, told] of [['objective', ['objective']], ['objective,overview', ['objective', 'overview']], ['nonsense,overview', ['overview']]]) {
    const page = await open(browser, server, { ...settings, scenes: asked });
    assert.deepEqual(await scenes(page), told);
    await page.close();
  }
});

test('two of two screens show all the slides between them, and turn together', async () => {
  const [one, two] = await Promise.all(['1/2', '2/2'].map((screen) => open(browser, server, { ...settings, scenes: 'objective', screen })));
  const seen = [new Set(), new Set()];
  for (let n = 0; n < 12; n += 1) {
    const ends = await Promise.all([one, two].map((page) => page.evaluate(() => window.maltavla.state().ends)));
    assert.equal(ends[0], ends[1]);
    for (const [n, page] of [one, two].entries()) {
      seen[n].add((await page.evaluate(shown)).slide);
      await page.advance(ends[0] + 2 - (await page.evaluate(() => Date.now())));
    }
  }
  assert.deepEqual(seen.map((set) => [...set].sort()), [[1, 3, 5], [2, 4, 6]]);
  await Promise.all([one.close(), two.close()]);
});

test("a team's or a goal's board shows that part only, and says so where there is no such part", async () => {
  const goal = (id, title, more) => ({ id, title, keyResults: [{ id: `${id}-kr`, title: `Result of ${title}`, target: 10, current: 5 }], ...more });
  server.route('/teams.json', feed(0, 0, {
    teams: [{ id: 'works', name: 'Works' }, { id: 'paint', name: 'Paint', parent: 'works' }, { id: 'sales', name: 'Sales' }],
    objectives: [
      goal('top', 'For all'),
      goal('w', 'Of the works', { team: 'works', supports: 'top' }),
      goal('p', 'Of the paint shop', { team: 'paint', supports: 'w' }),
      goal('s', 'Of the sellers', { team: 'sales', supports: 'top' }),
      goal('alone', 'Of no one'),
    ],
  }));
  for (const [more, told, hidden] of [
    [{}, ['For all', 'Of the works', 'Of the paint shop', 'Of the sellers', 'Of no one'], []],
    [{ team: 'works' }, ['Of the works', 'Of the paint shop'], ['Of the sellers', 'Of no one']],
    [{ team: 'Sales' }, ['Of the sellers'], ['Of the works', 'Of the paint shop', 'Of no one']],
    [{ goal: 'w' }, ['Of the works', 'Of the paint shop'], ['Of the sellers', 'Of no one']],
    [{ team: 'nobody' }, ['For all', 'Of the works', 'Of the paint shop', 'Of the sellers', 'Of no one'], []],
  ]) {
    const page = await open(browser, server, { ...settings, feed: '/teams.json', scenes: 'objective', ...more });
    const slides = await page.evaluate(() => window.maltavla.slides().map((_, n) => {
      window.maltavla.show(n + 1);
      return document.querySelector('main > .slide:last-child h1, main > .slide:last-child h2').innerText;
    }));
    for (const title of told) assert.ok(slides.includes(title), `${JSON.stringify(more)}: ${title} in ${slides}`);
    for (const title of hidden) assert.ok(!slides.includes(title), `${JSON.stringify(more)}: ${title} in ${slides}`);
    await page.close();
  }
});

test('the clock of the browser is the office’s where no zone is set', async () => {
  const page = await open(browser, server, { feed: '/feed.json' }, { at: NOON, before: (page) => page.timezone('Asia/Tokyo') });
  assert.match(await page.evaluate(time), /20[:.]00/);
  await page.close();
});
