// What the driver puts into a page before the page's own scripts. Each function travels as its source, so it stands
// alone, and runs on Chromium 68.

/** Remembers the memories of all wasm instances, for `metrics`. */
export function watchMemory() {
  const memories = [];
  window.__memories = () => memories;
  const watch = (name) => {
    const original = WebAssembly[name];
    if (!original) return;
    WebAssembly[name] = function (...args) {
      return original.apply(WebAssembly, args).then((made) => {
        const instance = made.instance || made;
        const exported = instance.exports ? Object.keys(instance.exports).map((key) => instance.exports[key]) : [];
        exported.filter((value) => value instanceof WebAssembly.Memory).forEach((memory) => memories.push(memory));
        return made;
      });
    };
  };
  watch('instantiate');
  watch('instantiateStreaming');
}

/** Puts a clock that tests can set, speed up, stop and move in the place of the page's. */
export function takeTime(at, speed) {
  const real = {
    Date,
    now: Date.now.bind(Date),
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    performance: Performance.prototype.now.bind(performance),
    frame: window.requestAnimationFrame.bind(window),
  };
  // The page's time is `base` plus what has passed on the monotonic clock since `mark`, times `rate`.
  let base = at;
  let mark = real.performance();
  let rate = speed;
  const begun = at;
  const now = () => base + (real.performance() - mark) * rate;
  const anchor = () => {
    base = now();
    mark = real.performance();
  };

  const timers = new Map();
  let last = 0;
  let alarm;

  const next = () => {
    let first;
    timers.forEach((timer) => {
      if (!first || timer.due < first.due || (timer.due === first.due && timer.id < first.id)) first = timer;
    });
    return first;
  };
  const fire = (timer) => {
    if (timer.every === undefined) timers.delete(timer.id);
    else timer.due = Math.max(timer.due + timer.every, now());
    timer.run.apply(window, timer.args);
  };
  const arm = () => {
    real.clearTimeout(alarm);
    const timer = next();
    if (!timer || rate === 0) return;
    alarm = real.setTimeout(() => {
      const due = next();
      try {
        if (due && due.due <= now()) fire(due);
      } finally {
        arm();
      }
    }, Math.max(0, (timer.due - now()) / rate));
  };
  const add = (run, delay, every, args) => {
    const id = (last += 1);
    timers.set(id, { id, run, due: now() + Math.max(0, Number(delay) || 0), every, args });
    arm();
    return id;
  };
  const remove = (id) => {
    timers.delete(id);
    arm();
  };
  window.setTimeout = (run, delay, ...args) => add(run, delay, undefined, args);
  window.setInterval = (run, delay, ...args) => add(run, delay, Math.max(1, Number(delay) || 0), args);
  window.clearTimeout = remove;
  window.clearInterval = remove;

  window.Date = class extends real.Date {
    constructor(...args) {
      if (args.length === 0) super(now());
      else super(...args);
    }

    static now() {
      return Math.floor(now());
    }
  };
  const since = () => now() - begun;
  Performance.prototype.now = since;
  window.requestAnimationFrame = (run) => real.frame(() => run(since()));

  // A turn of the real event loop, so that promises and network answers get their say between two timers.
  const turn = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });

  window.__time = {
    now,
    speed(rated) {
      anchor();
      rate = rated;
      arm();
    },
    jump(ms) {
      anchor();
      base += ms;
      arm();
    },
    advance(ms) {
      anchor();
      const held = rate;
      rate = 0;
      const end = base + ms;
      const step = () => {
        const timer = next();
        if (!timer || timer.due > end) {
          base = end;
          mark = real.performance();
          rate = held;
          arm();
          return turn();
        }
        base = Math.max(base, timer.due);
        fire(timer);
        return turn().then(step);
      };
      return step();
    },
  };
}
