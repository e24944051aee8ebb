// The map: a view in metres, redrawn in screen pixels so that signs and names keep their size.
const view = { x: data.size[0] / 2, y: data.size[1] / 2, k: 0, fit: 0, w: 0, h: 0 };
const FAMILY = getComputedStyle(document.body).fontFamily;
const PLAIN = `400 13px ${FAMILY}`;
const STRONG = `600 13px ${FAMILY}`;
const toScreen = ([x, y]) => [(x - view.x) * view.k + view.w / 2, (y - view.y) * view.k + view.h / 2];
const onScreen = ([x, y], spare = 0) => x > -spare && y > -spare && x < view.w + spare && y < view.h + spare;
const shown = (layer) => !state.off.has(layer);

const clampView = () => {
  view.k = Math.min(Math.max(view.k, view.fit * 0.8), Math.max(view.fit * 400, 0.5));
  view.x = Math.min(Math.max(view.x, 0), data.size[0]);
  view.y = Math.min(Math.max(view.y, 0), data.size[1]);
};
const fitView = () => {
  const [w, tall] = data.size;
  view.fit = Math.min(view.w / w, view.h / tall);
  Object.assign(view, { x: w / 2, y: tall / 2, k: view.fit });
};
const resize = () => {
  const box = $('view').getBoundingClientRect();
  if (!box.width || !box.height) return;
  setSize(box.width, box.height);
  drawMap();
};
const setSize = (wide, tall) => {
  if (!wide || !tall) return;
  const ratio = view.fit ? view.k / view.fit : 1;
  const [x, y] = [view.x, view.y];
  Object.assign(view, { w: wide, h: tall });
  fitView();
  if (ratio !== 1) Object.assign(view, { x, y, k: view.fit * ratio });
  $('map').setAttribute('viewBox', `0 0 ${view.w} ${view.h}`);
};

const inForce = (zone, on = today().on) => (!zone.from || zone.from <= on) && (!zone.to || on <= zone.to);
const zoneShown = (zone) => inForce(zone) && [zone.l, zone.i, `g${zone.g}`].every(shown);
const drawGround = () => {
  const { k } = view;
  const shift = `${view.w / 2 - view.x * k} ${view.h / 2 - view.y * k}`;
  $('world').setAttribute('transform', `translate(${shift}) scale(${k})`);
  for (const one of $$('pattern.scaled')) {
    one.setAttribute('patternTransform', `scale(${1 / k}) ${one.dataset.turn}`);
  }
  for (const one of $$('#ground [data-layer]')) {
    one.toggleAttribute('hidden', !shown(one.dataset.layer));
  }
  zones.forEach((zone) => {
    if (zone.s) $(`m-${zone.s}`).toggleAttribute('hidden', !zoneShown(zone));
  });
};
const boxSeen = ([left, top, right, bottom], least) => {
  const { k } = view;
  if (Math.max(right - left, bottom - top) * k < least) return false;
  const [x, y] = toScreen([left, top]);
  return x < view.w && y < view.h && x + (right - left) * k > 0 && y + (bottom - top) * k > 0;
};
// one path a thing, made once; only what can be seen is in the page
const held = { feet: new Map(), both: new Map() };
const drawPaths = (id, things) => {
  const nodes = things.map(({ key, d, look, mark }) => {
    const known = held[id].get(key) || s('path', { d, ...mark });
    held[id].set(key, known);
    if (known.getAttribute('class') !== look) known.setAttribute('class', look);
    return known;
  });
  const now = $(id).children;
  if (now.length !== nodes.length || nodes.some((node, at) => now[at] !== node)) fill($(id), nodes);
};
const drawFeet = () => {
  const least = visible.size > 1000 ? 24 - 20 * Math.min(1, view.k / view.fit / 6) : 0;
  const things = [];
  projects.forEach((project, row) => {
    const on = isOn('project', row);
    if (!project.d || !(on || (shown('footprints') && visible.has(row) && shown(`g${project.g}`)))) return;
    if (!boxSeen(project.b, on ? 0 : least)) return;
    const [outcome, force] = shownOf(row) || NONE;
    const look = `m-foot ${outcome} ${force} s-${SURE[project.g]}${project.line ? ' line' : ''}${on ? ' on' : ''}`;
    things.push({ key: row, d: project.d, look });
  });
  drawPaths('feet', things);
};
const drawShared = () => {
  const least = evidence().length > 500 ? 4 : 0;
  const things = evidence().filter(({ verdict }) => shown(verdict.outcome === 'conforms' ? 'fine' : 'clash'))
    .filter(({ verdict }) => boxSeen(verdict.b, least))
    .map(({ verdict, at, row }) => ({
      key: at,
      d: verdict.d,
      look: `m-both ${verdict.outcome} ${verdict.force}${verdict.d.includes('Z') ? '' : ' line'}`,
      mark: { 'data-at': at, 'data-of': row },
    }));
  drawPaths('both', things);
};

const outlined = layers.some((one) => one.key === 'units' && /outline/.test(one.sign));
const drawMarks = (taken) => {
  const drawn = [];
  const chosenUnits = state.chosen?.kind === 'project' ? projects[state.chosen.row].pts || [] : [];
  const lit = new Set(chosenUnits.map(String));
  for (const one of labels) {
    if (one.k === 'out' || !shown(one.k)) continue;
    const [x, y] = toScreen(one.p);
    if (!onScreen([x, y], 8)) continue;
    if (one.k === 'gates') {
      drawn.push(s('rect', { class: 'm-gate', x: x - 3.5, y: y - 3.5, width: 7, height: 7 }));
      taken.take([x - 5, y - 5, x + 5, y + 5]);
    } else if (one.k === 'towns') {
      drawn.push(s('circle', { class: 'm-town', cx: x, cy: y, r: one.big ? 4 : 3 }));
      taken.take([x - 4, y - 4, x + 4, y + 4]);
    } else if (!outlined) {
      drawn.push(s('circle', { class: `m-unit${lit.has(String(one.p)) ? ' lit' : ''}`, cx: x, cy: y, r: 1.8 }));
    }
  }
  const here = state.chosen?.kind === 'find' && finds[state.chosen.row].p;
  if (here) drawn.push(s('circle', { class: 'm-here', cx: toScreen(here)[0], cy: toScreen(here)[1], r: 12 }));
  fill($('marks'), drawn);
};

const drawScale = (taken) => {
  const wide = 110 / view.k;
  const tens = 10 ** Math.floor(Math.log10(wide));
  const round = [5, 2, 1].find((n) => n * tens <= wide) * tens;
  const [x, y, length] = [16, view.h - 16, round * view.k];
  taken.take([x - 4, y - 24, x + Math.max(length, 60) + 8, y + 6]);
  taken.take([x - 4, y - 74, x + 22, y - 22]);
  fill($('scale'),
    s('path', { class: 'm-scale', d: `M${x} ${y - 4}v4h${length}v-4` }),
    s('text', { x, y: y - 9 }, metres(round)),
    s('path', { class: 'm-north', d: `M${x + 8} ${y - 56}l6 20-6-5-6 5z` }),
    s('text', { class: 'strong', x: x + 8, y: y - 60, 'text-anchor': 'middle' }, word('north')));
};

// a neighbour's name stands at the edge, in the direction it lies
const edgePoint = ([x, y], text) => {
  const [cx, cy] = [view.w / 2, view.h / 2];
  const [dx, dy] = [x - cx, y - cy];
  const half = (widthOf(text, PLAIN) + text.length) / 2;
  const reach = Math.min((cx - half - 10) / Math.abs(dx || 1), (cy - 20) / Math.abs(dy || 1));
  return [cx + dx * reach, cy + dy * reach];
};

const nameRows = () => {
  const close = view.k / view.fit;
  const rows = [];
  const chosen = theChosen();
  const add = (p, text, look, more) => rows.push({ p, text, look, more: more || {} });
  const found = state.chosen?.kind === 'find' && finds[state.chosen.row];
  if (found.p) add(toScreen(found.p), say(found.n), 'strong', { gap: 15 });
  pairNames(add);
  if (spots.has(chosen)) add(spots.get(chosen), projects[chosen].id, 'strong', { gap: 16 });
  for (const one of labels) {
    if (one.k !== 'out' || !shown('out')) continue;
    const text = one.t.replace(/^Tỉnh /, '').toUpperCase();
    add(edgePoint(toScreen(one.p), text), text, 'out', { sides: [[0, 0]], gap: 0, spacing: 1, reach: 500 });
  }
  const named = (kind, look, test = () => true) => shown(kind) && labels.filter((one) => one.k === kind && test(one))
    .forEach((one) => add(toScreen(one.p), one.t, look(one), { gap: 7, long: one.o && shown('across') && `${one.t} → ${one.o}` }));
  zones.forEach((zone, row) => {
    const wide = zone.b && (zone.b[2] - zone.b[0]) * view.k;
    const on = isOn('zone', row);
    if (zone.p && (on || (zoneShown(zone) && wide > 60))) {
      add(toScreen(zone.p), say(zone.n), on ? 'strong' : 'zone', { sides: [[0, 0]], gap: 0, reach: wide });
    }
  });
  named('towns', () => '', (one) => !one.big);
  named('gates', () => 'minor');
  if (close > 1.6) {
    spots.forEach((spot, row) => row !== chosen && add(spot, projects[row].id, 'minor', { gap: 11 }));
  }
  if (close > (outlined ? 1.5 : 2.5)) named('units', () => 'minor');
  return rows;
};

// the largest towns are named before anything else takes their place
const cityRows = () => (shown('towns') ? labels : []).filter((one) => one.k === 'towns' && one.big)
  .map((one) => ({ p: toScreen(one.p), text: one.t, look: 'strong', more: { gap: 7 } }));
const drawNames = (taken, rows) => {
  const drawn = [];
  for (const { p, text, look, more } of rows) {
    if (!onScreen(p)) continue;
    const font = look === 'strong' ? STRONG : PLAIN;
    let name = more.long || text;
    let spot = placeName(taken, p, name, { font, ...more });
    if (!spot && more.long) {
      name = text;
      spot = placeName(taken, p, name, { font, ...more });
    }
    if (spot) drawn.push(s('text', { class: look, x: spot[0], y: spot[1], 'text-anchor': 'middle' }, name));
  }
  return drawn;
};

const spots = new Map();
const drawMap = () => {
  if (!view.w) return;
  clampView();
  spots.clear();
  const taken = new Taken(view.w, view.h);
  taken.take([view.w - 60, 0, view.w, 3 * 48 + 12]);
  taken.take([0, 0, 170, 56]);
  drawGround();
  drawFeet();
  drawShared();
  drawPair();
  drawScale(taken);
  drawMarks(taken);
  const cities = drawNames(taken, cityRows());
  const crowd = drawSigns(taken);
  drawNotes(taken, crowd);
  fill($('texts'), cities, drawNames(taken, nameRows()));
};
const drawNotes = (taken, crowd) => {
  const notes = [
    ...pairNote(),
    crowd > 0 && word('crowd', number(crowd, 0)),
    (!data.drawn || sketchy) && word('sketch_short'),
  ].filter(Boolean);
  fill($('notes'), notes.map((one) => para('', one)));
  const wide = Math.max(0, ...notes.map((one) => widthOf(one, PLAIN)));
  if (notes.length) taken.take([view.w - Math.min(wide, view.w * 0.7) - 24, view.h - 22 * notes.length - 14, view.w, view.h]);
};
const sketchy = layers.some((one) => one.sign === 'outline-sketch');
// two shapes and what they share: the project in ink, the other dashed, the shared part hatched
const partOf = (other) => {
  if (!other) return null;
  const found = other.kind === 'zone' ? zones[zoneOf.get(other.id)]
    : other.kind === 'project' ? projects[rowOf.get(other.id)] : null;
  return found?.s || found?.d ? found : null;
};
const shapeOf = (thing, look, fill) => (thing.d
  ? s('path', { class: look, d: thing.d, fill })
  : s('use', { class: look, href: `#${thing.s}`, fill }));
const drawPair = () => {
  const drawn = [];
  if (state.spot) {
    const { row, at } = state.spot;
    const verdict = verdicts[at];
    const other = partOf(verdict.other);
    if (other) drawn.push(shapeOf(other, `m-b${other.protected ? ' protected' : ''}`, 'none'));
    drawn.push(s('path', { class: `m-both lit ${verdict.outcome}${verdict.d.includes('Z') ? '' : ' line'}`, d: verdict.d }));
    drawn.push(shapeOf(projects[row], 'm-a', 'none'));
  } else if (state.chosen?.kind === 'zone' && zones[state.chosen.row].s) {
    drawn.push(shapeOf(zones[state.chosen.row], 'm-on', 'none'));
  }
  fill($('pair'), drawn);
};
const middle = (box) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
const pairNames = (add) => {
  if (!state.spot) return;
  const verdict = verdicts[state.spot.at];
  const text = word('shared_label', measureText({ ...verdict.measure, share: 0 }));
  const tall = ((verdict.b[3] - verdict.b[1]) * view.k) / 2;
  add(toScreen(middle(verdict.b)), text, 'strong', { gap: Math.min(tall, 60) + 8, sides: [[0, -1], [0, 1], [1, 0], [-1, 0]] });
};
const pairNote = () => {
  if (!state.spot) return [];
  const { row, at } = state.spot;
  return [word('pair', projects[row].id, verdicts[at].other?.id || '–')];
};

let waiting = 0;
const redraw = () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(drawMap);
};
const zoom = (factor, [x, y] = [view.w / 2, view.h / 2]) => {
  const [px, py] = [view.x + (x - view.w / 2) / view.k, view.y + (y - view.h / 2) / view.k];
  view.k *= factor;
  clampView();
  Object.assign(view, { x: px - (x - view.w / 2) / view.k, y: py - (y - view.h / 2) / view.k });
  redraw();
};
// a short way there, so that one keeps one's bearings; none where motion is not wanted
const still = matchMedia('(prefers-reduced-motion: reduce)');
const fly = (to) => {
  const from = { x: view.x, y: view.y, k: view.k };
  const begin = performance.now();
  const long = still.matches || projects.length > 1000 || !spots.size ? 0 : 220;
  const step = (now) => {
    const part = long ? Math.min((now - begin) / long, 1) : 1;
    const eased = Math.max(0, part * (2 - part));
    view.k = from.k * (to.k / from.k) ** eased;
    view.x = from.x + (to.x - from.x) * eased;
    view.y = from.y + (to.y - from.y) * eased;
    drawMap();
    waiting = part < 1 ? requestAnimationFrame(step) : 0;
  };
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(step);
};
const lookAt = (box) => {
  const [left, top, right, bottom] = box;
  const wide = Math.max(right - left, (bottom - top) * (view.w / view.h), 1);
  let k = Math.min(Math.max(view.k, view.fit), view.w / wide / 1.6);
  const large = Math.max(right - left, bottom - top);
  if (large > 0 && large * k < 70) k = Math.min(70 / large, view.fit * 8);
  if (!large) k = Math.max(k, view.fit * 3);
  fly({ k, x: (left + right) / 2, y: (top + bottom) / 2 });
};
const reveal = (thing, far) => {
  const box = thing.b || (thing.p && [...thing.p, ...thing.p]);
  if (!box) return redraw();
  if (far) return lookAt(box);
  const [a, b] = [toScreen(box.slice(0, 2)), toScreen(box.slice(2))];
  const small = thing.b && Math.max(thing.b[2] - thing.b[0], thing.b[3] - thing.b[1]) * view.k < 40;
  if (small || ![a, b].every((p) => onScreen(p, -24))) return lookAt(box);
  return redraw();
};
