// `cargo xtask pictures`: one screenshot of each scene, as the README shows them.
//
//   --out DIR      where to (docs/pictures)          --feed FILE     another feed than the demo
//   --sizes LIST   1920x1080,1080x1920,…             --locale en     language
//   --theme NAME   dark, light, contrast, traffic    --at MOMENT     'now' (a Monday morning that the demo likes)
//   --scenes LIST  overview,objective,…              --all           every slide, not one of each scene
//   --png          whole, instead of small (WebP)
//   --subject ID   of slides about one goal or team, this one's instead of the first
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
const ending = process.argv.includes('--png') ? 'png' : 'webp';
const all = process.argv.includes('--all');
const subject = option('subject', 'safe');
const settings = {
  ...(option('scenes') ? { scenes: option('scenes') } : {}),
  locale: option('locale', 'en'), theme: option('theme', 'dark'), at: option('at', '2026-11-23T09:42:00+01:00'), tz: 'Europe/Stockholm', motion: 'off',
};

/** The slide that stands for its scene: the one about the subject that was asked for, else the first. */
function shown(slides, scene) {
  const about = slides.findIndex((slide) => slide.scene === scene && slide.subject === subject);
  return about < 0 ? slides.findIndex((slide) => slide.scene === scene) : about;
}

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
    await page.waitFor(() => document.body.getAttribute('data-state') === 'live' && window.maltavla.slides().length > 0);
    await page.evaluate(() => document.fonts.ready.then(() => true));
    // As it turns by itself: without the word that it is held.
    await page.evaluate(() => { document.styleSheets[0].insertRule('.held { display: none; }'); });
    const slides = await page.evaluate(() => window.maltavla.slides());
    for (const [at, slide] of slides.entries()) {
      if (!all && at !== shown(slides, slide.scene)) continue;
      await page.evaluate((n) => window.maltavla.show(n), at + 1);
      await page.waitFor((n) => Number(document.querySelector('main').getAttribute('data-slide')) === n, { args: [at + 1] });
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      const name = [slide.scene, all ? String(at + 1).padStart(2, '0') : '', `${width}x${height}`, settings.theme === 'dark' ? '' : settings.theme];
      const path = join(out, `${name.filter(Boolean).join('-')}.${ending}`);
      await page.screenshot(path);
      console.log(path);
    }
    if (page.errors.length) throw new Error(page.errors.join('\n'));
    await page.close();
  }
} finally {
  await Promise.all([browser.close(), server.close()]);
}
