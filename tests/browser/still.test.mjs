// Whoever asks for less motion gets a cut from slide to slide, and values that are simply there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AT, feed, open, read, shown } from './board.mjs';
import { launch } from './driver.mjs';
import { serve } from './server.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

const settings = { feed: '/feed.json', at: AT };
const motion = () => document.documentElement.getAttribute('data-motion');

/** What moves, in the page: what the engine tells of, or else whatever has an animation or a transition with a length. */
const moving = () => {
  if (document.getAnimations) return document.getAnimations().map((one) => one.animationName || one.transitionProperty);
  const lasts = (style) => parseFloat(style.animationDuration) > 0 && style.animationName !== 'none';
  return [...document.querySelectorAll('main *')].filter((one) => lasts(getComputedStyle(one))).map((one) => one.className);
};

for (const [name, more, reduced, still] of [
  ['the system asks for less motion', {}, 'reduce', true],
  ['the settings say so', { motion: 'off' }, 'no-preference', true],
  ['the settings say otherwise than the system', { motion: 'on' }, 'reduce', false],
  ['nobody asks', {}, 'no-preference', false],
]) {
  test(`${still ? 'nothing moves' : 'things move'} where ${name}`, async () => {
    server.route('/feed.json', feed(4, 20));
    const page = await open(browser, server, { ...settings, ...more }, {
      before: (page) => page.media({ 'prefers-reduced-motion': reduced }),
    });
    await page.advance(2_000);
    assert.equal(await page.evaluate(motion), still ? 'off' : 'on');
    const { slides } = await page.evaluate(shown);
    const moves = [];
    for (let n = 1; n <= slides; n += 1) {
      await page.evaluate((n) => window.maltavla.show(n), n);
      await page.frames();
      moves.push(...await page.evaluate(moving));
      const layers = await page.evaluate(() => document.querySelectorAll('main > .slide').length);
      if (still) assert.equal(layers, 1, 'the slide before is gone at once');
    }
    server.route('/feed.json', feed(4, 90));
    await read(page);
    await page.frames();
    moves.push(...await page.evaluate(moving));
    if (still) assert.deepEqual(moves, []);
    else assert.ok(moves.includes('slide-in'), `what moves: ${moves}`);
    await page.close();
  });
}

for (const [name, slower, expected] of [['stumbles over its fades', 60, 'off'], ['draws them smoothly', 1, 'on']]) {
  test(`${expected === 'off' ? 'slides are cut' : 'slides fade'} on a set that ${name}`, async () => {
    server.route('/feed.json', feed(6, 20));
    const page = await open(browser, server, { ...settings, motion: 'on', hold: 1 }, { state: 'live', speed: null });
    // This machine may be busy: smooth is what a clock of its own says.
    if (slower === 1) {
      await page.evaluate(() => {
        const real = window.requestAnimationFrame.bind(window);
        let frame = 0;
        window.requestAnimationFrame = (run) => real(() => run((frame += 16)));
      });
    }
    await page.cpu(slower);
    // A change that comes while one is still watched does not count, so there may be more than three.
    for (let n = 0; n < (expected === 'off' ? 20 : 5) && (await page.evaluate(motion)) === 'on'; n += 1) {
      await page.evaluate((n) => window.maltavla.show(n), 2 + (n % 2));
      await page.evaluate(() => new Promise((done) => { setTimeout(done, 800); }));
    }
    await page.cpu(1);
    assert.equal(await page.evaluate(motion), expected);
    if (expected === 'off') {
      await page.evaluate(() => window.maltavla.show(5));
      assert.deepEqual(await page.evaluate(moving), []);
      const seen = () => [...document.querySelectorAll('main > .slide')].filter((slide) => getComputedStyle(slide).display !== 'none').length;
      assert.equal(await page.evaluate(seen), 1);
    }
    assert.deepEqual(page.errors, []);
    await page.close();
  });
}
