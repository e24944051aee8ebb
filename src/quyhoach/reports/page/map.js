// The map: a view in metres, redrawn in screen pixels so that signs and names keep their size.
const view = { x: data.size[0] / 2, y: data.size[1] / 2, k: 0, fit: 0, w: 0, h: 0 };
const FAMILY = getComputedStyle(document.body).fontFamily;
const PLAIN = `400 13px ${FAMILY}`;
const STRONG = `600 13px ${FAMILY}`;
// [side of a sign, half the room it takes, with its glyph or without]
const ROOMY = [18, 11, ''];
const TIGHT = [12, 7, ' tiny'];
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
  const ratio = view.fit ? view.k / view.fit : 1;
  const [x, y] = [view.x, view.y];
  Object.assign(view, { w: box.width, h: box.height });
  fitView();
  if (ratio !== 1) Object.assign(view, { x, y, k: view.fit * ratio });
  $('map').setAttribute('viewBox', `0 0 ${view.w} ${view.h}`);
  drawMap();
};

const drawGround = () => {
  const { k } = view;
  const shift = `${view.w / 2 - view.x * k} ${view.h / 2 - view.y * k}`;
  $('ground').setAttribute('transform', `translate(${shift}) scale(${k})`);
  for (const one of document.querySelectorAll('pattern.scaled')) {
    one.setAttribute('patternTransform', `scale(${1 / k}) ${one.dataset.turn}`);
  }
  for (const one of document.querySelectorAll('#ground [data-layer]')) {
    one.toggleAttribute('hidden', !shown(one.dataset.layer));
  }
  projects.forEach((project, row) => {
    if (!project.s) return;
    const [outcome, force] = shownOf(row) || ['not', ''];
    const look = state.chosen?.row === row && state.chosen.kind === 'project' ? ' on' : '';
    const gone = visible.has(row) || look ? '' : ' gone';
    const line = project.line ? ' line' : '';
    $(`m-${project.s}`).setAttribute('class', `m-foot ${outcome} ${force}${line}${look}${gone}`);
  });
};

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
    } else {
      drawn.push(s('circle', { class: `m-unit${lit.has(String(one.p)) ? ' lit' : ''}`, cx: x, cy: y, r: 1.8 }));
    }
  }
  $('marks').replaceChildren(...drawn);
};

const drawScale = (taken) => {
  const wide = 110 / view.k;
  const tens = 10 ** Math.floor(Math.log10(wide));
  const round = [5, 2, 1].find((n) => n * tens <= wide) * tens;
  const [x, y, length] = [16, view.h - 16, round * view.k];
  taken.take([x - 4, y - 24, x + Math.max(length, 60) + 8, y + 6]);
  $('scale').replaceChildren(
    s('path', { class: 'm-scale', d: `M${x} ${y - 4}v4h${length}v-4` }),
    s('text', { x, y: y - 9 }, metres(round)));
};

const drawSigns = (taken) => {
  const signs = [];
  const near = [];
  const order = [...visible].filter((row) => projects[row].p && shownOf(row));
  const chosen = state.chosen?.kind === 'project' ? state.chosen.row : -1;
  if (chosen >= 0 && !order.includes(chosen) && projects[chosen].p) order.push(chosen);
  order.sort((a, b) => (b === chosen) - (a === chosen) || rank(shownOf(a) || ['not']) - rank(shownOf(b) || ['not']) || a - b);
  const seen = order.filter((row) => onScreen(toScreen(projects[row].p)));
  const [side, half, tiny] = seen.length * 484 > 0.2 * view.w * view.h ? TIGHT : ROOMY;
  for (const row of seen) {
    const project = projects[row];
    const at = toScreen(project.p);
    const spot = placeSign(taken, at, half);
    if (!spot) continue;
    const [outcome, force] = shownOf(row) || ['not', ''];
    if (Math.hypot(spot[0] - at[0], spot[1] - at[1]) > 13) {
      near.push(s('path', { class: 'm-lead', d: `M${at}L${spot}` }));
    }
    if (project.r && project.r * view.k > 5) {
      near.push(s('circle', { class: 'm-near', cx: at[0], cy: at[1], r: project.r * view.k }));
    }
    if (row === chosen) {
      near.push(...(project.pts || []).map((p) => s('path', { class: 'm-link', d: `M${toScreen(p)}L${spot}` })));
      signs.push(s('rect', { class: 'm-box', x: spot[0] - 14, y: spot[1] - 14, width: 28, height: 28 }));
    }
    signs.push(s('g', { class: `m ${outcome} ${force}${tiny}`, 'data-row': row },
      s('circle', { class: 'hit', cx: spot[0], cy: spot[1], r: 14 }),
      s('use', { href: `#o-${outcome}`, x: spot[0] - side / 2, y: spot[1] - side / 2, width: side, height: side })));
    spots.set(row, spot);
  }
  $('near').replaceChildren(...near);
  $('signs').replaceChildren(...signs);
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
  const chosen = state.chosen?.kind === 'project' ? state.chosen.row : -1;
  const add = (p, text, look, more) => rows.push({ p, text, look, more: more || {} });
  if (spots.has(chosen)) add(spots.get(chosen), projects[chosen].id, 'strong', { gap: 16 });
  for (const one of labels) {
    if (one.k !== 'out') continue;
    const text = one.t.replace(/^Tỉnh /, '').toUpperCase();
    add(edgePoint(toScreen(one.p), text), text, 'out', { sides: [[0, 0], [0, -1], [0, 1]], gap: 0, spacing: 1 });
  }
  const named = (kind, look, test = () => true) => shown(kind) && labels.filter((one) => one.k === kind && test(one))
    .forEach((one) => add(toScreen(one.p), one.t, look(one), { gap: 7 }));
  zones.forEach((zone) => {
    const wide = zone.b && (zone.b[2] - zone.b[0]) * view.k;
    const on = state.chosen?.kind === 'zone' && zones[state.chosen.row] === zone;
    if (zone.p && zone.layer && shown(zone.layer) && (on || wide > 60)) {
      add(toScreen(zone.p), say(zone.n), on ? 'strong' : 'zone', { sides: [[0, 0]], gap: 0, reach: wide });
    }
  });
  named('towns', () => '', (one) => !one.big);
  named('gates', () => 'minor');
  if (close > 1.6) {
    spots.forEach((spot, row) => row !== chosen && add(spot, projects[row].id, 'minor', { gap: 11 }));
  }
  if (close > 2.5) named('units', () => 'minor');
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
    const spot = placeName(taken, p, text, { font, ...more });
    if (spot) drawn.push(s('text', { class: look, x: spot[0], y: spot[1], 'text-anchor': 'middle' }, text));
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
  if (!data.drawn) taken.take([view.w - widthOf(word('sketch_short'), PLAIN) - 20, view.h - 30, view.w, view.h]);
  taken.take([0, 0, 170, 56]);
  drawGround();
  drawScale(taken);
  drawMarks(taken);
  const cities = drawNames(taken, cityRows());
  drawSigns(taken);
  $('texts').replaceChildren(...cities, ...drawNames(taken, nameRows()));
  drawZoneMark();
};
const drawZoneMark = () => {
  $('zone-on')?.remove();
  if (state.chosen?.kind !== 'zone' || !zones[state.chosen.row].s) return;
  $('ground').append(s('use', { id: 'zone-on', href: `#${zones[state.chosen.row].s}`, class: 'm-on' }));
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
const lookAt = (box) => {
  const [left, top, right, bottom] = box;
  const wide = Math.max(right - left, (bottom - top) * (view.w / view.h), 1);
  view.k = Math.min(Math.max(view.k, view.fit), view.w / wide / 1.6);
  const large = Math.max(right - left, bottom - top);
  if (large > 0 && large * view.k < 70) view.k = Math.min(70 / large, view.fit * 8);
  Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2 });
  redraw();
};
const reveal = (thing) => {
  const box = thing.b || (thing.p && [...thing.p, ...thing.p]);
  if (!box) return redraw();
  const [a, b] = [toScreen(box.slice(0, 2)), toScreen(box.slice(2))];
  const small = thing.b && Math.max(thing.b[2] - thing.b[0], thing.b[3] - thing.b[1]) * view.k < 40;
  if (small || ![a, b].every((p) => onScreen(p, -24))) return lookAt(box);
  return redraw();
};
