// Shared ground as a list: by size, filtered by size, rule, force and outcome; nothing dropped unsaid.
const UNITS = ['ha', 'm2', 'm', 'share'];
const sizeIn = ({ measure }, unit) => {
  const { area_m2: area, length_m: length, share } = measure || {};
  return { ha: area / 1e4, m2: area, m: area ? 0 : length, share: share * 100 }[unit] || 0;
};
// area first, then length: a line never stands among areas
const bigger = (unit) => (a, b) => [unit, 'm2', 'm'].reduce((found, by) => found || sizeIn(b.verdict, by) - sizeIn(a.verdict, by), 0)
  || a.row - b.row || a.at - b.at;
const cached = {};
const keepBy = (name, key, make) => {
  if (cached[name]?.key !== key) cached[name] = { key, made: make() };
  return cached[name].made;
};
const allShared = () => keepBy('all', state.day, () => Object.entries(today().v).flatMap(([row, [, , found]]) => found
  .filter((at) => verdicts[at].pt).map((at) => ({ row: Number(row), at, verdict: verdicts[at] }))));
const whyNot = (verdict) => {
  const { outcome, force, rule } = state.only;
  if ((outcome && verdict.outcome !== outcome) || (force && verdict.force !== force) || (rule && verdict.rule !== rule)) return 'condition';
  if (!state.least || sizeIn(verdict, state.unit) >= state.least) return '';
  return sizeIn(verdict, state.unit) ? 'small' : 'other';
};
const evidence = () => keepBy('kept', JSON.stringify([state.day, state.least, state.unit, state.only]),
  () => allShared().filter(({ verdict }) => !whyNot(verdict)).sort(bigger(state.unit)));

// where the clipboard is closed to a page from disk, the place is selected for Ctrl+C
const copy = async (text, { target }) => {
  try {
    await navigator.clipboard.writeText(text);
    target.textContent = word('done');
    $('said').textContent = word('copied', text);
  } catch {
    getSelection().selectAllChildren(target.previousSibling);
  }
};
const copied = (label, text) => span('copy', span('dim', label), span('num', text),
  button('link', (event) => copy(text, event), { 'aria-label': word('copy_what', label, text) }, word('copy')));
const degrees = ([, , lat, lon]) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
const grid = ([x, y]) => `X ${x.toFixed(1)} Y ${y.toFixed(1)}`;
const nameOf = ({ kind, id, name }) => {
  const row = kind === 'project' ? rowOf.get(id) : kind === 'zone' ? zoneOf.get(id) : undefined;
  const found = row === undefined ? null : (kind === 'zone' ? zones : projects)[row];
  return [found ? say(found.n) : name || id, found && (() => link(kind, row, say(found.n)))];
};
const sizeText = ({ measure }) => measureText({ ...measure, share: 0 }) || '–';
const shareText = (share, whose) => (share ? word('share_of', percent(share), whose) : word('no_share', whose));
const sharedRow = ({ row, at, verdict }) => {
  const project = projects[row];
  const [otherName, otherLink] = verdict.other ? nameOf(verdict.other) : ['–'];
  const on = state.spot?.at === at && state.spot.row === row;
  return h('li', { class: `spot ${verdict.outcome} ${verdict.force}`, 'data-of': row, 'data-at': at, 'aria-current': on && 'true' },
    h('p', { class: 'spot-head' },
      h('button', { type: 'button', class: 'go', 'aria-label': word('fly_to', sizeText(verdict), project.id, verdict.other?.id || '') },
        h('b', { class: 'num' }, sizeText(verdict)), span('dim', ' ⌖')),
      badge([verdict.outcome, verdict.force]), span('small dim num', verdict.rule)),
    para('', h('b', { class: 'ab' }, 'A'), link('project', row, say(project.n)), ' ', span('num dim', project.id),
      span('small keep', ` · ${shareText(verdict.measure?.share, 'A')}`)),
    verdict.other && para('', h('b', { class: 'ab' }, 'B'), span('dim', `${term('others', verdict.other.kind)} `),
      otherLink ? otherLink() : otherName, ' ', span('num dim', verdict.other.id),
      span('small keep', ` · ${shareText(verdict.so, 'B')}`)),
    para('small', toleranceText(verdict)),
    para('small coords', copied('WGS 84', degrees(verdict.pt)), copied('VN-2000', grid(verdict.pt))));
};
const toleranceText = ({ tolerance_m: tolerance, from }) => joined(', ',
  `${word('tolerance')} ${tolerance ? metres(tolerance) : word('missing')}`, tolerance && from && term('tolerances', from));
const keptText = () => {
  const every = allShared();
  const kept = evidence();
  const reasons = {};
  every.forEach(({ verdict }) => { const why = whyNot(verdict); if (why) reasons[why] = (reasons[why] || 0) + 1; });
  const why = Object.entries(reasons).map(([name, n]) => `${number(n, 0)} ${term('dropped', name)}`).join(', ');
  return word('kept', number(kept.length, 0), number(every.length, 0))
    + (why ? ` ${word('dropped_all', number(every.length - kept.length, 0), why)}` : ` ${word('dropped_none')}`);
};
// what was measured but is no shared ground, and what could not be measured
const restText = () => {
  let [outside, named] = [0, 0];
  Object.values(today().v).forEach(([, , found]) => found.forEach((at) => {
    const { measure, pt, other } = verdicts[at];
    if (pt) return;
    if (measure && !other) outside += 1;
    else if (other?.kind === 'zone' || other?.kind === 'project') named += 1;
  }));
  return joined(' ', outside && word('outside_only', number(outside, 0)), named && word('named_only', number(named, 0)));
};
const drawEvidence = () => {
  const rows = evidence();
  $('kept').textContent = keptText();
  $('unmeasured').textContent = restText();
  const again = (first) => { drawEvidence(); $$('.go', $('shared'))[first]?.focus(); };
  fill($('shared'), rows.length ? paged('shared', rows, sharedRow, again)
    : h('li', { class: 'empty' }, word(allShared().length ? 'none_left' : 'none_shared')));
  drawPanes();
};
const drawPanes = () => tabs('panes', [['see', word('seeing')], ['shared', word('shared_tab'), evidence().length]], 'pane', () => {
  drawPanes();
  if (state.pane === 'shared' && !$('shared').children.length) drawEvidence();
  keepLink();
});
const markSpot = () => $$('.spot', $('shared')).forEach((one) => {
  const on = state.spot && Number(one.dataset.at) === state.spot.at && Number(one.dataset.of) === state.spot.row;
  current(one, on);
});
const goTo = (row, at) => {
  const verdict = verdicts[at];
  state.spot = { row, at };
  markSpot();
  const core = union([projects[row].b || verdict.b, verdict.b]);
  const large = Math.max(core[2] - core[0], (core[3] - core[1]) * (view.w / view.h), 20);
  fly({ k: Math.min(view.w / large / 1.9, view.fit * 400), x: (core[0] + core[2]) / 2, y: (core[1] + core[3]) / 2 });
  $('said').textContent = word('flown', sizeText(verdict), projects[row].id, verdict.other?.id || '');
  keepLink();
  if (narrow()) $('view').scrollIntoView({ block: 'start' });
};
// "0,1" and "0.1" are one tenth; "1.500" could be either, so it is asked again
const readSize = (text) => {
  const bare = text.trim().replace(/\s/g, '');
  if (!bare) return 0;
  const decimal = state.lang === 'en' ? '.' : ',';
  const loose = /^\d+([.,]\d{1,2})?$/.test(bare) || new RegExp(`^\\d+(\\${decimal}\\d+)?$`).test(bare);
  return loose ? Number(bare.replace(',', '.')) : NaN;
};
const drawSizes = () => {
  const choices = (id, names, now) => fill($(id), names.map(([value, text]) => h('option', { value, selected: value === now }, text)));
  choices('unit', UNITS.map((name) => [name, term('sizes', name)]), state.unit);
  choices('only-outcome', [['', word('any')], ...OUTCOMES.map((name) => [name, term('outcomes', name)])], state.only.outcome);
  choices('only-force', [['', word('any')], ...FORCES.map((name) => [name, term('forces', name)])], state.only.force);
  const used = new Set(days.flatMap((one) => Object.values(one.v).flatMap(([, , found]) => found)).filter((at) => verdicts[at].pt).map((at) => verdicts[at].rule));
  choices('only-rule', [['', word('any_rule')], ...RULES.filter((rule) => used.has(rule)).map((rule) => [rule, `${rule} ${term('rules', rule)}`])], state.only.rule);
  $('least').value = state.least ? trimmed(state.least, 6) : '';
};
const onSizes = () => {
  const size = readSize($('least').value);
  const bad = Number.isNaN(size);
  $('wrong').hidden = !bad;
  $('wrong').textContent = bad ? word('wrong_size', $('least').value) : '';
  $('least').setAttribute('aria-invalid', bad);
  if (!bad) state.least = size;
  state.unit = $('unit').value;
  ['outcome', 'force', 'rule'].forEach((name) => { state.only[name] = $(`only-${name}`).value; });
  pages.delete('shared');
  drawEvidence();
  drawLayers();
  redraw();
  keepLink();
};
const wireEvidence = () => {
  $('sizes').addEventListener('input', onSizes);
  $('sizes').addEventListener('submit', (event) => event.preventDefault());
  $('shared').addEventListener('click', (event) => {
    const item = event.target.closest('.spot');
    if (!item || (event.target.closest('button') && !event.target.closest('.go')) || getSelection().toString()) return;
    goTo(Number(item.dataset.of), Number(item.dataset.at));
  });
  $('shared').addEventListener('keydown', (event) => {
    const rows = $$('.go', $('shared'));
    const at = rows.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
  });
};
