// Signs of projects: each at its place, or one for many where they would not fit.
// [side of a sign, half the room it takes, with its glyph or without]
const ROOMY = [18, 11, ''];
const TIGHT = [12, 7, ' tiny'];
const CELL = 46;
const signAt = ([x, y], [outcome, force], side, more, ...inside) => s('g', { class: `m ${outcome} ${force}${side < 14 ? ' tiny' : ''}`, ...more },
  s('circle', { class: 'hit', cx: x, cy: y, r: 14 }),
  s('use', { href: `#o-${outcome}`, x: x - side / 2, y: y - side / 2, width: side, height: side }), ...inside);
const signRows = () => {
  const chosen = theChosen();
  const keys = new Map();
  const want = (row) => projects[row].p && (row === chosen || shownOf(row) || shown('not'));
  const rows = [...visible].filter(want);
  if (chosen >= 0 && !visible.has(chosen) && projects[chosen].p) rows.push(chosen);
  rows.forEach((row) => keys.set(row, row === chosen ? -1 : rank(shownOf(row) || NONE)));
  rows.sort((a, b) => keys.get(a) - keys.get(b) || a - b);
  return [rows.filter((row) => onScreen(toScreen(projects[row].p))), chosen];
};
const bunches = (rows) => {
  const cells = new Map();
  for (const row of rows) {
    const [x, y] = toScreen(projects[row].p);
    const key = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
    if (!cells.has(key)) cells.set(key, { row, n: 0, at: [x, y], corner: [Math.floor(x / CELL) * CELL, Math.floor(y / CELL) * CELL] });
    cells.get(key).n += 1;
  }
  return [...cells.values()];
};
// thousands in view: the worst of each square stands for all in it, with their number
const drawBunches = (taken, rows, lost) => bunches(rows).map(({ row, n, at, corner }) => {
  const text = n > 1 ? number(n, 0) : '';
  const wide = 14 + (text ? widthOf(text, PLAIN) + 3 : 0);
  const keep = (value, low, room) => Math.min(Math.max(value, low), Math.max(low, low + room));
  const left = keep(at[0] - 7, corner[0] + 1, CELL - wide - 4);
  const y = keep(at[1], corner[1] + 9, CELL - 20);
  if (!taken.free([left, y - 8, left + wide, y + 8], false)) {
    lost.push(n);
    return [];
  }
  taken.take([left, y - 8, left + wide, y + 8]);
  const more = n > 1 ? { 'data-many': n, 'data-x': at[0], 'data-y': at[1] } : { 'data-row': row };
  return signAt([left + 7, y], shownOf(row) || NONE, 12, more,
    text && s('text', { class: 'count', x: left + 16, y: y + 4.5 }, text));
});
const drawOne = (taken, row, chosen, near, [side, half]) => {
  const project = projects[row];
  const at = toScreen(project.p);
  const spot = placeSign(taken, at, half);
  if (!spot) return [];
  const signs = [];
  if (Math.hypot(spot[0] - at[0], spot[1] - at[1]) > 13) near.push(s('path', { class: 'm-lead', d: `M${at}L${spot}` }));
  if (project.r && project.r * view.k > 5) {
    near.push(s('circle', { class: 'm-near', cx: at[0], cy: at[1], r: project.r * view.k }));
  }
  if (row === chosen) {
    near.push(...(project.pts || []).map((p) => s('path', { class: 'm-link', d: `M${toScreen(p)}L${spot}` })));
    signs.push(s('rect', { class: 'm-box', x: spot[0] - 14, y: spot[1] - 14, width: 28, height: 28 }));
  }
  spots.set(row, spot);
  return [...signs, signAt(spot, shownOf(row) || NONE, side, { 'data-row': row })];
};
// returns how many signs found no room
const drawSigns = (taken) => {
  const [rows, chosen] = signRows();
  const near = [];
  const room = view.w * view.h;
  const many = rows.length * 196 > 0.35 * room;
  const look = rows.length * 484 > 0.2 * room ? TIGHT : ROOMY;
  const alone = many ? rows.filter((row) => row === chosen) : rows;
  const signs = alone.map((row) => drawOne(taken, row, chosen, near, look));
  const lost = [];
  if (many) signs.push(drawBunches(taken, rows, lost));
  fill($('near'), near);
  fill($('signs'), signs);
  return lost.reduce((sum, n) => sum + n, alone.length - spots.size);
};
