// A board hangs for months: what a slide or a reading took is given back.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { AT, feed, open } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { fault } from './faults.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** Goes through so many slides by the wall clock, with as many readings, in the page: no protocol takes part. */
const live = async (count) => {
  const { maltavla, __time } = window;
  // The taken clock stands still meanwhile, so that only the network's own time passes.
  const turn = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); done(); };
    channel.port2.postMessage(0);
  });
  let slides = 0;
  for (let n = 0; n < count; n += 1) {
    const { readings, slide, now, ends } = maltavla.state();
    maltavla.read();
    while (maltavla.state().readings === readings) await turn();
    // To the next slide, and past the end of the fade.
    await __time.advance(Math.max(1, ends + 2 - now));
    if (maltavla.state().slide !== slide) slides += 1;
    await __time.advance(1_000);
  }
  return slides;
};

fault(41, 'after 1,000 slides and 1,000 readings the page holds what it held after 10', async () => {
  let reading = 0;
  server.route('/feed.json', () => {
    reading += 1;
    // The same goals at the 11th, the 101st and the 1,001st reading, where the page is counted.
    return reply({ body: feed(6, reading % 90, { vision: `Reading number ${reading}` }), etag: true });
  });
  // A pace of a tenth: a slide each second or two. No reading but those that are asked for.
  const page = await open(browser, server, { feed: '/feed.json', at: AT, pace: 0.1, every: 86_400 });
  // The protocol's network domain keeps what it tells of.
  await page.send('Network.disable');
  const held = async () => {
    // What is being kept of the last readings is under way for a moment more: until nothing changes.
    for (let last; ;) {
      await page.frames();
      const { Nodes, JSEventListeners, WasmMemory } = await page.metrics({ collect: true });
      const found = { Nodes, JSEventListeners, WasmMemory };
      if (JSON.stringify(found) === JSON.stringify(last)) return found;
      last = found;
      await new Promise((done) => setTimeout(done, 500));
    }
  };
  // The same slide each time, as slides differ in what they hold.
  const firstSlide = async () => {
    await page.evaluate(() => window.maltavla.show(1));
    await page.advance(2_000);
    const found = await held();
    await page.press('Escape');
    await page.advance(2_000);
    return found;
  };
  let slides = await page.evaluate(live, 10);
  const after10 = await firstSlide();
  slides += await page.evaluate(live, 90);
  const after100 = await firstSlide();
  for (let n = 0; n < 9; n += 1) slides += await page.evaluate(live, 100);
  const after1000 = await firstSlide();
  assert.ok(slides > 950, `${slides} slides`);
  assert.ok((await page.evaluate(() => window.maltavla.state().readings)) >= 1_000);
  const { WasmMemory } = after1000;
  assert.equal(after1000.JSEventListeners, after100.JSEventListeners);
  // A node or two more or less are what the engine has not yet let go of; a leak would be hundreds.
  assert.ok(after1000.Nodes <= after100.Nodes + 2, `${after100.Nodes} nodes became ${after1000.Nodes}`);
  // Goals of other sizes may want one page more of 64 KB.
  assert.ok(WasmMemory <= after100.WasmMemory + 65_536, `${after100.WasmMemory >> 10} KB became ${WasmMemory >> 10} KB`);
  // What only the first slides leave behind may be gone since; nothing may have come.
  assert.ok(after1000.Nodes <= after10.Nodes, `${after10.Nodes} nodes became ${after1000.Nodes}`);
  assert.equal(after1000.JSEventListeners, after10.JSEventListeners);
  assert.deepEqual(page.errors, []);
  await page.close();
});
