// Looks over a drawn slide from within the page: is any text cut off, over another text, outside its place or too
// small? Travels as its source, so it stands alone, and runs on Chromium 68. Knows of the board's markup no more than
// the names of its places.

/**
 * What is wrong on the page as it is laid out now: `[{ kind, text, by, where }]`, none if all is well. Kinds:
 *   cut        text beyond the edge of a box that hides what is beyond it
 *   outside    text, a picture or a card beyond the edge of a box that it lies in
 *   overlap    two texts over each other
 *   small      text under 1.25 rem
 *   empty      nothing to read
 */
export function inspect() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  /** A little slack: rounding, and letters that lean a hair over their advance. */
  const SLACK = Math.max(1, 0.08 * rem);
  const SMALLEST = 1.25 * rem - 0.02 * rem;
  // Read aloud only, on its way out, or covered by what lies over the board.
  const covered = document.querySelector('.over-card');
  const UNSEEN = `.aloud, .slide-out${covered ? ', main, .foot' : ''}`;
  const main = document.querySelector('main') || document.body;

  const findings = [];
  const name = (element) => {
    const classes = element.getAttribute('class');
    return element.tagName.toLowerCase() + (classes ? `.${classes.trim().split(/\s+/).join('.')}` : '');
  };
  const find = (kind, text, by, where) => {
    findings.push({ kind, text: text.trim().replace(/\s+/g, ' ').slice(0, 60), by, where });
  };
  const place = (rect) => [rect.left, rect.top, rect.right, rect.bottom].map((n) => (n / rem).toFixed(1)).join(' ');

  // Each element's style and box are asked for once.
  const known = new Map();
  const know = (element) => {
    let facts = known.get(element);
    if (!facts) {
      const style = getComputedStyle(element);
      const parent = element.parentElement;
      const box = element.getBoundingClientRect();
      const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      facts = {
        // An inline box grows with its words, a drawing's parts have no edge, and a box without size only holds what
        // is placed elsewhere.
        edge: style.display !== 'inline' && style.display !== 'contents' && !(element instanceof SVGElement)
          && (hides || box.width * box.height > 0),
        hides,
        dots: style.textOverflow === 'ellipsis' && element.classList.contains('head-title'),
        unseen: style.visibility === 'hidden' || style.display === 'none' || style.opacity === '0' || element.matches(UNSEEN)
          || (parent !== null && know(parent).unseen),
        size: parseFloat(style.fontSize),
        box,
      };
      known.set(element, facts);
    }
    return facts;
  };
  const beyond = (rect, box) => rect.left < box.left - SLACK || rect.right > box.right + SLACK
    || rect.top < box.top - SLACK || rect.bottom > box.bottom + SLACK;

  // ── texts, line by line ──
  const lines = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let read = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || /^(SCRIPT|STYLE|TITLE|DESC)$/i.test(parent.tagName) || know(parent).unseen) continue;
    if (main.contains(parent) || covered) read += 1;
    range.selectNodeContents(node);
    const drawn = parent instanceof SVGElement && parent.getScreenCTM ? parent.getScreenCTM() : null;
    const size = know(parent).size * (drawn ? Math.hypot(drawn.a, drawn.b) : 1);
    if (size < SMALLEST) find('small', node.data, name(parent), `${(size / rem).toFixed(2)} rem`);
    let told = false;
    for (const rect of range.getClientRects()) {
      if (rect.width < 0.5 || rect.height < 0.5) continue;
      // A line's box holds the accents above capitals and the tails below; the ink of most letters is this part of it.
      const ink = {
        left: rect.left, right: rect.right, top: rect.top + rect.height * 0.2, bottom: rect.bottom - rect.height * 0.1, text: node.data, parent,
      };
      let dotted = false;
      for (let around = parent; around && around !== document.body && !told; around = around.parentElement) {
        const { edge, hides, dots, box } = know(around);
        dotted = dotted || dots;
        if (!edge || !beyond(ink, box) || (dots && ink.left < box.right)) continue;
        find(hides ? 'cut' : 'outside', node.data, name(around), `${place(ink)} of ${place(box)}`);
        told = true;
      }
      if (!told && (rect.left < -SLACK || rect.top < -SLACK || rect.right > innerWidth + SLACK || rect.bottom > innerHeight + SLACK) && !dotted) {
        find('cut', node.data, 'the window', place(rect));
        told = true;
      }
      if (dotted) ink.right = Math.min(ink.right, know(parent.closest('.head-title')).box.right);
      lines.push(ink);
    }
  }
  if (read === 0) find('empty', '', name(main), '');

  // ── texts over each other: from left to right, with those in hand that still reach so far ──
  lines.sort((a, b) => a.left - b.left);
  let hand = [];
  const pairs = new Set();
  for (const line of lines) {
    hand = hand.filter((other) => other.right > line.left + SLACK);
    for (const other of hand) {
      const high = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
      if (other.parent === line.parent || high <= SLACK || Math.min(other.right, line.right) - line.left <= SLACK) continue;
      const pair = `${other.text}\n${line.text}`;
      if (!pairs.has(pair)) find('overlap', line.text, `${name(other.parent)} '${other.text.trim().slice(0, 40)}'`, place(line));
      pairs.add(pair);
    }
    hand.push(line);
  }

  // ── pictures, drawings and cards in their places ──
  for (const element of main.querySelectorAll('svg, svg *, img, .card, .meter')) {
    if (/^(defs|title|desc|g|text|tspan|pattern|clippath|mask)$/i.test(element.tagName) || element.closest('defs') || know(element).unseen) continue;
    const { box } = know(element);
    if (box.width === 0 && box.height === 0) continue;
    const around = (element.parentElement && element.parentElement.closest('.card')) || main;
    if (beyond(box, know(around).box)) find('outside', '', `${name(element)} in ${name(around)}`, `${place(box)} of ${place(know(around).box)}`);
  }
  return findings;
}

/** Shows every slide and looks it over: `{ slides, findings, titles }`, the findings with their scene and slide, and
 *  the texts that stood on the wall. To be run as `(${walk})(${inspect})`. */
export async function walk(inspect) {
  await document.fonts.ready;
  const slides = window.maltavla.slides();
  const findings = [];
  const texts = {};
  for (let n = 1; n <= slides.length; n += 1) {
    window.maltavla.show(n);
    const main = document.querySelector('main');
    if (Number(main.getAttribute('data-slide')) !== n) throw new Error(`slide ${n} was asked for, ${main.getAttribute('data-slide')} is shown`);
    const { scene, subject, part } = slides[n - 1];
    for (const finding of inspect()) findings.push({ ...finding, slide: `${scene} ${n} (${subject.slice(0, 20)} ${part})` });
    for (const element of main.querySelectorAll('.slide:not(.slide-out) *')) {
      if (element.children.length === 0 && element.textContent) texts[element.textContent] = true;
    }
    // A breath now and then, so that what left is dropped.
    if (n % 20 === 0) await new Promise((done) => setTimeout(done));
  }
  return { slides: slides.length, scenes: [...new Set(slides.map(({ scene }) => scene))], findings, texts: Object.keys(texts) };
}

/** Runs in the page: the charts of the slide, and how many of their marks are seen: painted, and of some size. */
export function charts() {
  const all = [...document.querySelectorAll('main > .slide:last-child svg')].filter((svg) => svg.querySelector('path, circle'));
  const marks = all.map((svg) => [...svg.querySelectorAll('path, circle')].filter((mark) => {
    const { width, height } = mark.getBoundingClientRect();
    const { fill, stroke, visibility } = getComputedStyle(mark);
    return width + height > 0.5 && (fill !== 'none' || stroke !== 'none') && visibility === 'visible';
  }).length);
  return { charts: all.length, empty: marks.filter((count) => count === 0).length, marks: marks.reduce((sum, count) => sum + count, 0) };
}
