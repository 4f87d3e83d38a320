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

/** So many key results with so many daily check-ins each, in the board's own format. */
export function checked(keyResults, checkIns, version = 0) {
  const days = Array.from({ length: checkIns }, (_, at) => new Date(Date.UTC(2026, 7, 1 + at)).toISOString().slice(0, 10));
  const course = (of) => days.map((date, at) => ({ date, value: (at * 7 + of + version) % 10 }));
  const result = (of) => ({ title: `Result ${of}`, start: 0, target: 9, checkIns: course(of) });
  const objective = (of) => ({ title: `Objective ${of}`, keyResults: [0, 1, 2, 3, 4].map((at) => result(of * 5 + at)) });
  const objectives = Array.from({ length: keyResults / 5 }, (_, of) => objective(of));
  return JSON.stringify({ format: 'maltavla/1', objectives });
}

/** An answer of Jira's search with so many bytes: epics, each with nineteen issues. `version` changes the first one's summary. */
export function issues(bytes, version = 0) {
  const one = (at) => {
    const epic = at % 20 === 0;
    const type = (isEpic) => ({ name: isEpic ? 'Epic' : 'Story', hierarchyLevel: isEpic ? 1 : 0, subtask: false });
    const fields = {
      summary: `Issue number ${at} about something${at ? '' : version || ''}`,
      issuetype: type(epic),
      status: { name: at % 3 ? 'In Progress' : 'Done', statusCategory: { key: at % 3 ? 'indeterminate' : 'done' } },
      project: { key: 'AB', name: 'Alpha' },
      created: '2026-10-01T10:00:00.000+0200',
      duedate: null,
      labels: ['a', 'b'],
      customfield_10016: 5,
      priority: { id: '3', name: 'Medium' },
      description: 'A longer text that tells what this is about, more or less. '.repeat(5),
      assignee: { displayName: `Person ${at % 50}`, active: true },
    };
    if (!epic) fields.parent = { id: String(10000 + at - (at % 20)), fields: { issuetype: type(true) } };
    return JSON.stringify({ id: String(10000 + at), key: `AB-${at + 1}`, fields });
  };
  return filled('{"startAt":0,"issues":[', one, ']}', bytes);
}

/** A document of nobody's shape with so many bytes: goals with measures, each with a hundred values. */
export function rows(bytes, version = 0) {
  const day = (at) => new Date(Date.UTC(2026, 7, 1 + at)).toISOString().slice(0, 10);
  const history = Array.from({ length: 100 }, (_, at) => ({ date: day(at), value: at + version }));
  const measure = (of, at) => ({ name: `Result ${of} ${at}`, start: 0, target: 100, history });
  const one = (at) =>
    JSON.stringify({ id: `g${at}`, title: `Goal number ${at}`, measures: [1, 2, 3, 4, 5].map((of) => measure(at, of)) });
  return filled('{"goals":[', one, ']}', bytes);
}

function filled(before, one, after, bytes) {
  const all = [];
  let length = before.length + after.length;
  while (length < bytes || !all.length) {
    all.push(one(all.length));
    length += all[all.length - 1].length + 1;
  }
  return before + all.join(',') + after;
}
