// Feeds of any size, grown from the demo.

/** The demo's goals again and again, with their ties kept inside each copy, until the text has so many bytes.
 *  `version` changes one value, so that a reader has something new. */
export function grown(demo, bytes, version = 0) {
  const feed = { ...demo, objectives: [] };
  const text = () => JSON.stringify(feed);
  let length = text().length;
  for (let copy = 0; length < bytes; copy += 1) {
    for (const objective of demo.objectives) {
      const next = renamed(objective, copy);
      feed.objectives.push(next);
      length += Buffer.byteLength(JSON.stringify(next)) + 1;
      if (length >= bytes) break;
    }
  }
  for (const objective of feed.objectives) {
    const measured = (objective.keyResults || []).find((result) => typeof result.start === 'number' && (result.checkIns || []).length);
    if (!measured) continue;
    const last = measured.checkIns[measured.checkIns.length - 1];
    last.value = Math.round((last.value + version / 2) * 100) / 100;
    break;
  }
  return text();
}

function renamed(objective, copy) {
  const id = (name) => (copy ? `${name}-${copy}` : name);
  const made = JSON.parse(JSON.stringify(objective));
  made.id = id(made.id);
  if (made.supports) made.supports = [].concat(made.supports).map(id);
  // One organisation has a handful of top goals; the copies of those hang below the first ones.
  else if (copy) made.supports = [objective.id];
  for (const result of made.keyResults || []) if (result.id) result.id = id(result.id);
  return made;
}

/** So many objectives with four key results each, 26 weekly check-ins on every one; the same each time. */
export function even(objectives = 12, version = 0) {
  const day = (n) => new Date(Date.UTC(2026, 6, 1) + n * 86_400_000).toISOString().slice(0, 10);
  const result = (o, k) => ({
    id: `o${o}k${k}`, title: `Result ${k + 1} of objective ${o + 1}`, start: 0, target: 100,
    checkIns: Array.from({ length: 26 }, (_, week) => ({
      date: day(week * 7), value: Math.round((week * 3 + 9 * Math.sin(o + k * 2 + week * 0.9)) * 10) / 10 + (week === 25 ? version : 0),
    })),
  });
  return JSON.stringify({
    format: 'maltavla/1', organisation: 'Race', language: 'en', cycle: { name: 'H2', start: day(0), end: day(183) },
    objectives: Array.from({ length: objectives }, (_, o) => ({
      id: `o${o}`, title: `Objective number ${o + 1} of the race`, description: 'The same for all who run.', keyResults: [0, 1, 2, 3].map((k) => result(o, k)),
    })),
  });
}
