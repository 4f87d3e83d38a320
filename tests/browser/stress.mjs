// Feeds that try the scenes' layouts: one goal, sixty goals, words and titles as long as they get. The same each time.

const DAY = 86_400_000;
const MONDAYS = Array.from({ length: 8 }, (_, week) => new Date(Date.UTC(2026, 9, 5) + week * 7 * DAY).toISOString().slice(0, 10));
const CYCLE = { start: '2026-10-05', end: '2027-01-03' };
const CONFIDENCE = ['on-track', 'on-track', 'at-risk', 'off-track', 'on-track'];

/** The least that makes a board. */
export const one = { format: 'maltavla/1', objectives: [{ title: 'Every bike is safe and whole' }] };

const NOUNS = ['stations', 'riders', 'bikes', 'mornings', 'repairs', 'locks', 'routes', 'teams', 'winters', 'answers'];
const VERBS = ['Make', 'Keep', 'Open', 'Halve', 'Renew', 'Double'];
const ENDS = ['ready before the first snow', 'easy to find for those who are new in town', 'whole', 'quick and calm, from the first ride to the last', 'ours'];
const phrase = (n) => `${VERBS[n % 6]} the ${NOUNS[(n * 7) % 10]} and ${NOUNS[(n * 3 + 1) % 10]} ${ENDS[(n * 5) % 5]}`;

function checkIns(n, start, target, extra = () => ({})) {
  return MONDAYS.slice(0, 3 + (n % 6)).map((date, i) => ({
    date,
    value: Math.round((start + ((target - start) * (i + (n % 3))) / 10) * 10) / 10,
    confidence: CONFIDENCE[(n + i) % 5],
    ...extra(i),
  }));
}

/** Sixty objectives on three levels, with key results of each kind, nine teams, and check-ins with words in them. */
export function sixty() {
  const teams = Array.from({ length: 9 }, (_, n) => ({ id: `t${n}`, name: ['Operations', 'Stations', 'Workshop', 'Night vans', 'Commuting', 'Rider care', 'App & data', 'Finance', 'People'][n], ...(n > 0 && n < 4 ? { parent: 't0' } : {}) }));
  const objectives = Array.from({ length: 60 }, (_, n) => ({
    id: `o${n}`,
    title: phrase(n),
    team: `t${n % 9}`,
    ...(n % 3 === 0 ? { description: `${phrase(n + 3)}. ${phrase(n + 4)}.` } : {}),
    ...(n >= 6 ? { supports: [`o${n < 24 ? n % 6 : 6 + (n % 18)}`] } : {}),
    ...(n === 40 ? { state: 'paused', reason: phrase(1) } : n === 41 ? { state: 'abandoned', reason: phrase(2), lesson: phrase(3) } : {}),
    keyResults: Array.from({ length: n % 5 }, (_, k) => keyResult(n * 5 + k, n, k)),
    initiatives: n % 4 ? [] : [{ title: phrase(n + 2), team: `t${(n + 1) % 9}`, state: 'ongoing', due: '2026-12-04' }, { title: phrase(n + 9), state: 'done' }],
  }));
  return { format: 'maltavla/1', organisation: 'Sixty goals', language: 'en', vision: 'Everyone in the city gets around without owning a car.', cycle: CYCLE, teams, objectives };
}

function keyResult(n, objective, k) {
  const [start, target, unit] = [[14, 5, ''], [22_000, 30_000, 'trips'], [71, 90, '%'], [52, 24, 'h'], [0, 1_250_000, 'kr']][n % 5];
  const words = (i) => ({
    ...(i === 1 ? { note: `${phrase(n)}. ${phrase(n + 1)}.` } : {}),
    ...(i === 2 && n % 4 === 0 ? { support: `${phrase(n + 5)}?`, cause: phrase(n + 6) } : {}),
    ...(i === 2 && n % 5 === 1 ? { lesson: phrase(n + 8) } : {}),
  });
  const own = { id: `o${objective}k${k}`, title: `${NOUNS[n % 10]} of ${NOUNS[(n * 3) % 10]} a week`, team: `t${(objective + (k % 2)) % 9}` };
  if (n % 11 === 3) return { ...own, yesNo: true, checkIns: [{ date: MONDAYS[2], value: n % 2 }] };
  if (n % 11 === 5) return { ...own, low: 2, high: 8, unit: '%', checkIns: checkIns(n, 3, 9, words) };
  if (n % 11 === 7) return own;
  return { ...own, start, target, unit, checkIns: checkIns(n, start, target, words) };
}

/** Swedish that never ends: words of 200 letters, and titles of 300 with no end of words. */
export function endless() {
  const parts = ['resurs', 'fördelnings', 'över', 'syns', 'uppföljnings', 'möjlighets', 'bedömnings', 'kvalitets', 'säkerställande', 'förvaltnings'];
  const word = (n) => {
    let text = '';
    for (let i = n; text.length < 200; i += 1) text += parts[(i * 3 + n) % parts.length];
    return text[0].toUpperCase() + text.slice(1, 200);
  };
  const sentence = (n) => {
    let text = 'Vi ska';
    for (let i = n; text.length < 300; i += 1) text += ` ${parts[i % parts.length]}${i % 3 ? '' : parts[(i + n) % parts.length]}`;
    return text.slice(0, 300).trim();
  };
  const text = (n) => (n % 2 ? sentence(n) : word(n));
  const objectives = Array.from({ length: 7 }, (_, n) => ({
    id: `o${n}`,
    title: text(n),
    description: text(n + 1),
    team: `t${n % 3}`,
    ...(n > 1 ? { supports: [`o${n % 2}`] } : {}),
    ...(n === 6 ? { state: 'paused', reason: text(2), lesson: text(3) } : {}),
    keyResults: Array.from({ length: (n + 2) % 4 }, (_, k) => ({
      id: `o${n}k${k}`, title: text(n + k), team: `t${(n + 1) % 3}`, start: 1_234_567.5, target: k ? 9_876_543.25 : -4, unit: k === 1 ? 'ärenden per handläggare och vecka' : 'kr',
      checkIns: checkIns(n, 1_234_567.5, 9_876_543.25, (i) => ({ note: text(i), cause: text(i + 1), support: text(i), lesson: text(i + 1), author: text(i) })),
    })),
    initiatives: [{ title: text(n), team: `t${n % 3}`, state: 'ongoing' }, { title: text(n + 1), state: 'done' }],
  }));
  const teams = Array.from({ length: 3 }, (_, n) => ({ id: `t${n}`, name: text(n), ...(n ? { parent: 't0' } : {}) }));
  return { format: 'maltavla/1', organisation: text(0), language: 'sv', vision: text(1), cycle: { ...CYCLE, name: text(1) }, teams, objectives };
}
