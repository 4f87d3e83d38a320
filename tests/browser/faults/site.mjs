// What is tried on a site that changes under a board: other builds of it, half there, broken or gone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SITE } from '../server.mjs';

/** Waits for a board in this build, while the page may be on its way from one to the next. */
export const arrived = (page, build) => page.waitFor((build) => window.maltavla && document.body.getAttribute('data-state') === 'live'
  && (!build || window.maltavla.state().build === build), { args: [build || null], timeout: 60_000 });
/** Lets time pass on the page until it is loaded anew, but no longer than so many ms; whether it was. */
export async function reloads(page, most) {
  await page.evaluate(() => { window.marked = true; });
  for (let gone = 0; gone < most; gone += 5_000) {
    // The page may go while it is asked.
    const stays = await page.advance(5_000).then(() => page.evaluate(() => window.marked === true)).catch((error) => {
      if (!/navigat|context|undefined/i.test(error.message)) throw error;
      return false;
    });
    if (!stays) return true;
    // The service worker lives by the real clock.
    await new Promise((done) => { setTimeout(done, 30); });
  }
  return false;
}
/** A page of the web without service workers: as over plain http in an office. */
export const withoutWorker = (page) => page.before(() => {
  Object.defineProperty(Navigator.prototype, 'serviceWorker', { configurable: true, value: undefined });
});

/** A copy of the site that can be changed, and another build of it. */
export function builds() {
  const site = mkdtempSync(join(tmpdir(), 'maltavla-site-'));
  cpSync(SITE, site, { recursive: true });
  const index = readFileSync(join(site, 'index.html'), 'utf8');
  const [, id, parts] = /<meta name="maltavla-build" content="([0-9a-f]+)" data-parts="([^"]*)">/.exec(index);
  const style = /maltavla-[0-9a-f]{16}\.css/.exec(index)[0];
  const old = readFileSync(join(site, style));
  const bytes = Buffer.concat([old, Buffer.from('\n.build-two{color:red}\n')]);
  const sum = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const name = `maltavla-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.css`;
  const second = index.split(style).join(name).split(sum(old)).join(sum(bytes)).replace(id, '00000000000000b2');
  assert.ok(parts.includes(`${style}=${sum(old)}`));
  return {
    site, id, style, name,
    /** The page of the second build, all of its parts, or the first again. */
    page(two = true) { writeFileSync(join(site, 'index.html'), two ? second : index); },
    part() { writeFileSync(join(site, name), bytes); },
    broken() { writeFileSync(join(site, name), Buffer.concat([bytes, Buffer.from(' ')])); },
    drop() { rmSync(join(site, style)); },
    end() { rmSync(site, { recursive: true, force: true }); },
  };
}
