// The fault battery, the life of the page: panics, hearts that stop, engines that cannot, storage that fails, screens.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { after, before } from 'node:test';
import { AT, NOON, feed, pass, shown, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { SITE, reply, serve } from '../server.mjs';
import { LOST, fault, fresh, sound, text, titled, told, wall } from './faults.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all(Object.values(kit).map((one) => one && one.close())));

const index = readFileSync(`${SITE}/index.html`, 'utf8');
const wasm = `/${/data-wasm="([^"]+)"/.exec(index)[1]}`;
const live = () => document.body && document.body.getAttribute('data-state') === 'live' && Boolean(window.maltavla);

/** Runs in the page before its scripts: what the program exports can be made to trap, as a panic does, by `armed`. */
const traps = () => {
  const code = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
  window.trap = () => new WebAssembly.Instance(new WebAssembly.Module(code)).exports.t();
  const armed = (name) => {
    const wanted = JSON.parse(localStorage.getItem('armed') || '{}');
    if (!wanted[name]) return false;
    wanted[name] -= 1;
    localStorage.setItem('armed', JSON.stringify(wanted));
    return true;
  };
  const wrap = (exports) => Object.keys(exports).reduce((all, name) => {
    const one = exports[name];
    all[name] = typeof one !== 'function' ? one : (...args) => (armed(name) ? window.trap() : one(...args));
    return all;
  }, {});
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = (...args) => original.apply(WebAssembly, args).then((made) => ({ module: made.module, instance: { exports: wrap((made.instance || made).exports) } }));
  }
};
/** Runs in the page: from now on these exports trap so many times. */
const arm = (wanted) => localStorage.setItem('armed', JSON.stringify(wanted));
const falls = () => window.maltavlaWatchdog.falls();

for (const [where, name] of [['in a timer', 'tick'], ['while it reads', 'native']]) {
  fault(43, `a panic ${where}: the board is loaded anew within 15 s, and says why`, async () => {
    const path = fresh();
    kit.server.route(path, titled('Goal'));
    const page = await wall(kit, path, {}, { state: 'live', speed: null, before: (page) => page.before(traps) });
    await page.evaluate(() => { window.same = true; });
    kit.server.route(path, titled('Aim'));
    await page.evaluate(arm, { [name]: 1 });
    await page.evaluate(() => window.maltavla.read()).catch(() => {});
    await page.waitFor(() => !window.same, { timeout: 15_000 });
    await page.waitFor(live);
    await page.waitFor(() => /Aim number 1/.test(document.body.innerText));
    const [fall] = await page.evaluate(falls);
    assert.match(fall.why, /panic: unreachable/);
    await page.close();
  });
}

fault(43, 'a panic while a slide is drawn: that slide is left out, the others are shown', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { scenes: 'objective', hold: 1 }, {
    state: 'live', speed: null,
    before: (page) => page.before(traps),
  });
  const bad = await page.evaluate(() => window.maltavlaWatchdog.slide);
  assert.match(bad, /^objective\//);
  // From now on nothing survives the drawing of this slide.
  await page.before((bad) => {
    let rim;
    Object.defineProperty(window, 'maltavlaRim', {
      configurable: true,
      get: () => rim,
      set(given) {
        const about = given.about;
        given.about = (slide) => { about(slide); if (slide === bad) window.trap(); };
        rim = given;
      },
    });
  }, bad);
  await page.reload();
  await page.waitFor(() => document.body && document.body.getAttribute('data-state') === 'live' && window.maltavla && window.maltavla.slides().length === 2, { timeout: 20_000 });
  const all = await page.evaluate(falls);
  assert.equal(all.length, 1, 'it fell once');
  assert.equal(all[0].slide, bad);
  assert.match(await page.evaluate(text), /Goal number [23]/);
  await page.close();
});

fault(43, 'a heart that stops: loaded anew after 15 s', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; window.maltavlaWatchdog.beat = () => {}; });
  for (let n = 0; n < 13; n += 1) await page.advance(1_000);
  assert.equal(await page.evaluate(() => window.same), true, 'not before its time');
  // Asked for by the script itself, since the page goes away under whoever waits for it.
  await page.evaluate(() => { setTimeout(() => window.__time.advance(4_000), 0); window.__time.speed(1); });
  await page.waitFor(() => !window.same && document.body && document.body.getAttribute('data-state') === 'live', { timeout: 20_000 });
  assert.match((await page.evaluate(falls))[0].why, /heart stopped/);
  await page.close();
});

fault(44, 'a panic at every start: three reloads in ten minutes, then a still picture that tries again', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, {
    state: 'live', speed: null,
    before: (page) => page.before(traps).then(() => page.before(() => {
      window.timers = [];
      const original = window.setTimeout;
      window.setTimeout = (run, ms, ...more) => { window.timers.push(ms); return original(run, ms, ...more); };
    })),
  });
  // The picture is remembered at the next look of the watchdog.
  await page.waitFor(() => localStorage.getItem('maltavla.still'));
  await page.evaluate(arm, { begin: 1_000 });
  const documents = () => page.requests.filter((request) => request.url.includes('/?feed')).length;
  const before = documents();
  await page.reload();
  await page.waitFor(() => document.getElementById('fell') && /stands still/.test(document.getElementById('fell').innerText), { timeout: 30_000 });
  const seen = documents() - before;
  assert.equal(seen, 4, 'the start, and three more');
  assert.match(await page.evaluate(text), /Goal number 1[^]*tries again at \d\d:\d\d/, 'the last good board, and a sentence');
  assert.equal(await page.evaluate(() => document.body.getAttribute('data-state')), 'stale');
  assert.ok(await page.evaluate(() => window.timers.includes(600_000)), 'in ten minutes');
  // Ten minutes later, what was wrong is right again.
  await page.evaluate(() => {
    localStorage.removeItem('armed');
    const aged = window.maltavlaWatchdog.falls().map((fall) => Object.assign(fall, { at: fall.at - 660_000 }));
    localStorage.setItem('maltavla.falls', JSON.stringify(aged));
  });
  await page.reload();
  await page.waitFor(live);
  await page.close();
});

for (const [name, setUp, says] of [
  ['no WebAssembly', (page) => page.before(() => { delete window.WebAssembly; }), /no WebAssembly[^]*newer browser/],
  ['a policy without wasm-unsafe-eval', () => kit.server.route('/', reply({ body: index, type: 'text/html', headers: { 'Content-Security-Policy': "script-src 'self'" } })), /could not start[^]*(WebAssembly|wasm)/i],
  ['the wasm is missing', () => kit.server.route(wasm, reply({ status: 404 })), /could not start/],
  ['the wasm is a web page', () => kit.server.route(wasm, reply({ body: '<!doctype html>', type: 'text/html' })), /could not start/],
]) {
  fault(45, `${name}: a sentence, and no timer is waited for`, async () => {
    const page = await kit.browser.page();
    // The page's clock stands still: what is said does not wait.
    await page.takeTime({ at: NOON, speed: 0 });
    await setUp(page);
    await page.goto(kit.server.url());
    await page.waitFor(() => document.getElementById('fell'));
    assert.match(await page.evaluate(() => document.getElementById('fell').innerText), says);
    assert.equal(await page.evaluate(() => document.body.getAttribute('data-state')), 'broken');
    for (const path of ['/', wasm]) kit.server.unroute(path);
    await page.close();
  });
}

for (const type of ['application/octet-stream', 'text/plain', 'text/html']) {
  fault(46, `the wasm is served as ${type}: it starts all the same`, async () => {
    kit.server.route(wasm, reply({ body: readFileSync(`${SITE}${wasm}`), type }));
    const path = fresh();
    kit.server.route(path, titled('Goal'));
    const page = await wall(kit, path, {}, { state: 'live' });
    assert.match(await page.evaluate(text), /Goal number 1/);
    assert.deepEqual(page.errors, []);
    kit.server.unroute(wasm);
    await page.close();
  });
}

/** Runs in the page before its scripts: storage as a private window, a full disk or a policy has it. */
const STORAGE = {
  'throws at every touch': () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } });
  },
  'is full': () => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  },
  'is not there': () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { configurable: true, value: undefined });
  },
};
for (const [name, refuse] of Object.entries(STORAGE)) {
  fault(51, `storage ${name}: it runs from memory, and nothing is said`, async () => {
    const path = fresh();
    kit.server.route(path, titled('Goal'));
    const page = await wall(kit, path, {}, { state: 'live', before: (page) => page.before(refuse) });
    await page.evaluate(() => { window.same = true; });
    kit.server.route(path, titled('Aim'));
    await pass(page, () => /Aim number 1/.test(document.body.innerText), { most: 20_000 });
    const { state, note } = await page.evaluate(told);
    assert.deepEqual([state, note], ['live', '']);
    await sound(page);
    await page.close();
  });
}
fault(51, 'a quota of 1 KB, and all that was kept is taken away', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.send('Storage.overrideQuotaForOrigin', { origin: kit.server.origin, quotaSize: 1024 }).catch(() => {});
  kit.server.route(path, titled('Aim'));
  await pass(page, () => /Aim number 1/.test(document.body.innerText), { most: 20_000 });
  await page.send('Storage.clearDataForOrigin', { origin: kit.server.origin, storageTypes: 'all' });
  kit.server.route(path, titled('Target'));
  await pass(page, () => /Target number 1/.test(document.body.innerText), { most: 20_000 });
  assert.equal((await page.evaluate(told)).note, '');
  await sound(page);
  await page.close();
});

fault(52, 'junk and half-written things in storage are passed over, and written anew', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  let page = await wall(kit, path, {}, { state: 'live', speed: null });
  const kept = (path) => new Promise((done) => {
    const opening = indexedDB.open('maltavla', 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction('readings').objectStore('readings').getAll();
      all.onsuccess = () => { opening.result.close(); done(all.result.length); };
    };
    opening.onerror = () => done(0);
  });
  await page.waitFor(kept, { args: [path] });
  // A second reading is on its way when the power goes: the slot that was being written is half there.
  await page.evaluate((path) => new Promise((done) => {
    localStorage.setItem('maltavla.falls', '{"at":');
    localStorage.setItem('maltavla.still', '[[[["script"');
    localStorage.setItem('maltavla.reloads', 'null,');
    sessionStorage.setItem('maltavla.taken', '\u0000');
    const opening = indexedDB.open('maltavla', 1);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('readings', 'readwrite');
      const store = writing.objectStore('readings');
      store.get(`${location.origin}${path}\n0`).onsuccess = (event) => {
        const half = { ...event.target.result, turn: 99, parts: [event.target.result.parts[0].slice(0, 100)] };
        store.put(half, `${location.origin}${path}\n1`);
      };
      writing.oncomplete = () => { opening.result.close(); done(); };
    };
  }), path);
  kit.server.route(path, reply({ status: 503 }));
  await page.goto(kit.server.url({ feed: path, at: AT, every: 5, scenes: 'overview' }));
  await page.waitFor(() => document.body && document.body.getAttribute('data-state') === 'stale', { timeout: 20_000 });
  assert.match(await page.evaluate(text), /Goal number 1/, 'the whole one is shown');
  assert.doesNotMatch(await page.evaluate(text), LOST);
  assert.deepEqual(page.errors.filter((error) => /^(exception|console)/.test(error)), []);
  // All of it is junk: nothing is shown of it, and the next reading is kept again.
  await page.evaluate((path) => new Promise((done) => {
    const opening = indexedDB.open('maltavla', 1);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('readings', 'readwrite');
      for (const slot of [0, 1]) writing.objectStore('readings').put(slot ? 'junk' : { at: 'x', parts: 7, sum: NaN }, `${location.origin}${path}\n${slot}`);
      writing.oncomplete = () => { opening.result.close(); done(); };
    };
  }), path);
  kit.server.route(path, titled('Aim'));
  await page.goto(kit.server.url({ feed: path, at: AT, every: 5, scenes: 'overview' }));
  await page.waitFor(() => /Aim number 1/.test(document.body.innerText));
  await page.close();
});

/** Runs in the page: spoils what was kept in one store, as a cut of power does. */
const spoil = {
  'the database is gone, and of the cache the newest is half there': async (path, newest) => {
    await new Promise((done) => {
      const going = indexedDB.deleteDatabase('maltavla');
      going.onsuccess = going.onerror = done;
    });
    const cache = await caches.open('readings');
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const text = await kept.clone().text();
      if (text.includes(newest)) await cache.put(request, new Response(text.slice(0, 100), { headers: kept.headers }));
    }
  },
  'the cache is gone, and of the database the newest is half there': async (path, newest) => {
    await caches.delete('readings');
    await new Promise((done) => {
      const opening = indexedDB.open('maltavla', 1);
      opening.onsuccess = () => {
        const writing = opening.result.transaction('readings', 'readwrite');
        const store = writing.objectStore('readings');
        for (const slot of [0, 1]) {
          store.get(`${location.origin}${path}\n${slot}`).onsuccess = ({ target: { result } }) => {
            if (new TextDecoder().decode(result.parts[0]).includes(newest)) store.put({ ...result, parts: [result.parts[0].slice(0, 100)] }, `${location.origin}${path}\n${slot}`);
          };
        }
        writing.oncomplete = () => { opening.result.close(); done(); };
      };
    });
  },
};
for (const [name, spoilt] of Object.entries(spoil)) {
  fault(52, `${name}: the reading before it is shown`, async () => {
    const path = fresh();
    const settings = { feed: path, at: AT, every: 86_400, scenes: 'overview' };
    const page = await wall(kit, path, settings, { state: 'nothing', speed: null });
    for (const word of ['Aim', 'Goal', 'Target']) {
      kit.server.route(path, titled(word));
      await page.goto(kit.server.url(settings));
      await page.waitFor((word) => document.body.innerText.includes(`${word} number 1`), { args: [word] });
      await page.waitFor(async (path, word) => {
        const files = await caches.open('readings').then((cache) => cache.matchAll()).then((all) => Promise.all(all.map((one) => one.text())));
        return files.some((text) => text.includes(word)) && new TextDecoder().decode((await window.maltavlaKeep.load(path))[1]).includes(word);
      }, { args: [path, word] });
    }
    kit.server.route(path, reply({ status: 503 }));
    await page.evaluate(spoilt, path, 'Target');
    await page.goto(kit.server.url(settings));
    await page.waitFor(() => document.body && /stale|broken/.test(document.body.getAttribute('data-state')));
    assert.match(await page.evaluate(text), /Goal number 1/);
    await page.close();
  });
}

/** The browser's process that draws, where the system tells: its number. */
function drawing(parent) {
  const of = (pid) => { try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch (gone) { return ''; } };
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).find((pid) => {
    const line = of(pid);
    return line.includes('--type=gpu-process') && line.includes(parent);
  });
}
fault(53, 'the process that draws dies: the next slide is drawn', async (t) => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { scenes: 'overview,objective,results' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.frames(2);
  const pid = drawing(kit.browser.profile);
  if (!pid) {
    t.skip('this browser has no such process of its own');
    await page.close();
    return;
  }
  const before = (await page.screenshot()).length;
  process.kill(Number(pid), 'SIGKILL');
  await walk(page, 60_000);
  await page.frames(2);
  const picture = await page.screenshot();
  assert.ok(picture.length > before / 3, `a picture of ${picture.length} bytes`);
  assert.match(await page.evaluate(text), /Goal number/);
  await sound(page);
  await page.close();
}, { skip: !existsSync('/proc/self/status') && 'this system does not tell of processes' });

fault(54, 'the whole board drifts within 24 px, is never cut and never stands for two minutes', async () => {
  for (const [size, more] of [[[1920, 1080], {}], [[1080, 1920], { overscan: 0 }], [[1024, 600], { overscan: 0, motion: 'off' }]]) {
    const path = fresh();
    kit.server.route(path, feed(1));
    const page = await wall(kit, path, { every: 60, scenes: 'objective', ...more }, { state: 'live', width: size[0], height: size[1] });
    const places = () => ['.head', '.foot', '.stage', '.thread', '.head-now', '.head-title', '.knot'].map((name) => {
      const box = document.querySelector(name).getBoundingClientRect();
      return [box.x, box.y, box.right, box.bottom];
    });
    const seen = [];
    for (let n = 0; n < 40; n += 1) {
      seen.push(await page.evaluate(places));
      await page.advance(110_000);
    }
    for (const [n, places] of seen.entries()) {
      if (n > 0) assert.notDeepEqual(places, seen[n - 1], `it moves within two minutes (${n})`);
      for (const [x, y, right, bottom] of places.slice(3)) {
        assert.ok(x >= 0 && y >= 0 && right <= size[0] && bottom <= size[1], `nothing is cut: ${JSON.stringify(places)}`);
      }
    }
    for (const part of [0, 1, 2, 3]) {
      const xs = seen.map((places) => places[part][0]);
      const ys = seen.map((places) => places[part][1]);
      const [across, down] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
      assert.ok(across >= 8 && across <= 24 && down >= 8 && down <= 24, `${across} ${down}`);
    }
    assert.deepEqual(page.errors, []);
    await page.close();
  }
});

fault(55, 'another size, another shape, 4K, a screen plugged in anew, overscan: laid out anew, and nothing is cut', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { overscan: 5 }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  for (const [width, height] of [[1280, 720], [3840, 2160], [1080, 1920], [1024, 600], [640, 480], [1920, 1080]]) {
    await page.setViewport({ width, height });
    await page.frames(2);
    await page.advance(1_100);
    const { shape, out } = await page.evaluate(() => {
      const out = [];
      const [x, y] = [innerWidth * 0.05, innerHeight * 0.05];
      for (const one of document.querySelectorAll('.board h1, .board h2, .board p')) {
        const box = one.getBoundingClientRect();
        if (box.width && (box.left < x - 1 || box.right > innerWidth - x + 1 || box.top < y - 1 || box.bottom > innerHeight - y + 1)) out.push(`${one.textContent.slice(0, 30)} ${Math.round(box.left)},${Math.round(box.top)}..${Math.round(box.right)},${Math.round(box.bottom)}`);
      }
      return { shape: document.documentElement.getAttribute('data-shape'), out };
    });
    assert.equal(shape, width >= height ? 'landscape' : 'portrait');
    assert.deepEqual(out, [], `${width} x ${height}`);
    assert.match(await page.evaluate(text), /Goal number 1/);
  }
  await sound(page);
  await page.close();
});

fault(56, 'a chip that is twenty times slower: no slides queue up, none is shown twice', async () => {
  const path = fresh();
  kit.server.route(path, titled('Goal'));
  const page = await wall(kit, path, { every: 60, pace: 0.1, scenes: 'overview,objective,results' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.evaluate(() => {
    const { ends } = window.maltavla.state();
    window.turns = [];
    window.most = 0;
    new MutationObserver(() => {
      window.turns.push([Date.now(), Number(document.querySelector('main').getAttribute('data-slide'))]);
      window.most = Math.max(window.most, document.querySelectorAll('main > .slide').length);
    }).observe(document.querySelector('main'), { attributes: true, attributeFilter: ['data-slide'] });
    return ends;
  });
  await page.cpu(20);
  // The clock runs ten times as fast for it as it does here: slides of a second have no time to be drawn.
  await page.speed(10);
  await new Promise((done) => { setTimeout(done, 4_000); });
  await page.speed(0);
  await page.cpu(1);
  const { turns, most, slides } = await page.evaluate(() => ({ turns: window.turns, most: window.most, slides: window.maltavla.state().slides }));
  assert.ok(turns.length >= 1, 'it turns');
  assert.ok(most <= 2, `${most} slides at once`);
  for (let n = 1; n < turns.length; n += 1) {
    assert.notEqual(turns[n][1], turns[n - 1][1], 'none comes twice');
    assert.ok(turns[n][1] <= slides);
  }
  // It shows the slide of the moment, whatever it skipped.
  await page.advance(1_100);
  const { slide } = await page.evaluate(shown);
  const now = await page.evaluate(() => Date.now());
  const other = await wall(kit, path, { every: 60, pace: 0.1, scenes: 'overview,objective,results' }, { state: 'live', at: now });
  assert.equal((await other.evaluate(shown)).slide, slide);
  await other.close();
  await sound(page);
  await page.close();
});
