// Filters, and the list that says what the map says.
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
  const note = found ? term('forces', found[1]) : term('not', left?.[0]);
  return li(h('button', {
    type: 'button', class: 'entry', 'data-row': row,
    'aria-current': isOn('project', row) && 'true',
  },
  sign(found ? found[0] : 'not', found?.[1]),
  span('name', say(project.n)),
  span('small dim', span('num', project.id), ` · ${note}`,
    !project.p && ` · ${word('no_place')}`,
    differs(row) && span('tag', word('differs')))));
};
const group = (title, rows, key) => rows.length > 0 && [
  h('h2', { class: 'group', id: `g-${key}` }, title, span('num', number(rows.length, 0))),
  h('ul', { 'aria-labelledby': `g-${key}` }, paged(key, rows, entry, (first) => {
    drawList();
    $$(`[aria-labelledby="g-${key}"] .entry`, $('list'))[first]?.focus();
  })),
];
const issue = (one) => h('li', { class: 'issue' },
  para('', span('tag', one.code), ' ', one.reason),
  one.cure && para('small', bold(`${word('cure')}: `), one.cure),
  para('small dim num', [one.file, one.sheet, one.layer, one.row, one.column]
    .filter((part) => part !== null && part !== undefined && part !== '').join(' · ')));

const drawList = () => {
  const rows = projects.map((_, row) => row).filter(fits);
  visible = new Set(rows);
  const place = new Map(rows.map((row) => [row, rank(shownOf(row) || NONE)]));
  const judged = (outcome) => rows.filter((row) => shownOf(row)?.[0] === outcome)
    .sort((a, b) => place.get(a) - place.get(b) || a - b);
  const { issues } = today();
  fill($('list'),
    OUTCOMES.map((outcome) => group(term('outcomes', outcome), judged(outcome), outcome)),
    group(word('not_judged'), rows.filter((row) => !shownOf(row)), 'not'),
    !rows.length && para('empty', word('none')),
    !filtered() && issues.length > 0 && [
      h('h2', { class: 'group' }, word('issues'), span('num', issues.length)),
      h('ul', null, issues.map(issue))],
  );
  const all = projects.filter((_, row) => answer(row) || today().not[row]).length;
  $('found').textContent = word('found', number(rows.length, 0), number(all, 0))
    + (state.query ? ` · ${word('named', state.query)}` : '');
  $('all').hidden = !filtered();
  drawSides();
};

const chip = (kind, name) => {
  const box = h('input', { type: 'checkbox', checked: state[kind].has(name) });
  box.addEventListener('change', () => {
    state[kind][box.checked ? 'add' : 'delete'](name);
    refresh();
    keepLink();
  });
  return h('label', { class: 'chip' }, box,
    kind === 'outcomes' && sign(name, 'binding', 16), word(`${kind}.${name}`),
    kind === 'outcomes' && h('span', { class: 'num dim', 'data-count': name }));
};
const count = (outcome) => projects.filter((_, row) => shownOf(row)?.[0] === outcome).length;
const drawCounts = () => $$('[data-count]')
  .forEach((one) => { one.textContent = number(count(one.dataset.count), 0); });
const drawFilters = () => {
  const keep = (id, key, chips) => fill($(id), h('legend', { class: 'hide' }, word(key)), ...chips);
  keep('outcomes', 'by_outcome', OUTCOMES.map((name) => chip('outcomes', name)));
  keep('forces', 'by_force', FORCES.map((name) => chip('forces', name)));
  fill($('rule'), h('option', { value: '' }, word('any_rule')),
    ...RULES.map((rule) => h('option', { value: rule, selected: state.rule === rule }, `${rule} ${term('rules', rule)}`)));
  drawCounts();
};

const walk = (event) => {
  const entries = $$('.entry', $('list'));
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (next === undefined || !entries.length) return;
  event.preventDefault();
  if (next < 0) $('q').focus();
  else entries[Math.min(next, entries.length - 1)].focus();
};
const wireList = () => {
  $('filters').addEventListener('submit', (event) => event.preventDefault());
  $('rule').addEventListener('change', () => {
    state.rule = $('rule').value;
    refresh();
    keepLink();
  });
  $('all').addEventListener('click', () => {
    Object.assign(state, { query: '', rule: '', outcomes: new Set(OUTCOMES), forces: new Set(FORCES) });
    drawFilters();
    refresh();
    keepLink();
    $('q').focus();
  });
  $('list').addEventListener('keydown', walk);
  $('list').addEventListener('click', (event) => {
    const row = event.target.closest('.entry')?.dataset.row;
    if (row !== undefined) choose('project', Number(row));
  });
};
