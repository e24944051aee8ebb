// Data, state, words and the small tools that every other part uses.
const $ = (id) => document.getElementById(id);
const $$ = (query, from = document) => [...from.querySelectorAll(query)];
const data = JSON.parse($('data').textContent);
const { days, projects, zones, verdicts, cites, labels, layers, finds } = data;
const OUTCOMES = ['conflicts', 'unknown', 'silent', 'conforms'];
const FORCES = ['binding', 'indicative'];
const RULES = Object.keys(data.words.vi.rules);
const SURE = ['exact', 'near', 'symbol', 'sketch'];
// off until a reader asks: ground where nothing is wrong
const QUIET = ['fine'];
const state = {
  lang: data.lang, day: days.length - 1, chosen: null, query: '', rule: '',
  outcomes: new Set(OUTCOMES), forces: new Set(FORCES), off: new Set(QUIET),
  side: 'list', pane: 'see', spot: null,
  least: 0, unit: 'ha', only: { outcome: '', force: '', rule: '' },
};
const rowOf = new Map(projects.map((project, row) => [project.id, row]));
const zoneOf = new Map(zones.map((zone, row) => [zone.id, row]));

const word = (key, ...parts) => {
  const found = key.split('.').reduce((table, step) => table?.[step], data.words[state.lang]);
  return String(found ?? '').replace(/\{(\d)\}/g, (_, n) => parts[n]);
};
const term = (table, name) => word(`${table}.${name}`);
// a text in one or two languages
const say = (pair) => (pair && pair[state.lang === 'en' && pair.length > 1 ? 1 : 0]) || '';
const fold = (text) => text.toLowerCase().replaceAll('đ', 'd').normalize('NFD')
  .replace(/[\u0300-\u036f]/g, '').replace(/\s+/g, ' ').trim();

const day = (iso) => (/^\d{4}-\d\d-\d\d/.test(iso)
  ? iso.slice(0, 10).split('-').reverse().map(Number).join('/') : iso);
const number = (value, digits) => {
  const [whole, rest] = Math.abs(value).toFixed(digits).split('.');
  const [thousand, comma] = state.lang === 'en' ? [',', '.'] : ['.', ','];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousand);
  return (value < 0 ? '−' : '') + grouped + (rest ? comma + rest : '');
};
const trimmed = (value, digits) => {
  let kept = digits;
  while (kept && Number(value.toFixed(kept - 1)) === Number(value.toFixed(kept))) kept -= 1;
  return number(value, kept);
};
const hectares = (m2) => (m2 < 50 ? `${number(m2, m2 < 1 ? 2 : 0)} m²`
  : `${number(m2 / 1e4, m2 < 1e6 ? 2 : 1)} ha`);
const metres = (m) => (m < 1000 ? `${trimmed(m, 1)} m` : `${trimmed(m / 1000, 2)} km`);
const percent = (share) => `${number(100 * share, 1)} %`;

const put = (node, given, inside) => {
  for (const [name, value] of Object.entries(given || {})) {
    if (name === 'on') Object.entries(value).forEach(([event, act]) => node.addEventListener(event, act));
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...inside.flat(9).filter((one) => one || one === 0));
  return node;
};
const joined = (by, ...parts) => parts.filter(Boolean).join(by);
const fill = (node, ...inside) => node.replaceChildren(...inside.flat(9).filter(Boolean));
const h = (tag, given, ...inside) => put(document.createElement(tag), given, inside);
const s = (tag, given, ...inside) => put(
  document.createElementNS('http://www.w3.org/2000/svg', tag), given, inside);

const span = (look, ...inside) => h('span', { class: look }, ...inside);
const para = (look, ...inside) => h('p', { class: look || null }, ...inside);
const bold = (...inside) => h('b', null, ...inside);
const li = (...inside) => h('li', null, ...inside);
const th = (...inside) => h('th', { scope: 'col' }, ...inside);
const button = (look, act, given, ...inside) => h('button', { type: 'button', class: look, on: { click: act }, ...given }, ...inside);
const isOn = (kind, row) => state.chosen?.kind === kind && state.chosen.row === row;
const theChosen = () => (state.chosen?.kind === 'project' ? state.chosen.row : -1);
const today = () => days[state.day];
// [outcome, force, verdicts] of a project on a day; undefined where it was not judged
const answer = (row, on = state.day) => days[on].v[row];
const rank = ([outcome, force]) => (outcome === 'not' ? 99 : 2 * OUTCOMES.indexOf(outcome) + FORCES.indexOf(force));
// what is shown of a project: its outcome, or what the chosen rule says of it
const shownOf = (row, on = state.day) => {
  const found = answer(row, on);
  if (!found || !state.rule) return found;
  const said = found[2].map((at) => verdicts[at]).filter((one) => one.rule === state.rule)
    .map((one) => [one.outcome, one.force, found[2]]);
  return said.sort((a, b) => rank(a) - rank(b))[0];
};
const NONE = ['not', ''];
const others = () => days.map((_, at) => at).filter((at) => at !== state.day);
const differs = (row) => others().some((at) => {
  const [here, there] = [shownOf(row), shownOf(row, at)];
  return here && there && rank(here) !== rank(there);
});
const icon = (outcome, given) => s('svg', { 'aria-hidden': 'true', ...given }, s('use', { href: `#o-${outcome}` }));
const sign = (outcome, force, size = 18) => icon(outcome,
  { class: `m i ${outcome} ${force || ''}`, viewBox: '0 0 20 20', width: size, height: size });
const badge = ([outcome, force], big) => h('span', { class: `v ${outcome} ${force}${big ? ' big' : ''}` },
  span('word', icon(outcome, { class: 'i' }), term('outcomes', outcome)),
  span('force', term('forces', force)));
const invented = () => data.plan.fictional && span('assumed', word('fictional'));
// a long list comes in pages: the rest waits behind a button that says how much
const PAGE = 100;
const pages = new Map();
const paged = (key, rows, draw, again) => {
  const most = pages.get(key) || PAGE;
  const left = rows.length - most;
  return [rows.slice(0, most).map(draw), left > 0 && h('li', { class: 'more' }, button('btn', () => { pages.set(key, most + PAGE); again(most); }, null, word('more', number(Math.min(PAGE, left), 0), number(left, 0))))];
};
const tabs = (id, names, key, act) => {
  const turn = (name) => { state[key] = name; act(); $(`${id}-${name}`).focus(); };
  const step = (event, at) => {
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    turn(names[(next + names.length) % names.length][0]);
  };
  $(id).replaceChildren(...names.map(([name, text, n], at) => button(null, () => turn(name), {
    role: 'tab', id: `${id}-${name}`, 'aria-controls': `panel-${name}`,
    'aria-selected': `${state[key] === name}`, tabindex: state[key] === name ? 0 : -1,
  }, text, n !== undefined && span('num', ` ${number(n, 0)}`))));
  [...$(id).children].forEach((one, at) => one.addEventListener('keydown', (event) => step(event, at)));
  names.forEach(([name]) => { $(`panel-${name}`).hidden = state[key] !== name; });
};
