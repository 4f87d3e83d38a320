// The board starts, and where it cannot, the page says so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

test('boots where wasm is served under another name', async () => {
  const page = await browser.page();
  const bytes = Buffer.from(await (await fetch(server.origin + wasm)).arrayBuffer());
  server.route(wasm, reply({ body: bytes, type: 'application/octet-stream' }));
  await page.goto(server.url());
  await page.waitFor(left);
  assert.notEqual(await page.evaluate(state), 'broken');
  assert.deepEqual(page.errors, []);
  server.unroute(wasm);
  await page.close();
});

for (const [name, breakIt] of [
  ['WebAssembly is missing', (page) => page.before(() => { delete window.WebAssembly; })],
  ['the wasm is missing', () => server.route(wasm, reply({ status: 404 }))],
  ['the wasm is cut off', () => server.route(wasm, reply({ body: 'x'.repeat(5000), truncate: 100, type: 'application/wasm' }))],
  ['the wasm is a web page', () => server.route(wasm, reply({ body: '<!doctype html>', type: 'text/html' }))],
]) {
  test(`says why not, where ${name}`, async () => {
    const page = await browser.page();
    await breakIt(page);
    await page.goto(server.url());
    await page.waitFor(() => document.body.getAttribute('data-state') === 'broken');
    const text = await page.evaluate(() => document.querySelector('main[role=alert]').innerText);
    assert.match(text, /The board could not start|no WebAssembly/);
    server.unroute(wasm);
    await page.close();
  });
}
