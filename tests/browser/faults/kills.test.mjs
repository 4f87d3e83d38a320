// The fault battery: killed at random moments, the board comes back with its last good goals. The long run: kills.mjs.
import assert from 'node:assert/strict';
import { fault } from './faults.mjs';
import { kills } from './kills.mjs';

fault(42, 'page, browser or power gone at a random moment: the last good board comes back, twelve times of twelve', async (t) => {
  const seed = Date.now() % 4294967296;
  t.diagnostic(`seed ${seed}`);
  const { back, median, longest } = await kills(12, { seed });
  t.diagnostic(`median ${median} ms, longest ${longest} ms`);
  assert.equal(back, 12);
});
