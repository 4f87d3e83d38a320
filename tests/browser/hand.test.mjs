// Whoever stands at the wall: keys, remotes, fingers, mice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AT, facts, feed, is, open, pass, shown, walk } from './board.mjs';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.route('/feed.json', feed(14));
  server.route('/broken.json', feed(3, 40, { vison: 'a slip of the pen' }));
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

const settings = { feed: '/feed.json', at: AT, scenes: 'objective' };
const at = (page) => page.evaluate(() => { const { slide, held } = window.maltavla.state(); return [slide, held]; });
const show = (page, n) => page.evaluate((n) => window.maltavla.show(n), n);

/** Counts what is asked of the screen instead of filling it; `full`: as if it were filled. */
const countFullScreen = (refuse) => {
  window.asked = [];
  let full = false;
  Object.defineProperty(document, 'fullscreenElement', { get: () => (full ? document.documentElement : null) });
  Element.prototype.requestFullscreen = () => {
    window.asked.push('fill');
    if (refuse) return Promise.reject(new TypeError('not here'));
    full = true;
    return Promise.resolve();
  };
  Document.prototype.exitFullscreen = () => {
    window.asked.push('leave');
    full = false;
    return Promise.resolve();
  };
};

test('keys and remotes move, hold and let go', async () => {
  const page = await open(browser, server, settings, { before: (page) => page.before(countFullScreen) });
  const { slides } = await page.evaluate(shown);
  assert.equal(slides, 14);
  const [next, back, first, last] = [[6, 1], [4, 1], [1, 1], [slides, 1]];
  const held = [5, 1];
  const free = [null, 0];
  for (const [name, key, keyCode, from, to] of [
    ['an arrow', 'ArrowRight', 39, 'held', next],
    ['an arrow back', 'ArrowLeft', 37, 'held', back],
    ['an arrow down', 'ArrowDown', 40, 'held', next],
    ['an arrow up', 'ArrowUp', 38, 'held', back],
    ['page down', 'PageDown', 34, 'held', next],
    ['page up', 'PageUp', 33, 'held', back],
    ['home', 'Home', 36, 'held', first],
    ['end', 'End', 35, 'held', last],
    ['space lets go', ' ', 32, 'held', free],
    ['space holds', ' ', 32, 'free', held],
    ['OK lets go', 'Enter', 13, 'held', free],
    ['OK holds', 'Enter', 13, 'free', held],
    ['escape lets go', 'Escape', 27, 'held', free],
    ['play and pause', 'MediaPlayPause', 179, 'free', held],
    ['play', 'MediaPlay', 250, 'held', free],
    ['pause', 'MediaPause', 0, 'free', held],
    ['stop', 'MediaStop', 178, 'free', held],
    ['next track', 'MediaTrackNext', 176, 'held', next],
    ['previous track', 'MediaTrackPrevious', 177, 'held', back],
    ['channel up', 'ChannelUp', 0, 'held', next],
    ['channel down', 'ChannelDown', 0, 'held', back],
    ['an arrow without a name', 'Unidentified', 39, 'held', next],
    ["Samsung's Back", 'XF86Back', 10_009, 'held', free],
    ["Samsung's Back without a name", 'Unidentified', 10_009, 'held', free],
    ["Samsung's play and pause", 'Unidentified', 10_252, 'free', held],
    ["Samsung's channel up", 'Unidentified', 427, 'held', next],
    ["Samsung's channel down", 'Unidentified', 428, 'held', back],
    ["Samsung's next", 'Unidentified', 10_233, 'held', next],
    ["LG's Back", 'GoBack', 461, 'held', free],
    ["LG's Back without a name", 'Unidentified', 461, 'held', free],
    ['play without a name', 'Unidentified', 415, 'held', free],
    ['pause without a name', 'Unidentified', 19, 'free', held],
    ['stop without a name', 'Unidentified', 413, 'free', held],
    ['rewind without a name', 'Unidentified', 412, 'held', back],
    ['fast forward without a name', 'Unidentified', 417, 'held', next],
    ['shift alone', 'Shift', 16, 'held', held],
    ['a letter that means nothing', 'x', 88, 'held', held],
  ]) {
    await show(page, 5);
    if (from === 'free') await page.press('Escape');
    const [slide] = await at(page);
    await page.press(key, { keyCode });
    const [slideThen, heldThen] = await at(page);
    assert.equal(heldThen, to[1], `${name}: held`);
    if (to !== free) assert.equal(slideThen, from === 'free' ? slide : to[0], `${name}: slide`);
  }
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('a digit goes to its slide, two within a moment to that of two digits', async () => {
  const page = await open(browser, server, settings);
  await page.press('3');
  assert.deepEqual(await at(page), [3, 1]);
  await page.advance(2_000);
  await page.press('1');
  assert.deepEqual(await at(page), [1, 1]);
  await page.press('2');
  assert.deepEqual(await at(page), [12, 1]);
  await page.advance(2_000);
  await page.press('4');
  assert.deepEqual(await at(page), [4, 1]);
  await page.advance(2_000);
  await page.press('0');
  assert.deepEqual(await at(page), [4, 1], 'there is no slide 0');
  await page.press('Unidentified', { keyCode: 105 });
  assert.deepEqual(await at(page), [9, 1], 'a numeric pad without names');
  await page.close();
});

test('OK holds and fills the screen; f fills it and leaves it', async () => {
  const page = await open(browser, server, settings, { before: (page) => page.before(countFullScreen) });
  const asked = () => page.evaluate(() => window.asked.splice(0));
  await page.press('Enter');
  assert.deepEqual([await asked(), (await at(page))[1]], [['fill'], 1]);
  await page.press('Enter');
  assert.deepEqual([await asked(), (await at(page))[1]], [[], 0], 'the second one only lets go');
  await page.press('Enter');
  assert.deepEqual([await asked(), (await at(page))[1]], [[], 1], 'it is filled already');
  await page.press('f');
  assert.deepEqual(await asked(), ['leave']);
  await page.press('f');
  assert.deepEqual(await asked(), ['fill']);
  await page.press('f', { modifiers: 2 });
  assert.deepEqual(await asked(), [], "Ctrl+F is the browser's");
  await page.close();
});

test('a screen that cannot be filled is held all the same, without a word in the console', async () => {
  const page = await open(browser, server, settings, { before: (page) => page.before(countFullScreen, true) });
  await page.press('Enter');
  await page.frames();
  assert.equal((await at(page))[1], 1);
  assert.deepEqual(page.errors, []);
  // Older engines know it by another name only, and some sets have no such thing at all.
  await page.evaluate(() => {
    delete Element.prototype.requestFullscreen;
    window.asked = [];
    Element.prototype.webkitRequestFullscreen = () => { window.asked.push('fill'); };
  });
  await page.press('f');
  assert.deepEqual(await page.evaluate(() => window.asked), ['fill']);
  await page.evaluate(() => { delete Element.prototype.webkitRequestFullscreen; });
  await page.press('f');
  await page.frames();
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('the screen is filled for real', async () => {
  const page = await open(browser, server, settings);
  await page.press('f');
  await page.waitFor(() => document.fullscreenElement === document.documentElement);
  await page.press('f');
  await page.waitFor(() => document.fullscreenElement === null);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test("Back is the board's while there is something to go back from, else the set's", async () => {
  const page = await open(browser, server, settings);
  const swallowed = (init) => page.evaluate((init) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  }, init);
  assert.equal(await swallowed({ key: 'GoBack' }), false);
  assert.equal(await swallowed({ key: 'ArrowRight' }), true);
  assert.equal(await swallowed({ key: 'GoBack' }), true);
  assert.equal(await swallowed({ key: 'GoBack' }), false);
  assert.equal(await swallowed({ key: 'i' }), true);
  assert.equal(await swallowed({ key: 'GoBack' }), true);
  assert.equal(await swallowed({ key: 'GoBack' }), false);
  assert.equal(await swallowed({ key: 'Tab' }), false);
  await page.close();
});

const held = () => {
  const left = document.querySelector('.held-left');
  return left && { words: document.querySelector('.held').innerText, left: Number(/[\d.]+/.exec(left.style.transform)[0]) };
};

test('a held board shows its time draining away, and goes on by itself', async () => {
  const page = await open(browser, server, settings);
  assert.equal(await page.evaluate(held), null);
  await page.press('ArrowRight');
  const [slide] = await at(page);
  const full = await page.evaluate(held);
  assert.match(full.words, /Held.*goes on in 5\sminutes/);
  assert.ok(full.left > 0.98, String(full.left));
  await walk(page, 5_000);
  await page.advance(145_000);
  const half = await page.evaluate(held);
  assert.ok(Math.abs(half.left - 0.5) < 0.02, String(half.left));
  assert.deepEqual(await at(page), [slide, 1]);
  await page.advance(149_000);
  assert.deepEqual(await at(page), [slide, 1]);
  await page.advance(2_000);
  assert.equal((await at(page))[1], 0);
  assert.equal(await page.evaluate(held), null);
  const fresh = await open(browser, server, settings, { at: await page.evaluate(() => Date.now()) });
  assert.equal((await at(page))[0], (await at(fresh))[0], 'where the wall clock says');
  await fresh.close();
  await page.close();
});

test('how long a board is held is a setting, and every key gives the whole time again', async () => {
  const page = await open(browser, server, { ...settings, resume: 10 });
  await page.press(' ');
  await page.advance(8_000);
  await page.press('ArrowRight');
  await page.advance(8_000);
  assert.equal((await at(page))[1], 1);
  await page.advance(2_100);
  assert.equal((await at(page))[1], 0);
  await page.close();
  const standing = await open(browser, server, { ...settings, resume: 0 });
  await standing.press(' ');
  await standing.jump(48 * 3_600_000);
  await standing.advance(1_000);
  assert.equal((await at(standing))[1], 1, 'nought is for ever');
  await standing.close();
});

test('fingers swipe', async () => {
  const page = await open(browser, server, settings, { touch: true });
  await show(page, 5);
  await page.swipe([1500, 500], [900, 520]);
  assert.deepEqual(await at(page), [6, 1]);
  await page.swipe([900, 500], [1500, 480]);
  assert.deepEqual(await at(page), [5, 1]);
  await page.swipe([900, 200], [880, 900]);
  await page.swipe([900, 500], [880, 500]);
  assert.deepEqual(await at(page), [5, 1], 'down, or hardly at all, is no swipe');
  await page.close();
});

test('the pointer hides three seconds after it moved last', async () => {
  const page = await open(browser, server, settings);
  const cursor = () => page.evaluate(() => getComputedStyle(document.querySelector('main')).cursor);
  assert.equal(await cursor(), 'none');
  await page.moveMouse(100, 100);
  assert.notEqual(await cursor(), 'none');
  await page.advance(2_500);
  await page.moveMouse(120, 100);
  await page.advance(2_900);
  assert.notEqual(await cursor(), 'none');
  await page.advance(200);
  assert.equal(await cursor(), 'none');
  await page.close();
});

test('? shows the keys, i what was read and could not be used; meanwhile the slide stays', async () => {
  const page = await open(browser, server, { ...settings, feed: '/broken.json' });
  const over = () => page.evaluate(() => { const over = document.querySelector('[role="dialog"]'); return over && over.innerText; });
  assert.equal(await over(), null);
  await page.press('?');
  assert.match(await over(), /Keys[^]*full screen/);
  const [slide] = await at(page);
  await page.advance(60_000);
  assert.deepEqual(await at(page), [slide, 1]);
  await page.press('?');
  assert.deepEqual([await over(), (await at(page))[1]], [null, 0]);
  await page.press('i');
  assert.match(await over(), /broken\.json[^]*3\sobjectives[^]*no field .vison.[^]*\/vison/);
  await page.press('?');
  assert.match(await over(), /Keys/, 'one at a time');
  await page.press('Escape');
  assert.deepEqual([await over(), (await at(page))[1]], [null, 0]);
  // Who held the board before gets it back held.
  await page.press(' ');
  await page.press('Unidentified', { keyCode: 457 });
  assert.match(await over(), /broken\.json/);
  await page.press('Unidentified', { keyCode: 10_009 });
  assert.deepEqual([await over(), (await at(page))[1]], [null, 1]);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('r reads now', async () => {
  server.route('/later.json', feed(2, 10));
  const page = await open(browser, server, { ...settings, feed: '/later.json' });
  server.route('/later.json', feed(2, 20));
  await page.press('r');
  await page.waitFor(() => window.maltavla.state().readings === 2);
  assert.equal((await at(page))[1], 0, 'and holds nothing');
  await page.close();
});

test('keys before there is anything to show do no harm', async () => {
  server.route('/never.json', reply({ hang: 'headers' }));
  const page = await open(browser, server, { ...settings, feed: '/never.json' }, { state: 'begun', before: (page) => page.before(countFullScreen) });
  await page.waitFor(() => window.maltavla);
  for (const key of ['ArrowRight', 'ArrowLeft', 'Enter', ' ', '5', 'Home', 'End', 'i', '?', 'Escape', 'Escape', 'r']) await page.press(key);
  await page.advance(1_000);
  assert.equal((await page.evaluate(facts)).slide, null);
  server.route('/never.json', feed());
  await pass(page, is, { args: ['live'] });
  assert.deepEqual(page.errors, []);
  await page.close();
});
