// Days, language, choosing, and the first drawing.
const drawLead = () => {
  const { on, v, not } = today();
  const all = Object.values(v);
  const parts = OUTCOMES.map((name) => `${number(all.filter((found) => found[0] === name).length, 0)} ${term('outcomes', name).toLowerCase()}`);
  const reasons = {};
  Object.values(not).forEach(([why]) => { reasons[why] = (reasons[why] || 0) + 1; });
  const left = Object.entries(reasons).sort().map(([why, n]) => term('not', why) + (n < Object.keys(not).length ? ` (${n})` : ''));
  const first = word('lead', day(on), number(all.length, 0), parts.join(', '));
  const second = left.length ? ` ${word('lead_left', Object.keys(not).length, left.join(word('and')))}` : '';
  $('lead').textContent = first + second;
};
const drawTop = () => {
  $('plan').textContent = say(data.plan.title);
  $('paper').textContent = dated(data.plan);
  $('invented').hidden = !data.plan.fictional;
  $('lang').textContent = word('language');
  $('lang').setAttribute('lang', state.lang === 'vi' ? 'en' : 'vi');
  $('known').textContent = word('compiled', day(today().known));
};
const drawDays = () => {
  const choices = days.map((one, at) => {
    const input = h('input', { type: 'radio', name: 'day', value: at, checked: at === state.day });
    input.addEventListener('change', () => {
      state.day = at;
      state.spot = null;
      refresh();
      keepLink();
      $('panel-see').scrollTop = 0;
    });
    return h('label', null, input, h('time', { datetime: one.on }, day(one.on)));
  });
  fill($('days'), h('legend', null, word('day')), ...choices);
};
const drawCard = () => {
  const { chosen } = state;
  fitMini();
  const made = !chosen ? overview() : { zone: zoneCard, project: projectCard, find: findCard }[chosen.kind](chosen.row);
  $('card').className = chosen ? 'card' : 'card overview';
  fill($('card'), made);
};
const refresh = () => {
  drawLead();
  drawTop();
  drawCounts();
  drawList();
  drawCard();
  if (state.pane === 'shared') drawEvidence();
  else fill($('shared'));
  drawPanes();
  drawLayers();
  redraw();
};
const narrow = () => matchMedia('(max-width: 56rem)').matches;
const current = (one, on) => {
  if (on) one.setAttribute('aria-current', 'true');
  else one.removeAttribute('aria-current');
  if (on && !narrow()) one.scrollIntoView({ block: 'nearest' });
};
const markCurrent = () => $$('.entry', $('list')).forEach((one) => {
  const on = isOn('project', Number(one.dataset.row));
  current(one, on);
});
// in the list and in the search field the focus stays, so that one can go on reading down
const thingOf = ({ kind, row }) => ({ zone: zones, project: projects, find: finds }[kind][row]);
const choose = (kind, row, { keep, far } = {}) => {
  const stay = $('find').contains(document.activeElement) && !narrow();
  Object.assign(state, { chosen: kind ? { kind, row } : null, spot: null, pane: 'see' });
  markCurrent();
  markSpot();
  drawCard();
  drawPanes();
  if (kind && !keep) reveal(thingOf(state.chosen), far);
  else redraw();
  $('panel-see').scrollTop = 0;
  if (narrow()) $('panes').scrollIntoView({ block: 'start' });
  if (!stay) $('title').focus({ preventScroll: true });
  keepLink();
  const found = kind === 'project' && answer(row);
  if (kind) $('said').textContent = word('opened', say(thingOf(state.chosen).n), found ? term('outcomes', found[0]) : '');
};
const translate = () => {
  document.documentElement.lang = state.lang;
  $$('[data-w]').forEach((one) => { one.textContent = word(one.dataset.w); });
  $$('[data-a]').forEach((one) => one.setAttribute('aria-label', word(one.dataset.a)));
  $('q').placeholder = word('search_for');
  drawDays();
  drawFilters();
  drawSizes();
  refresh();
};
$('lang').addEventListener('click', () => {
  state.lang = state.lang === 'vi' ? 'en' : 'vi';
  closeHits();
  translate();
});
zones.forEach((zone) => {
  zone.fill = layers.find((one) => one.key === zone.l)?.fill;
  if (zone.fill) zone.turn = $(`h-${zone.fill}`)?.dataset.turn;
});
wireList();
wireLayers();
wireSearch();
wireEvidence();
wirePaper();
wireMap();
const linked = followLink();
setSize($('view').clientWidth, $('view').clientHeight);
translate();
openLinked(linked);
document.fonts.ready.then(() => { measured.clear(); redraw(); });
