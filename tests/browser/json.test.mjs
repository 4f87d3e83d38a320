// Every document of JSONTestSuite, in the browser's own WebAssembly, by the board's program and by the reader's: what is JSON
// is read or refused as no goals, what is none is refused in a sentence, what may be either is either; nothing traps.
// Passes where the suites are not.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from './board.mjs';
import { launch } from './driver.mjs';
import { serve } from './server.mjs';

const folder = fileURLToPath(new URL('../../../shared/suites/JSONTestSuite/test_parsing/', import.meta.url));
const skip = !existsSync(folder) && 'the suites are not here';
/** What other parsers refuse and the board reads, because tools write it. */
const MENDED = ['n_number_NaN.json', 'n_number_infinity.json', 'n_number_minus_infinity.json'];

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** What both programs say of each document; runs in the page. */
const judge = async (documents) => {
  const told = [];
  const encoder = new TextEncoder();
  for (const { name, base64 } of documents) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const one = { name };
    // The board's: the document as a member of one of its own.
    const [head, tail] = ['{"format":"maltavla/1","objectives":[{"title":"T"}],"x-it":', '}'].map((text) => encoder.encode(text));
    const within = new Uint8Array(head.length + bytes.length + tail.length);
    within.set(head);
    within.set(bytes, head.length);
    within.set(tail, head.length + bytes.length);
    try {
      one.own = wasm_bindgen.native(0, 0, within) ? wasm_bindgen.good(0) : 'passed on';
    } catch (error) {
      one.own = `trap: ${error}`;
    }
    // The reader's.
    const ask = { pieces: [bytes], from: name, locale: 'en', languages: ['en'] };
    try {
      const [report] = await window.maltavlaReader(ask, new AbortController().signal);
      one.reader = JSON.parse(new TextDecoder().decode(report)).refused || '';
    } catch (error) {
      one.reader = `trap: ${error}`;
    }
    told.push(one);
  }
  return told;
};

test('every document of JSONTestSuite is told apart, and nothing traps', { skip }, async () => {
  // Without workers there is one reader for all, on the page itself.
  const before = (page) => page.before(() => { window.Worker = undefined; });
  const page = await open(browser, server, {}, { state: 'live', speed: null, before });
  const documents = readdirSync(folder).filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, base64: readFileSync(folder + name).toString('base64') }));
  assert.ok(documents.length > 300);
  const wrong = [];
  for (let from = 0; from < documents.length; from += 40) {
    for (const { name, own, reader } of await page.evaluate(judge, documents.slice(from, from + 40))) {
      const isJson = !reader || /a shape that the board does not know|of a later version/.test(reader);
      const fits = {
        y: own === true && isJson,
        n: (own !== true && !isJson && /[.?]$/.test(reader)) || MENDED.includes(name),
        i: true,
      }[name[0]];
      if (!fits || /^trap/.test(String(own)) || /^trap/.test(reader)) wrong.push(`${name}: ${own}, ${reader}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(page.errors, []);
  await page.close();
});
