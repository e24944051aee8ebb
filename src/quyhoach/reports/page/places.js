// Cards of what is neither a project nor a zone: a unit, a gate, a town, a corridor, a provision.
const projectLines = (rows) => h('ul', { class: 'lines' }, paged('places', rows, (row) => h('li', null,
  answer(row) ? badge(answer(row)) : span('small dim', word('not_judged')), ' ',
  link('project', row, say(projects[row].n)), span('small dim num', ` ${projects[row].id}`)), drawCard));
const namesUnit = (code) => projects.map((_, row) => row).filter((row) => projects[row].c?.includes(code));
const restsOn = (find) => Object.entries(today().v).filter(([, [, , found]]) => found.some((at) => verdicts[at].cites
  .some((one) => cites[one].no === find.no && (!find.at || cites[one].at[0] === find.at[0])))).map(([row]) => Number(row));
const factOf = ([name, value]) => fact(term('x', name), Array.isArray(value) ? say(value) : day(value));
const findCard = (row) => {
  const find = finds[row];
  const rows = find.k === 'unit' ? namesUnit(find.id) : find.k === 'provision' ? restsOn(find) : null;
  const title = word(find.k === 'unit' ? 'named_here' : 'cited_by');
  return [
    para('crumb', back(), span('num', find.id), ` · ${kindOf(find)}`, toList()),
    h('h2', { id: 'title', tabindex: -1 }, say(find.n)),
    h('div', { class: 'row' }, invented()),
    h('dl', { class: 'facts' }, (find.x || []).flatMap(factOf)),
    find.p ? para('hint', word('one_point')) : find.k !== 'provision' && para('hint', word('hows.none')),
    rows && section(title, rows.length ? projectLines(rows) : para('hint', word('no_project'))),
  ];
};
