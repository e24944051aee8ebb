// Data, state, words and the small tools that every other part uses.
const $ = (id) => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const { days, projects, zones, verdicts, cites, labels, layers } = data;
const OUTCOMES = ['conflicts', 'unknown', 'silent', 'conforms'];
const FORCES = ['binding', 'indicative'];
const RULES = Object.keys(data.words.vi.rules);
const state = {
  lang: data.lang, day: days.length - 1, chosen: null, query: '', rule: '',
  outcomes: new Set(OUTCOMES), forces: new Set(FORCES), off: new Set(),
};
const rowOf = new Map(projects.map((project, row) => [project.id, row]));
const zoneOf = new Map(zones.map((zone, row) => [zone.id, row]));

const word = (key, ...parts) => {
  const found = key.split('.').reduce((table, step) => table?.[step], data.words[state.lang]);
  return String(found ?? '').replace(/\{(\d)\}/g, (_, n) => parts[n]);
};
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
  node.append(...inside.flat(9).filter((one) => one != null && one !== false && one !== ''));
  return node;
};
const h = (tag, given, ...inside) => put(document.createElement(tag), given, inside);
const s = (tag, given, ...inside) => put(
  document.createElementNS('http://www.w3.org/2000/svg', tag), given, inside);

const today = () => days[state.day];
// [outcome, force, verdicts] of a project on a day; undefined where it was not judged
const answer = (row, on = state.day) => days[on].v[row];
const rank = ([outcome, force]) => 2 * OUTCOMES.indexOf(outcome) + FORCES.indexOf(force);
// what is shown of a project: its outcome, or what the chosen rule says of it
const shownOf = (row, on = state.day) => {
  const found = answer(row, on);
  if (!found || !state.rule) return found;
  const said = found[2].map((at) => verdicts[at]).filter((one) => one.rule === state.rule)
    .map((one) => [one.outcome, one.force, found[2]]);
  return said.sort((a, b) => rank(a) - rank(b))[0];
};
const others = () => days.map((_, at) => at).filter((at) => at !== state.day);
const differs = (row) => others().some((at) => {
  const [here, there] = [shownOf(row), shownOf(row, at)];
  return here && there && rank(here) !== rank(there);
});
const sign = (outcome, force, size = 18) => s('svg',
  { class: `m i ${outcome} ${force || ''}`, viewBox: '0 0 20 20', width: size, height: size, 'aria-hidden': 'true' },
  s('use', { href: `#o-${outcome}` }));
const badge = ([outcome, force], big) => h('span', { class: `v ${outcome} ${force}${big ? ' big' : ''}` },
  h('span', { class: 'word' },
    s('svg', { class: 'i', 'aria-hidden': 'true' }, s('use', { href: `#o-${outcome}` })),
    word(`outcomes.${outcome}`)),
  h('span', { class: 'force' }, word(`forces.${force}`)));
const invented = () => data.plan.fictional && h('span', { class: 'assumed' }, word('fictional'));
