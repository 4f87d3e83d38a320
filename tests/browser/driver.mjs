// Drives a Chromium, 68 to today, over the DevTools protocol on a pipe; knows nothing of the board.
//
//   const browser = await launch();
//   const page = await browser.page({ width: 1920, height: 1080 });
//   await page.goto(url);
//   await page.waitFor(() => document.body.dataset.state === 'live');
//   await browser.close();
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { find } from './chrome.mjs';
import { takeTime, watchMemory } from './injected.mjs';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--hide-scrollbars', '--mute-audio',
  '--disable-extensions', '--force-color-profile=srgb', '--disable-features=Translate,OptimizationHints',
];

/** How long anything may take before a test is told so, in milliseconds. */
const PATIENCE = 30_000;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits for something, but no longer than so many ms, and holds up the end of the process for neither. */
const within = (ms, what) => Promise.race([what, new Promise((done) => setTimeout(done, ms).unref())]);

/** Starts a browser of its own. `flags`: more command line flags; `chrome`: another binary than the found one; `socket`:
 *  talk over a port, as Chromium 68 knows no pipe without a window; `home`: a folder of the test's for what the browser
 *  keeps, which outlives it. */
export async function launch({ flags = [], chrome = find(), socket = false, home } = {}) {
  if (!chrome) throw new Error('no browser: `cargo xtask test` gets one, or set CHROME');
  const profile = home || mkdtempSync(join(tmpdir(), 'maltavla-'));
  const debugging = socket ? '--remote-debugging-port=0' : '--remote-debugging-pipe';
  const child = spawn(chrome, [...FLAGS, ...flags, debugging, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const browser = new Browser(child, profile, !home);
  try {
    if (socket) await browser.connect();
    const { product } = await browser.send('Browser.getVersion');
    browser.version = product;
    browser.major = Number(/\/(\d+)/.exec(product)[1]);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

class Browser {
  constructor(child, profile, passing) {
    this.child = child;
    this.profile = profile;
    /** Whether the profile goes with the browser. */
    this.passing = passing;
    this.last = 0;
    this.waiting = new Map();
    this.pages = new Map();
    this.said = '';
    // Chromium ends when its pipe closes, but a killed test runner must not leave it behind on any platform.
    this.onExit = () => child.kill('SIGKILL');
    process.once('exit', this.onExit);
    child.stderr.on('data', (data) => { this.said = (this.said + data).slice(-2000); });
    child.on('error', (error) => this.fail(error));
    child.on('exit', (code) => this.fail(new Error(`the browser ended (${code}): ${this.said}`)));
    child.stdio[3].on('error', () => {});
    let parts = [];
    child.stdio[4].on('data', (data) => {
      for (let from = 0; ;) {
        const end = data.indexOf(0, from);
        parts.push(data.subarray(from, end < 0 ? undefined : end));
        if (end < 0) break;
        const message = JSON.parse(Buffer.concat(parts).toString());
        parts = [];
        from = end + 1;
        this.receive(message);
      }
    });
  }

  /** Speaks over the port that the browser names when it has begun, instead of the pipe. */
  async connect() {
    const { default: WebSocket } = await import('ws');
    for (const end = Date.now() + PATIENCE; !/ws:\/\/\S+/.test(this.said); await sleep(20)) {
      if (this.ended || Date.now() > end) throw this.ended || new Error(`the browser names no port: ${this.said}`);
    }
    const socket = new WebSocket(/ws:\/\/\S+/.exec(this.said)[0], { perMessageDeflate: false });
    socket.on('message', (data) => this.receive(JSON.parse(data)));
    socket.on('close', () => this.fail(new Error('the browser hung up')));
    await new Promise((yes, no) => socket.once('open', yes).once('error', no));
    this.write = (message) => socket.send(message);
  }

  write(message) {
    this.child.stdio[3].write(`${message}\0`);
  }

  fail(error) {
    this.ended = error;
    for (const { no } of this.waiting.values()) no(error);
    this.waiting.clear();
  }

  receive(message) {
    if (message.id !== undefined) {
      const { yes, no, method } = this.waiting.get(message.id) || {};
      this.waiting.delete(message.id);
      if (message.error) no && no(new Error(`${method}: ${message.error.message}`));
      else yes && yes(message.result);
    } else if (message.method === 'Target.receivedMessageFromTarget') {
      // Engines before 77 wrap what a page says.
      this.receive({ ...JSON.parse(message.params.message), sessionId: message.params.sessionId });
    } else if (message.sessionId) {
      const page = this.pages.get(message.sessionId);
      if (page) page.hear(message.method, message.params);
    }
  }

  /** Sends a command of the protocol, to the browser or to one page's session. */
  send(method, params = {}, sessionId = undefined) {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.last;
    const answer = new Promise((yes, no) => this.waiting.set(id, { yes, no, method }));
    const flat = !sessionId || this.major >= 77;
    const message = { id, method, params, ...(flat && sessionId ? { sessionId } : {}) };
    const outer = flat ? message
      : { id: ++this.last, method: 'Target.sendMessageToTarget', params: { sessionId, message: JSON.stringify(message) } };
    this.write(JSON.stringify(outer));
    return answer;
  }

  /** Opens a page with storage and cache of its own; `kept`: with those of the browser's profile. */
  async page({ width = 1920, height = 1080, scale = 1, touch = false, kept = false } = {}) {
    const { browserContextId } = kept ? {} : await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId, width, height });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, ...(this.major >= 77 ? { flatten: true } : {}) });
    const page = new Page(this, targetId, sessionId, browserContextId);
    this.pages.set(sessionId, page);
    await Promise.all(['Page', 'Runtime', 'Log', 'Network', 'Performance'].map((domain) => page.send(`${domain}.enable`)));
    await page.before(watchMemory);
    await page.setViewport({ width, height, scale, touch });
    return page;
  }

  /** Ends the browser as a cut of power does. */
  async kill() {
    const gone = new Promise((done) => { this.child.once('exit', done); });
    this.child.kill('SIGKILL');
    await gone;
    process.removeListener('exit', this.onExit);
    for (const stream of this.child.stdio) if (stream) stream.destroy();
  }

  async close() {
    const gone = new Promise((done) => { if (this.child.exitCode !== null || this.child.signalCode) done(); else this.child.once('exit', done); });
    await within(2000, this.send('Browser.close').catch(() => {}));
    await within(5000, gone);
    process.removeListener('exit', this.onExit);
    this.child.kill('SIGKILL');
    for (const stream of this.child.stdio) if (stream) stream.destroy();
    if (this.passing) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

class Page {
  constructor(browser, targetId, sessionId, context) {
    Object.assign(this, { browser, targetId, sessionId, context });
    /** What went wrong on the page, one string each: exceptions, console errors, failed requests. */
    this.errors = [];
    /** Everything that the console was told: `{ type, text }`. */
    this.console = [];
    /** Every request: `{ url, method, headers, status, bytes, beside }`; bytes as they came over the wire, and how many
     *  others to the same address were out when it began. */
    this.requests = [];
    this.listeners = [];
    this.byId = new Map();
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  hear(method, params) {
    if (method === 'Runtime.exceptionThrown') {
      const { exceptionDetails: { text, exception } } = params;
      this.errors.push(`exception: ${(exception && exception.description) || text}`);
    } else if (method === 'Runtime.consoleAPICalled') {
      const text = params.args.map((arg) => (arg.value !== undefined ? String(arg.value) : arg.description || arg.type)).join(' ');
      this.console.push({ type: params.type, text });
      if (params.type === 'error' || params.type === 'assert') this.errors.push(`console.${params.type}: ${text}`);
    } else if (method === 'Log.entryAdded' && params.entry.level === 'error') {
      this.errors.push(`${params.entry.source}: ${params.entry.text} ${params.entry.url || ''}`);
    } else if (method === 'Network.requestWillBeSent') {
      const { url, method: verb, headers } = params.request;
      const beside = [...this.byId].filter(([id, other]) => id !== params.requestId && other.url === url).length;
      const request = { url, method: verb, headers, status: 0, bytes: 0, beside };
      this.byId.set(params.requestId, request);
      this.requests.push(request);
    } else if (method === 'Network.responseReceived') {
      const request = this.byId.get(params.requestId);
      if (request) request.status = params.response.status;
    } else if (method === 'Network.loadingFinished' || method === 'Network.loadingFailed') {
      const request = this.byId.get(params.requestId);
      if (request) request.bytes = params.encodedDataLength || 0;
      this.byId.delete(params.requestId);
    }
    for (const listener of [...this.listeners]) listener(method, params);
  }

  /** The next event of this name (for which `fits` holds). */
  event(name, fits = () => true, patience = PATIENCE) {
    return new Promise((yes, no) => {
      const end = () => {
        clearTimeout(timer);
        this.listeners = this.listeners.filter((other) => other !== listener);
      };
      const listener = (method, params) => {
        if (method !== name || !fits(params)) return;
        end();
        yes(params);
      };
      const timer = setTimeout(() => {
        end();
        no(new Error(`no ${name} within ${patience} ms`));
      }, patience);
      this.listeners.push(listener);
    });
  }

  /** Goes to an address and waits for the page's load event. */
  async goto(url) {
    const loaded = this.event('Page.loadEventFired');
    loaded.catch(() => {});
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  async reload() {
    const loaded = this.event('Page.loadEventFired');
    await this.send('Page.reload');
    await loaded;
  }

  /** Runs a function (or an expression) in the page; arguments and answer travel as JSON, promises are awaited. */
  async evaluate(what, ...args) {
    const expression = typeof what === 'function' ? `(${what})(${args.map((arg) => JSON.stringify(arg) || 'undefined').join(', ')})` : what;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) {
      const { exception, text } = exceptionDetails;
      throw new Error(`in the page: ${(exception && (exception.description || exception.value)) || text}`);
    }
    return result.value;
  }

  /** Waits until a function in the page gives something true, and gives that. */
  async waitFor(what, { args = [], timeout = PATIENCE, every = 50 } = {}) {
    const end = Date.now() + timeout;
    for (;;) {
      const got = await this.evaluate(what, ...args);
      if (got) return got;
      if (Date.now() > end) {
        const state = await this.evaluate(() => `data-state=${document.body.getAttribute('data-state')}: ${document.body.innerText.slice(0, 400)}`);
        throw new Error(`waited ${timeout} ms for ${what}\n${state}\n${this.errors.join('\n')}`);
      }
      await sleep(every);
    }
  }

  /** Waits for so many frames to have been drawn. */
  async frames(count = 2) {
    await this.evaluate((count) => new Promise((done) => {
      const next = () => (count-- > 0 ? requestAnimationFrame(next) : done());
      next();
    }), count);
  }

  /** Runs this function before any script of every page from now on. */
  async before(what, ...args) {
    const source = `(${what})(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
    const { identifier } = await this.send('Page.addScriptToEvaluateOnNewDocument', { source });
    return () => this.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }

  /** The page's size in CSS pixels and its device pixel ratio; screenshots are exactly width x height x scale. */
  async setViewport({ width, height, scale = 1, touch = false }) {
    this.viewport = { width, height, scale };
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
    await this.send('Emulation.setTouchEmulationEnabled', { enabled: touch, ...(touch ? { maxTouchPoints: 5 } : {}) });
  }

  /** Media features such as `{ 'prefers-reduced-motion': 'reduce' }`. */
  async media(features) {
    await this.send('Emulation.setEmulatedMedia', { features: Object.entries(features).map(([name, value]) => ({ name, value })) });
  }

  async locale(locale) {
    await this.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Language': locale } });
    await this.send('Network.setUserAgentOverride', { userAgent: await this.evaluate('navigator.userAgent'), acceptLanguage: locale });
  }

  async timezone(timezoneId) {
    await this.send('Emulation.setTimezoneOverride', { timezoneId });
  }

  /** A PNG of the window (a WebP if the path says so), as a Buffer, and in a file if `path` is given. */
  async screenshot(path = undefined) {
    const small = path !== undefined && path.endsWith('.webp');
    const { data } = await this.send('Page.captureScreenshot', small ? { format: 'webp', quality: 80 } : { format: 'png' });
    const picture = Buffer.from(data, 'base64');
    if (path) writeFileSync(path, picture);
    return picture;
  }

  /** Presses a key. `keyCode` for remotes, whose keys have no name: `press('Unidentified', { keyCode: 461 })`. */
  async press(key, { keyCode = KEY_CODES[key] || (key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0), code = '', modifiers = 0 } = {}) {
    const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined;
    const common = { key, code, modifiers, windowsVirtualKeyCode: keyCode, nativeVirtualKeyCode: keyCode };
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...common, ...(text ? { text } : {}) });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
  }

  async moveMouse(x, y) {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
  }

  async click(x, y) {
    await this.moveMouse(x, y);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
    }
  }

  /** A finger from here to there; ask for a viewport with `touch`. */
  async swipe([x1, y1], [x2, y2], { steps = 6, ms = 120 } = {}) {
    await this.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x1, y: y1 }] });
    for (let step = 1; step <= steps; step += 1) {
      const [x, y] = [x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps];
      await this.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
      await sleep(ms / steps);
    }
    await this.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** Slows the page's CPU so many times. */
  async cpu(rate) {
    await this.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Makes the line as slow as an office's: ms of latency, and Mbit/s. */
  async line(latency, rate) {
    const bytes = (rate * 1e6) / 8;
    await this.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytes, uploadThroughput: bytes });
  }

  /** Cuts the network, or gives it back. */
  async offline(offline = true) {
    await this.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  }

  /** Counts of the page: Nodes, JSEventListeners, JSHeapUsedSize, TaskDuration (s) …, and WasmMemory (bytes).
   *  With `collect`, garbage is collected first, so that only what is held is counted. */
  async metrics({ collect = false } = {}) {
    if (collect) {
      await this.send('HeapProfiler.enable');
      await this.send('HeapProfiler.collectGarbage');
      await this.send('HeapProfiler.collectGarbage');
      await this.send('HeapProfiler.disable');
    }
    const { metrics } = await this.send('Performance.getMetrics');
    const named = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    named.WasmMemory = await this.evaluate('window.__memories ? window.__memories().reduce((all, memory) => all + memory.buffer.byteLength, 0) : 0');
    return named;
  }

  /** Takes the page's clock in hand from the next navigation on: `at` (ms since 1970; default: the real now),
   *  `speed` (1 as real; 0 stands still, to be moved by `advance`). */
  async takeTime({ at = Date.now(), speed = 1 } = {}) {
    await this.before(takeTime, at, speed);
  }

  /** Moves the taken clock on, running every timer that falls due, in order. */
  async advance(ms) {
    await this.evaluate((ms) => window.__time.advance(ms), ms);
  }

  /** Moves the taken clock on at once, as a suspended TV does: what fell due meanwhile runs late, afterwards. */
  async jump(ms) {
    await this.evaluate((ms) => window.__time.jump(ms), ms);
  }

  async speed(speed) {
    await this.evaluate((speed) => window.__time.speed(speed), speed);
  }

  async close() {
    this.browser.pages.delete(this.sessionId);
    await this.browser.send('Target.closeTarget', { targetId: this.targetId });
    if (this.context) await this.browser.send('Target.disposeBrowserContext', { browserContextId: this.context }).catch(() => {});
  }
}

const KEY_CODES = {
  ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Enter: 13, Escape: 27, Backspace: 8, Tab: 9, ' ': 32,
  Home: 36, End: 35, PageUp: 33, PageDown: 34, '?': 191,
};
