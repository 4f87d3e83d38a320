// The fault battery is whole: each of the 56 faults has a case by its number, and a remedy that can be taken out to see it fail.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WITH, WITHOUT } from './remedies.mjs';

const ALL = Array.from({ length: 56 }, (_, n) => n + 1);
const missing = (found) => ALL.filter((number) => !found.has(number));

test('each of the 56 faults is a case of the battery', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const sources = readdirSync(folder).filter((name) => /\.test\.mjs$/.test(name)).map((name) => readFileSync(`${folder}${name}`, 'utf8'));
  const cases = sources.join('\n').match(/^\s*\)?\s*(fault|broken)\(\d+, ['`]|\]\) fault\(\d+, /gm);
  assert.deepEqual(missing(new Set(cases.map((one) => Number(/\d+/.exec(one)[0])))), []);
});

test('each case has a remedy that can be taken out, or a reason why it has none', () => {
  assert.deepEqual(missing(new Set([...WITH, ...Object.keys(WITHOUT).map(Number)])), []);
});
