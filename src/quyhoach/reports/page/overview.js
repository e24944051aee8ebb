// What a reader sees before choosing: counts, what changed, what to ask for.
const cell = (value) => h('td', { class: 'num' }, value ? number(value, 0) : '0');
const countTable = () => {
  const all = Object.values(today().v);
  const of = (outcome, force) => all.filter((found) => found[0] === outcome && found[1] === force).length;
  return h('table', { class: 't' },
    h('caption', null, word('count')),
    h('thead', null, h('tr', null, th(word('by_outcome')),
      FORCES.map((force) => h('th', { scope: 'col', class: 'num' }, term('forces', force))))),
    h('tbody', null, OUTCOMES.map((outcome) => h('tr', null,
      h('th', { scope: 'row' }, span('with', sign(outcome, 'binding'), term('outcomes', outcome))),
      FORCES.map((force) => cell(of(outcome, force)))))));
};
const ruleTable = () => {
  const { rules } = today();
  const known = RULES.filter((rule) => rules[rule]);
  return known.length > 0 && h('table', { class: 't rules' },
    h('thead', null, h('tr', null, th(word('rule')),
      OUTCOMES.map((name) => h('th', { scope: 'col', class: 'num' }, sign(name, 'binding', 16),
        span('hide', term('outcomes', name)))))),
    h('tbody', null, known.map((rule) => h('tr', null,
      h('th', { scope: 'row' }, span('num', rule), ' ', term('rules', rule)),
      OUTCOMES.map((name) => cell(rules[rule][name]))))));
};
const changes = () => {
  const rows = projects.map((_, row) => row).filter(differs);
  if (days.length < 2) return null;
  return section(word('changed'), rows.length > 0
    ? h('ul', { class: 'lines' }, paged('changes', rows, (row) => h('li', null,
      link('project', row, say(projects[row].n)),
      span('turn', days.map((one, at) => shownOf(row, at) && h('span', { class: 'on' },
        h('time', { datetime: one.on }, day(one.on)), badge(shownOf(row, at)))))), drawCard))
    : para('hint', word('same')));
};
const asks = () => {
  const { ask } = today();
  return ask.length > 0 && section(word('asks'), h('ol', { class: 'lines' }, ask.slice(0, 8).map((one) => h('li', null,
    bold(say(one.what)), span('small dim', word('settles', one.settles))))));
};
const overview = () => [
  h('h2', { id: 'title', tabindex: -1 }, word('overview')),
  para('hint', word('overview_hint')),
  toList(),
  data.plan.fictional && para('note try', invented(), ' ', word('invented_map')),
  section(word('counts'), countTable()),
  asks(),
  changes(),
  section(word('per_rule'), ruleTable()),
];
