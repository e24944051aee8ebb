// Search, filters, layers, and the list that says what the map says.
let visible = new Set();
const fits = (row) => {
  const project = projects[row];
  const wanted = fold(state.query).split(' ').filter(Boolean);
  if (!wanted.every((one) => project.f.includes(one))) return false;
  const found = shownOf(row);
  if (found) return state.outcomes.has(found[0]) && state.forces.has(found[1]);
  const all = state.outcomes.size === OUTCOMES.length && state.forces.size === FORCES.length;
  return all && !state.rule && Boolean(today().not[row]);
};
const filtered = () => state.query || state.rule || state.outcomes.size < OUTCOMES.length || state.forces.size < FORCES.length;

const entry = (row) => {
  const project = projects[row];
  const found = shownOf(row);
  const left = today().not[row];
  const note = found ? word(`forces.${found[1]}`) : `${word(`not.${left?.[0]}`)}`;
  return h('li', null, h('button', {
    type: 'button', class: 'entry', 'data-row': row,
    'aria-current': state.chosen?.kind === 'project' && state.chosen.row === row && 'true',
  },
  sign(found ? found[0] : 'not', found?.[1]),
  h('span', { class: 'name' }, say(project.n)),
  h('span', { class: 'small dim' }, h('span', { class: 'num' }, project.id), ` · ${note}`,
    !project.p && ` · ${word('no_place')}`,
    differs(row) && h('span', { class: 'tag' }, word('differs')))));
};
const group = (title, rows, key) => rows.length > 0 && [
  h('h2', { class: 'group', id: `g-${key}` }, title, h('span', { class: 'num' }, rows.length)),
  h('ul', { 'aria-labelledby': `g-${key}` }, rows.map(entry)),
];
const issue = (one) => h('li', { class: 'issue' },
  h('p', null, h('span', { class: 'tag' }, one.code), ' ', one.reason),
  one.cure && h('p', { class: 'small' }, h('b', null, `${word('cure')}: `), one.cure),
  h('p', { class: 'small dim num' }, [one.file, one.sheet, one.layer, one.row, one.column]
    .filter((part) => part !== null && part !== undefined && part !== '').join(' · ')));

const drawList = () => {
  const rows = projects.map((_, row) => row).filter(fits);
  visible = new Set(rows);
  const judged = (outcome) => rows.filter((row) => shownOf(row)?.[0] === outcome)
    .sort((a, b) => rank(shownOf(a)) - rank(shownOf(b)) || a - b);
  const { issues } = today();
  $('list').replaceChildren(...[
    OUTCOMES.map((outcome) => group(word(`outcomes.${outcome}`), judged(outcome), outcome)),
    group(word('not_judged'), rows.filter((row) => !shownOf(row)), 'not'),
    !rows.length && h('p', { class: 'empty' }, word('none')),
    !filtered() && issues.length > 0 && [
      h('h2', { class: 'group' }, word('issues'), h('span', { class: 'num' }, issues.length)),
      h('ul', null, issues.map(issue))],
  ].flat(3).filter(Boolean));
  const all = projects.filter((_, row) => answer(row) || today().not[row]).length;
  $('found').textContent = word('found', rows.length, all);
  $('all').hidden = !filtered();
};

const chip = (kind, name) => {
  const box = h('input', { type: 'checkbox', checked: state[kind].has(name) });
  box.addEventListener('change', () => {
    state[kind][box.checked ? 'add' : 'delete'](name);
    refresh();
  });
  return h('label', { class: 'chip' }, box,
    kind === 'outcomes' && sign(name, 'binding', 16), word(`${kind}.${name}`),
    kind === 'outcomes' && h('span', { class: 'num dim', 'data-count': name }));
};
const count = (outcome) => projects.filter((_, row) => shownOf(row)?.[0] === outcome).length;
const drawCounts = () => document.querySelectorAll('[data-count]')
  .forEach((one) => { one.textContent = count(one.dataset.count); });
const drawFilters = () => {
  const keep = (id, key, chips) => $(id).replaceChildren(h('legend', { class: 'hide' }, word(key)), ...chips);
  keep('outcomes', 'by_outcome', OUTCOMES.map((name) => chip('outcomes', name)));
  keep('forces', 'by_force', FORCES.map((name) => chip('forces', name)));
  $('rule').replaceChildren(h('option', { value: '' }, word('any_rule')),
    ...RULES.map((rule) => h('option', { value: rule, selected: state.rule === rule }, `${rule} ${word(`rules.${rule}`)}`)));
  drawCounts();
  $('q').placeholder = word('placeholder');
};

const swatch = (layer) => {
  const name = layer.sign.split(' ')[0];
  const made = {
    zone: () => s('rect', { class: `m-${layer.sign}`, x: 2, y: 2, width: 24, height: 14, fill: `url(#l-${layer.fill})` }),
    axis: () => s('path', { class: 'm-axis', d: 'M5 9H23' }),
    corridor: () => s('path', { class: 'm-corridor', d: 'M1 9H27' }),
    towns: () => s('circle', { class: 'm-town', cx: 14, cy: 9, r: 3.5 }),
    gates: () => s('rect', { class: 'm-gate', x: 10.5, y: 5.5, width: 7, height: 7 }),
    rings: () => s('rect', { class: 'm-ring', x: 4, y: 3, width: 20, height: 12 }),
    units: () => s('circle', { class: 'm-unit', cx: 14, cy: 9, r: 2 }),
    footprints: () => s('rect', { class: 'm-foot unknown binding', x: 5, y: 3, width: 18, height: 12 }),
  }[name];
  return s('svg', { viewBox: '0 0 28 18', 'aria-hidden': 'true' }, made());
};
const drawLegend = () => {
  $('layers').replaceChildren(
    ...layers.map((layer) => {
      const box = h('input', { type: 'checkbox', checked: shown(layer.key) });
      box.addEventListener('change', () => {
        state.off[box.checked ? 'delete' : 'add'](layer.key);
        redraw();
      });
      const name = (layer.n ? say(layer.n) : word(layer.w)) + (layer.sketch ? ` (${word('sketch_zone')})` : '');
      return h('label', { class: 'tick' }, box, name, swatch(layer));
    }),
    h('ul', { class: 'keys' }, OUTCOMES.map((name) => h('li', null, sign(name, 'binding'), sign(name, 'indicative'), word(`outcomes.${name}`)))),
    h('p', { class: 'hint' }, word('fill_rule')),
    h('p', { class: 'hint' }, data.drawn ? data.plan.fictional && word('invented_map') : word('sketch')));
};

const walk = (event) => {
  const entries = [...$('list').querySelectorAll('.entry')];
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (next === undefined || !entries.length) return;
  event.preventDefault();
  if (next < 0) $('q').focus();
  else entries[Math.min(next, entries.length - 1)].focus();
};
const wireList = () => {
  $('q').addEventListener('input', () => {
    state.query = $('q').value;
    drawList();
    redraw();
  });
  $('q').addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') walk(event);
  });
  $('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    const first = $('list').querySelector('.entry');
    if (first) choose('project', Number(first.dataset.row));
  });
  $('rule').addEventListener('change', () => {
    state.rule = $('rule').value;
    refresh();
  });
  $('all').addEventListener('click', () => {
    Object.assign(state, { query: '', rule: '', outcomes: new Set(OUTCOMES), forces: new Set(FORCES) });
    $('q').value = '';
    drawFilters();
    refresh();
    $('q').focus();
  });
  $('list').addEventListener('keydown', walk);
  $('list').addEventListener('click', (event) => {
    const row = event.target.closest('.entry')?.dataset.row;
    if (row !== undefined) choose('project', Number(row));
  });
};
