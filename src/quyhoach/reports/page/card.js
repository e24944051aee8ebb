// The evidence: an overview, one project with its verdicts and their law, or one zone.
const section = (title, ...inside) => h('section', { class: 'sec' }, h('h3', null, title), ...inside);
const fact = (name, ...value) => value.some((one) => one) && [h('dt', null, name), h('dd', null, ...value)];
const paper = (no) => (/\/QĐ/.test(no) ? `QĐ ${no}` : no);
const dated = ({ no, date }) => paper(no) + (date ? ` (${day(date)})` : '');
const link = (kind, row, name) => button('link', () => choose(kind, row), null, name);

const law = (at) => {
  const cite = cites[at];
  const from = cite.from ? word('force_from', day(cite.from)) : word('force_unknown');
  const to = cite.to ? ` ${word('force_to', day(cite.to))}` : '';
  return h('figure', { class: 'law' },
    h('blockquote', null, say(cite.gist) || word('no_gist')),
    h('figcaption', null, `${word('gist')} · `,
      bold(dated(cite)),
      say(cite.at) && `, ${say(cite.at)}`, cite.by && ` · ${cite.by}`, h('br'),
      `${from}${to} · ${term('texts', cite.text)}`));
};

const measureText = ({ area_m2: area, length_m: length, share }) => joined('',
  area ? hectares(area) : length ? metres(length) : '',
  share && ` = ${word('of_own', percent(share))}`);
const otherText = ({ kind, id, name }) => {
  const row = kind === 'project' ? rowOf.get(id) : kind === 'zone' ? zoneOf.get(id) : undefined;
  const found = row === undefined ? null : (kind === 'zone' ? zones : projects)[row];
  return [`${term('others', kind)}: `, found ? link(kind, row, say(found.n)) : name || id];
};
const numbers = (verdict) => {
  const { measure, other } = verdict;
  const measuredText = measure ? measureText(measure) : '';
  const label = word(verdict.rule === 'QH-C03' ? 'outside' : 'shared');
  const facts = [
    measuredText && fact(label, bold(measuredText)),
    other && other.kind !== 'coverage' && fact(word('against'), ...otherText(other)),
    verdict.tolerance_m && fact(word('tolerance'), metres(verdict.tolerance_m),
      verdict.from && `, ${term('tolerances', verdict.from)}`),
  ].filter(Boolean);
  return facts.length > 0 && h('dl', { class: 'facts' }, ...facts);
};
const verdictItem = (at, row) => {
  const verdict = verdicts[at];
  const asked = say(verdict.ask) || (verdict.outcome === 'unknown' && term('need', verdict.needs));
  return h('li', { class: `verdict ${verdict.outcome} ${verdict.force}` },
    h('div', { class: 'says' },
      h('div', null, badge([verdict.outcome, verdict.force]), span('small dim num', verdict.rule)),
      h('h3', null, term('asks_of', verdict.rule) || verdict.rule),
      para('', say(verdict.said)),
      asked && para('ask', bold(`${word('needs')}: `), asked),
      verdict.review && para('small dim', word('review')),
      miniMap(verdict, row),
      numbers(verdict),
      verdict.pt && para('small', button('link', () => goTo(row, at), null, word('see_shared')))),
    h('div', { class: 'laws' }, verdict.cites.map(law)));
};

// what the same rules said on another day, where they said something else
const changesOf = (row, at) => {
  const strongest = (on) => {
    const found = {};
    for (const v of answer(row, on)?.[2] || []) {
      const verdict = verdicts[v];
      const now = [verdict.outcome, verdict.force];
      if (!found[verdict.rule] || rank(now) < rank(found[verdict.rule])) found[verdict.rule] = now;
    }
    return found;
  };
  const [here, there] = [strongest(state.day), strongest(at)];
  return RULES.filter((rule) => here[rule] && there[rule] && rank(here[rule]) !== rank(there[rule]))
    .map((rule) => para('small', span('num', rule), ' ', badge(there[rule])));
};
const otherDays = (row) => others().map((at) => {
  const there = answer(row, at);
  const left = days[at].not[row];
  if (!there && !left) return null;
  const turned = changesOf(row, at);
  const here = answer(row);
  const when = word('other_day', day(days[at].on));
  if (here && there && !turned.length && rank(here) === rank(there)) {
    return para('hint', `${when}: ${word('also')} ${term('outcomes', there[0]).toLowerCase()}.`);
  }
  return h('div', { class: 'note' },
    para('', bold(when), ' ',
      there ? badge(there) : `${word('not_judged').toLowerCase()}, ${term('not', left[0])}`),
    ...turned);
});

const projectFacts = (project, row) => {
  const parts = projects.map((_, at) => at).filter((at) => projects[at].of === row);
  const place = project.how || 'none';
  const digits = (value) => trimmed(value, 2);
  return section(word('facts'), h('dl', { class: 'facts' },
    fact(word('period'), say(project.t) || word('missing')),
    project.u && fact(word('units'), project.u.join(', ')),
    fact(word('ground'), term('hows', place), project.d && `, ${term('sure', SURE[project.g]).toLowerCase()}`),
    project.ha && fact(word('area'), `${digits(project.ha)} ha`),
    project.km && fact(word('length'), `${digits(project.km)} km`),
    project.capital && fact(word('capital'), word('ty', trimmed(project.capital.ty, 1)), `, ${term('capitals', project.capital.kind)}`),
    project.sector && fact(word('sector'), say(project.sector)),
    project.owner && fact(word('owner'), project.owner),
    project.status && fact(word('status'), project.status),
    project.ids && fact(word('ids'), project.ids.join(', ')),
    project.of >= 0 && fact(word('part_of'), link('project', project.of, say(projects[project.of].n))),
    parts.length > 0 && fact(word('parts'), h('ul', null, parts.map((at) => li(link('project', at, say(projects[at].n))))))));
};
const back = () => button('link', () => choose(null), null, `‹ ${word('back')}`);
const toList = () => h('a', { class: 'phone link', href: '#find' }, `${word('list')} ↓`);
const projectCard = (row) => {
  const project = projects[row];
  const found = answer(row);
  const left = today().not[row];
  const order = found ? [...found[2]].sort((a, b) => rank([verdicts[a].outcome, verdicts[a].force])
    - rank([verdicts[b].outcome, verdicts[b].force]) || a - b) : [];
  const said = found ? badge(found, true) : para('v-not', sign('not'),
    `${word('not_judged')}: ${term('not', left?.[0])}`, left?.[1] && span('num', ` (${left[1]})`));
  return [
    para('crumb', back(), span('num', project.id), ` · ${term('kinds', project.kind)}`, toList()),
    h('h2', { id: 'title', tabindex: -1 }, say(project.n)),
    h('div', { class: 'row' }, said, invented()),
    otherDays(row),
    order.length > 0 && h('ol', { class: 'verdicts' }, order.map((at) => verdictItem(at, row))),
    found && !verdicts.some((one) => one.outcome === 'conforms') && para('hint', word('conform_hidden')),
    projectFacts(project, row),
  ];
};

const zoneCard = (row) => {
  const zone = zones[row];
  const hits = [];
  Object.entries(today().v).forEach(([at, [, , found]]) => found.forEach((v) => {
    const { other } = verdicts[v];
    if (other?.kind === 'zone' && other.id === zone.id) hits.push([Number(at), verdicts[v]]);
  }));
  return [
    para('crumb', back(), span('num', zone.id), toList()),
    h('h2', { id: 'title', tabindex: -1 }, say(zone.n)),
    h('div', { class: 'row' }, invented()),
    h('dl', { class: 'facts' },
      fact(word('regime'), say(zone.regime)),
      fact(word('made_by'), paper(zone.law)),
      fact(word('in_force'), joined(' · ', zone.from && word('force_from', day(zone.from)), zone.to && word('force_to', day(zone.to)), !inForce(zone) && word('not_on_day'))),
      fact(word('area'), zone.ha ? `${trimmed(zone.ha, 2)} ha` : word('missing')),
      fact(word('ground'), zone.s ? term('sure', SURE[zone.g]) : word('hows.none'))),
    section(word('touching'), hits.length > 0
      ? h('ul', { class: 'lines' }, hits.map(([at, verdict]) => h('li', null,
        badge([verdict.outcome, verdict.force]), ' ', link('project', at, say(projects[at].n)),
        span('small dim num', ` ${verdict.rule}`))))
      : para('hint', word('nothing_said'))),
  ];
};
