// The fault battery, what a feed holds: another shape, holes, figures that are none, rings, floods, hostile text, wrong dates.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { NOON, facts, feed, is, open, pass, read, soon, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { LOST, endures, fault, fresh, sound, text, titled, told, wall } from './faults.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all(Object.values(kit).map((one) => one && one.close())));

/** A good board whose feed then holds something else; what it shows, and what is told behind `i`. */
async function turns(body, { settings = {}, hold = async () => {} } = {}) {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, { scenes: 'overview,results', ...settings }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  server.route(path, reply({ body }));
  await read(page);
  const all = await page.evaluate(everySlide);
  assert.doesNotMatch(all, LOST);
  await page.press('i');
  const { over: report } = await page.evaluate(told);
  await page.press('Escape');
  await hold(page, all, report);
  server.route(path, titled('Aim'));
  await read(page);
  assert.match(await page.evaluate(text), /Aim number \d/, 'and a good feed is shown again');
  await sound(page);
  await page.close();
}

/** As `turns`, for what may be read or refused: no figure is made of it. */
async function either(body) {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { scenes: 'overview,results' }, { state: 'live' });
  kit.server.route(path, reply({ body }));
  await walk(page, 12_000);
  assert.match(await page.evaluate(everySlide), /As it came|First result of 3/);
  assert.doesNotMatch(await page.evaluate(everySlide), LOST);
  assert.deepEqual(page.errors, []);
  await page.close();
}

/** Runs in the page: the text of every slide. */
const everySlide = () => window.maltavla.slides().map((_, n) => {
  window.maltavla.show(n + 1);
  return document.querySelector('main > .slide:last-child').innerText;
}).join('\n');

const keyResult = (fields) => ({ title: 'One measure', start: 0, target: 100, current: 40, ...fields });
const goals = (...keyResults) => ({
  format: 'maltavla/1', language: 'en', cycle: { name: 'Q4 2026', start: '2026-10-01', end: '2026-12-31' },
  objectives: [{ title: 'The objective', keyResults }],
});

const renamed = { goals: [{ nme: 'x', resultlist: [] }], version: 7 };
for (const [name, body, says] of [
  ['keys that are renamed', renamed, /a shape that the board does not know[^]*goals[^]*version/],
  ['null alone', 'null', /a shape that the board does not know[^]*null/],
  ['a list of something else', '[[1,2],[3]]', /a shape that the board does not know[^]*list/],
  ['members of the own format that are renamed', { format: 'maltavla/1', language: 'en', goals: [{ title: 'Renamed' }] }, /another shape[^]*\/goals/],
  ['titles that are renamed', { format: 'maltavla/1', language: 'en', objectives: [{ name: 'Renamed', keyResults: [{ name: 'Too' }] }] }, /another shape[^]*\/objectives\/0/],
]) fault(21, `${name}: kept, and told where it parts`, () => endures(kit, reply({ body }), { says }));

fault(22, 'nulls and missing members cost themselves alone', () => turns(
  { ...goals(keyResult({ title: 'Whole' }), keyResult({ title: 'Hollow', current: null, start: null, checkIns: null }), null, { title: null }), teams: null, vision: null },
  {
    async hold(page, all, report) {
      assert.match(all, /Whole/);
      assert.match(all, /Hollow/);
      assert.match(all, /no value yet|No measure yet/i);
      assert.match(all, /40/);
      assert.match(report, /without a title/);
    },
  },
));

fault(23, 'numbers as texts, and numbers that are none', async () => {
  await turns(goals(keyResult({ title: 'As text', current: '62', target: '1 00' }), keyResult({ title: 'No number', current: 'soon' })), {
    async hold(page, all, report) {
      assert.match(all, /62/);
      assert.match(report, /no number that the board knows/);
    },
  });
  const bare = JSON.stringify(goals(keyResult({ title: 'As it came', current: 'HERE' })));
  for (const value of ['NaN', '-Infinity']) {
    await turns(bare.replace('"HERE"', value), { async hold(page, all) { assert.match(all, /As it came/); } });
  }
  for (const value of ['1e999', 'undefined']) await either(bare.replace('"HERE"', value));
});

fault(24, 'a start that is the target, below nought, all nought', () => turns(
  goals(
    keyResult({ title: 'Same', start: 5, target: 5, current: 5 }), keyResult({ title: 'Below', start: -10, target: -50, current: -30 }),
    keyResult({ title: 'Nought', start: 0, target: 0, current: 0 }), keyResult({ title: 'Far', start: 0, target: 1e-300, current: 1e300 }),
  ),
  { async hold(page, all) { for (const title of ['Same', 'Below', 'Nought', 'Far']) assert.match(all, new RegExp(title)); assert.match(all, /83\s?%/); } },
));

fault(25, 'no objectives: said so, and the old ones are gone', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  server.route(path, { format: 'maltavla/1', language: 'en', objectives: [] });
  await pass(page, is, { args: ['empty'] });
  await walk(page, 3_000);
  assert.match(await page.evaluate(text), /no goal in it/);
  assert.doesNotMatch(await page.evaluate(text), /Goal number/);
  server.route(path, titled('Aim'));
  await pass(page, is, { args: ['live'] });
  assert.match(await page.evaluate(text), /Aim number 1/);
  await sound(page);
  await page.close();
});

fault(26, 'ids twice, rings, its own parent, orphans, a thousand deep: each is shown once, and the tree ends', async () => {
  const one = (id, supports, more = {}) => ({ id, title: `Title of ${id}`, supports, keyResults: [keyResult({ title: `Measure of ${id}` })], ...more });
  const deep = Array.from({ length: 200 }, (_, n) => ({ id: `d${n}`, title: `Depth ${n}`, supports: n ? `d${n - 1}` : undefined }));
  const objectives = [one('twin'), { ...one('twin'), title: 'Second twin' }, one('a', 'b'), one('b', 'a'), one('self', 'self'), one('orphan', 'nobody'), ...deep];
  await turns({ format: 'maltavla/1', language: 'en', objectives }, {
    settings: { scenes: 'overview,objective,tree' },
    async hold(page, all, report) {
      for (const title of ['Title of twin', 'Second twin', 'Title of a', 'Title of b', 'Title of self', 'Title of orphan', 'Depth 0', 'Depth 199']) assert.ok(all.includes(title), title);
      assert.equal((await page.evaluate(facts)).objectives, objectives.length);
      for (const said of [/are called .twin/, /go round in a ring/, /ties to .nobody/, /Too many lie above/]) assert.match(report, said);
    },
  });
});

/** A server whose one answer grows for as long as someone takes it. */
async function flood() {
  const piece = Buffer.alloc(1 << 20, ' ');
  const counted = { written: 0, asked: 0 };
  const flooding = createServer((request, response) => {
    counted.asked += 1;
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' });
    const more = () => {
      while (!response.destroyed && counted.written < 400 << 20) {
        counted.written += piece.length;
        if (!response.write(piece)) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  });
  await new Promise((done) => flooding.listen(0, '127.0.0.1', done));
  return Object.assign(counted, {
    url: `http://127.0.0.1:${flooding.address().port}/feed.json`,
    close: () => new Promise((done) => { flooding.close(done); flooding.closeAllConnections(); }),
  });
}

fault(27, 'a feed without end is refused before it fills the memory', async () => {
  kit.endless = await flood();
  const { endless } = kit;
  const page = await open(kit.browser, kit.server, { feed: endless.url, every: 5 }, { state: 'booting' });
  // The first sign came, so that the whole patience is there; its time is left standing still.
  await soon(() => endless.asked === 1);
  await soon(() => endless.written > 64 << 20, 30_000);
  await pass(page, is, { args: ['broken'], most: 20_000 });
  assert.match(await page.evaluate(text), /the board takes 64\sMB/);
  const { WasmMemory } = await page.metrics();
  assert.ok(WasmMemory < 16 << 20, `${WasmMemory >> 20} MB`);
  assert.ok(endless.written / endless.asked < 110 << 20, `${endless.written >> 20} MB written in ${endless.asked} answers`);
  await page.close();
});

fault(27, 'a thousand objectives are shown, and what they took is given back', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, feed(1000));
  const page = await wall(kit, path, {}, { state: 'live' });
  assert.equal((await page.evaluate(facts)).objectives, 1000);
  const many = await page.metrics();
  server.route(path, titled('Goal'));
  await read(page);
  await page.advance(3_000);
  const few = await page.metrics({ collect: true });
  assert.ok(few.Nodes < many.Nodes + 100, `${many.Nodes} nodes, then ${few.Nodes}`);
  server.route(path, feed(1000, 41));
  await read(page);
  const again = await page.metrics();
  assert.ok(again.WasmMemory <= many.WasmMemory * 1.5, `${many.WasmMemory >> 10} KB, then ${again.WasmMemory >> 10} KB`);
  await page.close();
});

for (const [name, body] of [
  ['in the board’s own format', `{"format":"maltavla/1",${'"objectives":[{"title":"x",'.repeat(100_000)}`],
  ['in no format', '['.repeat(100_000)],
  ['whole', `{"format":"maltavla/1","objectives":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
]) fault(28, `100,000 levels deep, ${name}`, () => endures(kit, reply({ body }), { says: /nested deeper|ends in its middle|another shape/ }));

/** Runs in the page before anything else: notes what would have run, and what was refused. */
const trap = () => {
  window.ran = [];
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) window[name] = () => { window.ran.push(name); };
  document.addEventListener('securitypolicyviolation', (event) => window.ran.push(event.violatedDirective));
};

fault(29, 'HTML and scripts in titles are text (the payloads of others: hostile.test.mjs)', async () => {
  const { server } = kit;
  const path = fresh();
  const titles = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', '<style>*{display:none}</style>', '</title><iframe src="javascript:alert(1)">'];
  server.route(path, { format: 'maltavla/1', language: 'en', vision: titles[0], organisation: titles[1], objectives: titles.map((title) => ({ title, url: 'javascript:alert(1)', keyResults: [keyResult({ title, unit: title })] })) });
  const page = await wall(kit, path, {}, { state: 'live', before: (page) => page.before(trap) });
  const all = (await page.evaluate(everySlide)).replace(/\s+/g, ' ');
  for (const title of titles) assert.ok(all.includes(title), title);
  await page.press('i');
  assert.deepEqual(await page.evaluate(() => window.ran), []);
  assert.equal(await page.evaluate(() => document.querySelectorAll('.board script, .board style, .board iframe, .board img, [onload], [onerror], [href^="javascript"]').length), 0);
  assert.deepEqual(page.errors, []);
  await page.close();
});

fault(30, 'overrides, NUL and lone surrogates turn nothing but themselves', async () => {
  const { server } = kit;
  const path = fresh();
  const titles = ['user\u202egnp.exe\u2066', 'one\u0000two', 'Z' + '\u0300'.repeat(300), 'שלום עולם 123', 'مرحبا (abc) 45'];
  const body = JSON.stringify({ format: 'maltavla/1', language: 'en', objectives: [...titles, 'SURROGATE alone'].map((title) => ({ title, keyResults: [keyResult({ title: 'Measure' })] })) }).replace('SURROGATE', '\\ud800');
  server.route(path, reply({ body }));
  const page = await wall(kit, path, { scenes: 'objective' }, { state: 'live' });
  const all = await page.evaluate(everySlide);
  assert.doesNotMatch(all, /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
  for (const word of ['one', 'two', 'שלום', 'مرحبا', 'alone']) assert.ok(all.includes(word), word);
  // A title that runs from the right keeps its own place and its neighbours' order.
  const isolated = await page.evaluate(() => [...document.querySelectorAll('main > .slide:last-child h1, main > .slide:last-child h2')].every((one) => /isolate|plaintext/.test(getComputedStyle(one).unicodeBidi) || one.dir === 'auto' || one.querySelector('bdi')));
  assert.ok(isolated, 'each title is isolated');
  await page.close();
});

/** Runs in the page: how wide each of these stands in the text of the slide, in CSS pixels; 0 for what does not. */
const widths = (signs) => signs.map((sign) => {
  const walker = document.createTreeWalker(document.querySelector('main > .slide:last-child'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(sign);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + sign.length);
    return range.getBoundingClientRect().width;
  }
  return 0;
});
/** Runs in the page: whether its fonts draw a sign as they draw what no font has. */
const isBox = (sign) => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.font = "40px 'Inter', sans-serif";
  const drawn = (text) => {
    canvas.clearRect(0, 0, 100, 100);
    canvas.fillText(text, 10, 60);
    return canvas.getImageData(0, 0, 100, 100).data.join();
  };
  return drawn(sign) === drawn('\u{10fffd}');
};

fault(31, 'pictographs that the set has no font for leave no empty boxes, those that it has stand', async () => {
  const { server } = kit;
  const path = fresh();
  // The first of these no set has: it is not given to anything yet.
  const signs = ['\u{1f8ff}', '\u{1f680}', '\u2b50', '\u2713', '\u{1f3af}'];
  const goal = (signs) => ({ format: 'maltavla/1', language: 'en', objectives: signs.map((sign) => ({ title: `Before ${sign} after`, keyResults: [keyResult({})] })) });
  server.route(path, goal(signs.slice(0, 3)));
  const page = await wall(kit, path, {}, { state: 'live' });
  const seen = async (signs) => {
    await page.waitFor(() => document.fonts.status === 'loaded');
    await page.frames(3);
    const found = await page.evaluate(widths, signs);
    for (const [n, sign] of signs.entries()) assert.equal(found[n] === 0, await page.evaluate(isBox, sign), `${sign.codePointAt(0).toString(16)} is ${found[n]} wide`);
    return found;
  };
  assert.equal((await seen(signs.slice(0, 3)))[0], 0);
  // More come later, without a start.
  server.route(path, goal(signs));
  await read(page);
  assert.equal((await seen(signs))[0], 0);
  assert.match(await page.evaluate(text), /Before[^]*after/);
  assert.deepEqual(page.errors, []);
  await page.close();
});

/** Runs in the page: whether a text is wider than the wall, on any slide. */
const overflows = () => {
  const over = [];
  for (let n = 1; n <= window.maltavla.slides().length; n += 1) {
    window.maltavla.show(n);
    const stage = document.querySelector('main').getBoundingClientRect();
    for (const one of document.querySelectorAll('main > .slide:last-child h1, main > .slide:last-child h2, main > .slide:last-child p')) {
      const box = one.getBoundingClientRect();
      if (box.right > stage.right + 1 || box.left < stage.left - 1 || (innerHeight >= 1080 && innerWidth >= 1920 && box.bottom > stage.bottom + 1)) over.push(`${n}: ${one.textContent.slice(0, 30)}`);
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return { over, wider: scrollWidth - clientWidth };
};

fault(32, 'a title of 4,800 characters, and a word of 200', async () => {
  const { server } = kit;
  const path = fresh();
  const titles = ['Nyckelresultatsuppföljning '.repeat(178), 'Å'.repeat(200), 'W'.repeat(4_800)];
  server.route(path, { format: 'maltavla/1', language: 'en', organisation: titles[0], vision: titles[1], teams: [{ id: 't', name: titles[1] }], objectives: titles.map((title) => ({ title, team: 't', keyResults: [keyResult({ title, unit: 'kr' })] })) });
  for (const size of [{ width: 1920, height: 1080 }, { width: 1024, height: 600 }, { width: 1080, height: 1920 }]) {
    const page = await wall(kit, path, { scenes: 'overview,objective,results,tree,pulse' }, { state: 'live', ...size });
    assert.deepEqual(await page.evaluate(overflows), { over: [], wider: 0 });
    assert.match(await page.evaluate(text), /…/);
    await page.close();
  }
});

fault(33, 'dates that are none, without a zone, and in the hour that summer time leaves out', () => turns(
  goals(keyResult({ title: 'Dated', current: undefined, checkIns: [
    { date: '2026-13-45', value: 1 }, { date: 'yesterday-ish', value: 2 }, { date: '2026-10-20', value: 10 }, { date: '2026-03-29T02:30:00', value: 5 }, { date: '2026-10-25T02:30:00', value: 15 }, { date: '2026-11-20', value: 55 },
  ] })),
  {
    settings: { scenes: 'overview,results', tz: 'Europe/Stockholm' },
    async hold(page, all, report) {
      assert.match(all, /Dated/);
      assert.match(all, /55/);
      assert.match(report, /2026-13-45[^]*no date|no date[^]*2026-13-45/);
      assert.match(report, /2 of this kind/);
      assert.doesNotMatch(all, /Invalid|1970/);
    },
  },
));

fault(34, 'made in 2099, or years ago: the clocks differ, or it is old', async () => {
  const { server } = kit;
  const path = fresh();
  // Its server has the time that this screen has, so that it is the feed whose clock is wrong.
  server.route(path, reply({ body: titled('Goal', { made: '2099-01-01T00:00:00Z' }), headers: { Date: new Date(NOON).toUTCString() } }));
  const page = await wall(kit, path, { at: '' }, { state: 'live' });
  await walk(page, 3_000);
  assert.match((await page.evaluate(told)).fresh, /clock of the feed is ahead/);
  server.route(path, titled('Aim', { made: new Date(NOON - 3 * 365 * 86_400_000).toISOString() }));
  await walk(page, 12_000);
  // What comes from the future does not keep out what comes after it.
  assert.match(await page.evaluate(text), /Aim number 1/);
  assert.match((await page.evaluate(told)).fresh, /years ago/);
  await page.close();
});
