// `cargo xtask pictures`: one screenshot of each scene, as the README shows them.
//
//   --out DIR      where to (docs/pictures)          --feed FILE     another feed than the demo
//   --sizes LIST   1920x1080,1080x1920,…             --locale en     language
//   --theme NAME   dark, light, contrast, traffic    --at MOMENT     'now' (a Monday morning that the demo likes)
//   --all          every slide, not one of each scene
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const out = option('out', 'docs/pictures');
const sizes = option('sizes', '1920x1080').split(',').map((size) => size.split('x').map(Number));
const all = process.argv.includes('--all');
const settings = {
  locale: option('locale', 'en'), theme: option('theme', 'dark'), at: option('at', '2026-11-23T09:42:00+01:00'), tz: 'Europe/Stockholm', motion: 'off',
};

mkdirSync(out, { recursive: true });
const [browser, server] = await Promise.all([launch(), serve()]);
try {
  if (option('feed')) {
    server.route('/feed.json', reply({ body: readFileSync(option('feed')) }));
    settings.feed = '/feed.json';
  }
  for (const [width, height] of sizes) {
    const page = await browser.page({ width, height });
    await page.goto(server.url({ ...settings, hold: 1 }));
    await page.waitFor(() => document.querySelector('main[data-scene] h1'));
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const slides = await page.evaluate(() => window.maltavla.slides());
    const taken = new Set();
    for (const [at, { scene }] of slides.entries()) {
      if (!all && taken.has(scene)) continue;
      taken.add(scene);
      await page.evaluate((n) => window.maltavla.show(n), at + 1);
      await page.waitFor((n) => Number(document.querySelector('main').getAttribute('data-slide')) === n, { args: [at + 1] });
      // What moves on a change of scene is over by then.
      await new Promise((done) => setTimeout(done, 800));
      const name = [scene, all ? String(at + 1).padStart(2, '0') : '', sizes.length > 1 ? `${width}x${height}` : '', settings.theme === 'dark' ? '' : settings.theme]
        .filter(Boolean).join('-');
      await page.screenshot(join(out, `${name}.png`));
      console.log(join(out, `${name}.png`));
    }
    if (page.errors.length) throw new Error(page.errors.join('\n'));
    await page.close();
  }
} finally {
  await Promise.all([browser.close(), server.close()]);
}
