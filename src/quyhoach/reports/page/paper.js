// Paper: an A4 sheet of map and legend, and after it every row of shared ground that is listed.
const PAPER = { w: 740, h: 590 };
const paperRows = () => {
  const head = ['size', 'a', 'b', 'outcome', 'tolerance', 'place'].map((name) => th(term('columns', name)));
  return h('table', { class: 't' }, h('thead', null, h('tr', null, head)), h('tbody', null, evidence().map(({ row, verdict }) => {
    const [otherName] = verdict.other ? nameOf(verdict.other) : ['–'];
    return h('tr', null,
      h('td', { class: 'num' }, sizeText(verdict)),
      h('td', null, h('b', { class: 'num' }, projects[row].id), ` ${say(projects[row].n)}`, h('br'), shareText(verdict.measure?.share, 'A')),
      h('td', null, h('b', { class: 'num' }, verdict.other?.id || '–'), ` ${otherName}`, h('br'), shareText(verdict.so, 'B')),
      h('td', null, badge([verdict.outcome, verdict.force]), h('br'), span('num', verdict.rule)),
      h('td', null, toleranceText(verdict)),
      h('td', { class: 'num' }, degrees(verdict.pt), h('br'), grid(verdict.pt)));
  })));
};
const layersOnPaper = () => h('ul', { class: 'keys' }, GROUPS.slice(1).filter((name) => !['law', 'trust'].includes(name))
  .flatMap(rowsOf).filter((one) => one.c && isShown(one) && one.sign)
  .map((one) => key(swatch(one.sign, one.fill), `${layerName(one)} `, span('num', number(heldBy(one).n, 0)))));
const toPaper = () => {
  fill($('paper-key'), h('h2', null, word('legend')), ...legend(), layersOnPaper(),
    para('', word('paper_source', say(data.plan.title), dated(data.plan), day(today().on), day(today().known))));
  fill($('paper-rows'), h('h2', null, word('shared_tab')), para('', `${keptText()} ${restText()}`),
    evidence().length ? paperRows() : para('', word(allShared().length ? 'none_left' : 'none_shared')));
  ['paper-key', 'paper-rows'].forEach((id) => { $(id).hidden = false; });
  setSize(PAPER.w, PAPER.h);
  drawMap();
};
const offPaper = () => {
  ['paper-key', 'paper-rows'].forEach((id) => { $(id).hidden = true; fill($(id)); });
  resize();
};
const wirePaper = () => {
  addEventListener('beforeprint', toPaper);
  addEventListener('afterprint', offPaper);
  $('print').addEventListener('click', () => print());
};
