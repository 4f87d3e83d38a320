// The fault battery, time: clocks that are wrong, jump and change zone; days that end; pages that slept.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { NOON, facts, feed, is, pass, shown, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { serve } from '../server.mjs';
import { asked, fault, fresh, sound, text, titled, told, waits, wall } from './faults.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all(Object.values(kit).map((one) => one && one.close())));

const HOUR = 3_600_000;

/** Sets the page's wall clock, and leaves its timers alone, as the operating system does. */
const setClock = (by) => {
  const was = Date.now;
  Date.now = () => was() + by;
};

fault(35, 'a screen that starts in 1970, and is set by the network', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal', { made: new Date(NOON - 60_000).toISOString() }));
  const page = await wall(kit, path, { at: '' }, { at: 20_000, state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await walk(page, 3_000);
  assert.doesNotMatch((await page.evaluate(told)).fresh, /-\d|in \d+ years/);
  assert.match((await page.evaluate(told)).fresh, /clock/);
  const before = (await page.evaluate(asked)).length;
  await page.evaluate(setClock, NOON - 23_000);
  await page.advance(1_100);
  assert.equal((await page.evaluate(asked)).length, before, 'nothing is asked for in a burst');
  await walk(page, 7_000);
  const { state, fresh: says } = await page.evaluate(told);
  assert.equal(state, 'live', 'nothing is 56 years old');
  assert.doesNotMatch(says, /year/);
  assert.match(await page.evaluate(text), /Goal number 1/);
  assert.ok((await page.evaluate(asked)).length <= before + 2);
  await sound(page);
  await page.close();
});

fault(36, 'the clock goes back an hour, and forth again: rotation and polling go on', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { scenes: 'overview,objective,results' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await walk(page, 10_000);
  for (const by of [-HOUR, HOUR, -HOUR, 2 * HOUR]) {
    await page.evaluate(setClock, by);
    const before = (await page.evaluate(asked)).length;
    const seen = new Set();
    for (let n = 0; n < 60; n += 1) {
      await walk(page, 1_000);
      seen.add((await page.evaluate(shown)).slide);
    }
    const now = await page.evaluate(told);
    assert.equal(now.state, 'live');
    assert.ok(seen.size >= 2, `by ${by}: it turns`);
    const more = (await page.evaluate(asked)).length - before;
    assert.ok(more >= 10 && more <= 15, `by ${by}: ${more} readings in a minute`);
  }
  await sound(page);
  await page.close();
});

for (const [name, at] of [['begins', Date.UTC(2026, 2, 29, 0, 59, 30)], ['ends', Date.UTC(2026, 9, 25, 0, 59, 30)]]) {
  fault(36, `summer time ${name} on the wall, with the office's time at the edge`, async () => {
    const path = fresh();
    kit.server.route(path, titled('Goal'));
    const page = await wall(kit, path, { at: '', tz: 'Europe/Stockholm', scenes: 'overview,objective,results' }, { state: 'live', at });
    await page.evaluate(() => { window.same = true; });
    const clock = () => document.body.innerText.match(/\b\d\d[:.]\d\d\b/)[0];
    assert.match(await page.evaluate(clock), name === 'begins' ? /01.59/ : /02.59/);
    const slide = (await page.evaluate(shown)).slide;
    const seen = new Set([slide]);
    for (let n = 0; n < 90; n += 1) { await walk(page, 1_000); seen.add((await page.evaluate(shown)).slide); }
    assert.match(await page.evaluate(clock), name === 'begins' ? /03.0[01]/ : /02.0[01]/);
    assert.ok(seen.size >= 2, 'it turns');
    assert.equal((await page.evaluate(told)).state, 'live');
    await sound(page);
    await page.close();
  });
}

fault(36, 'another zone of the system changes nothing where the office’s is set', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { at: '', tz: 'Europe/Stockholm' }, { state: 'live' });
  const clock = () => document.body.innerText.match(/\b\d\d[:.]\d\d\b/)[0];
  const before = await page.evaluate(clock);
  await page.send('Emulation.setTimezoneOverride', { timezoneId: 'Pacific/Auckland' });
  await walk(page, 5_000);
  assert.equal(await page.evaluate(clock), before);
  await page.close();
});

fault(37, 'midnight, the quarter’s end and the year’s pass on the wall', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { at: '', every: 60, tz: 'Europe/Stockholm' }, { state: 'live', at: Date.UTC(2026, 11, 30, 22, 59, 0) });
  await page.evaluate(() => { window.same = true; });
  assert.match(await page.evaluate(text), /2\sdays left|two days left/i);
  await walk(page, 62_000);
  assert.match(await page.evaluate(text), /\b(1|one)\sday left/i, 'without waiting for the next reading');
  await page.jump(24 * HOUR);
  await walk(page, 62_000);
  assert.doesNotMatch(await page.evaluate(text), /\sdays? left/i);
  assert.match(await page.evaluate(text), /cycle is over/i);
  assert.match(await page.evaluate(text), /Goal number 1/);
  await sound(page);
  await page.close();
});

fault(38, 'a delay that no timer can count is bounded, and told', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { every: 3e9, pace: 3e9, resume: 3e9, rotate: 3e9 }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await walk(page, 20_000);
  assert.equal((await page.evaluate(asked)).length, 1, 'no timer fires at once');
  await page.press('i');
  const { over } = await page.evaluate(told);
  for (const said of [/every/, /pace/, /rotate/]) assert.match(over, said);
  await page.press('Escape');
  // A day is the most that a reading may be waited for.
  await page.jump(24 * HOUR);
  await walk(page, 5_000);
  assert.equal((await page.evaluate(asked)).length, 2, 'after a day it is read again');
  await sound(page);
  await page.close();
});

fault(39, 'hidden, throttled, frozen and resumed: one reading, one slide, no burst', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { every: 60, scenes: 'overview,objective,results' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await walk(page, 3_000);
  await page.evaluate(() => {
    window.hiding = true;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.hiding });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (window.hiding ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange'));
    window.slides = 0;
    new MutationObserver(() => { window.slides += 1; }).observe(document.querySelector('main'), { attributes: true, attributeFilter: ['data-slide'] });
  });
  await page.send('Page.setWebLifecycleState', { state: 'frozen' }).catch(() => {});
  await page.send('Page.setWebLifecycleState', { state: 'active' }).catch(() => {});
  const before = (await page.evaluate(asked)).length;
  await page.jump(20 * 60_000);
  await page.evaluate(() => { window.hiding = false; document.dispatchEvent(new Event('visibilitychange')); });
  await walk(page, 2_000);
  assert.equal((await page.evaluate(asked)).length, before + 1, 'one reading');
  assert.ok((await page.evaluate(() => window.slides)) <= 2, 'no slides are gone through');
  assert.equal((await page.evaluate(told)).state, 'live');
  await sound(page);
  await page.close();
});

fault(40, 'a suspend for twelve hours: stale until it is read again, and one reading', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { every: 60, scenes: 'overview,objective,results' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.evaluate(() => {
    window.states = [];
    new MutationObserver(() => window.states.push(document.body.getAttribute('data-state'))).observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
  });
  const before = (await page.evaluate(asked)).length;
  kit.server.route(path, titled('Aim'));
  await page.jump(12 * HOUR);
  await page.advance(1);
  await pass(page, () => /Aim number/.test(document.body.innerText), { most: 5_000 });
  await walk(page, 5_000);
  assert.equal((await page.evaluate(asked)).length, before + 1, 'one reading');
  assert.deepEqual((await page.evaluate(() => window.states)).filter((state, n, all) => state !== all[n - 1]), ['stale', 'live'], 'what is twelve hours old is told so, until it is read');
  await sound(page);
  await page.close();
});
