// Days, language, choosing, and the first drawing.
const drawLead = () => {
  const { on, v, not } = today();
  const all = Object.values(v);
  const parts = OUTCOMES.map((name) => `${all.filter((found) => found[0] === name).length} ${word(`outcomes.${name}`).toLowerCase()}`);
  const reasons = {};
  Object.values(not).forEach(([why]) => { reasons[why] = (reasons[why] || 0) + 1; });
  const left = Object.entries(reasons).sort().map(([why, n]) => word(`not.${why}`) + (n < Object.keys(not).length ? ` (${n})` : ''));
  const first = word('lead', day(on), all.length, parts.join(', '));
  const second = left.length ? ` ${word('lead_left', Object.keys(not).length, left.join(word('and')))}` : '';
  $('lead').textContent = first + second;
};
const drawTop = () => {
  $('plan').textContent = say(data.plan.title);
  $('paper').textContent = `${paper(data.plan.no)}${data.plan.date ? ` (${day(data.plan.date)})` : ''}`;
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
      refresh();
      $('card').scrollTop = 0;
    });
    return h('label', null, input, h('time', { datetime: one.on }, day(one.on)));
  });
  $('days').replaceChildren(h('legend', null, word('day')), ...choices);
};
const drawCard = () => {
  const { chosen } = state;
  fitMini();
  const made = !chosen ? overview() : chosen.kind === 'zone' ? zoneCard(chosen.row) : projectCard(chosen.row);
  $('card').replaceChildren(...made.flat(3).filter(Boolean));
};
const refresh = () => {
  drawLead();
  drawTop();
  drawCounts();
  drawList();
  drawCard();
  redraw();
};
const narrow = () => matchMedia('(max-width: 56rem)').matches;
const markCurrent = () => $('list').querySelectorAll('.entry').forEach((one) => {
  const on = state.chosen?.kind === 'project' && Number(one.dataset.row) === state.chosen.row;
  if (on) one.setAttribute('aria-current', 'true');
  else one.removeAttribute('aria-current');
  if (on && !narrow()) one.scrollIntoView({ block: 'nearest' });
});
// in the list and in the search field the focus stays, so that one can go on reading down
const choose = (kind, row, { keep = false } = {}) => {
  const stay = $('find').contains(document.activeElement) && !narrow();
  state.chosen = kind ? { kind, row } : null;
  markCurrent();
  drawCard();
  const thing = kind === 'zone' ? zones[row] : projects[row];
  if (kind && !keep) reveal(thing);
  else redraw();
  $('card').scrollTop = 0;
  if (narrow()) $('card').scrollIntoView({ block: 'start' });
  if (!stay) $('title').focus({ preventScroll: true });
  history.replaceState(null, '', kind === 'project' ? `#${projects[row].id}` : location.pathname);
  const found = kind === 'project' && answer(row);
  if (kind) $('said').textContent = word('opened', say(thing.n), found ? word(`outcomes.${found[0]}`) : '');
};
const translate = () => {
  document.documentElement.lang = state.lang;
  document.querySelectorAll('[data-w]').forEach((one) => { one.textContent = word(one.dataset.w); });
  document.querySelectorAll('[data-a]').forEach((one) => one.setAttribute('aria-label', word(one.dataset.a)));
  drawDays();
  drawFilters();
  drawLegend();
  refresh();
};
$('lang').addEventListener('click', () => {
  state.lang = state.lang === 'vi' ? 'en' : 'vi';
  translate();
});
zones.forEach((zone) => {
  const layer = layers.find((one) => say(one.n) === say(zone.regime));
  if (layer) Object.assign(zone, { layer: layer.key, fill: layer.fill });
  if (zone.fill) zone.turn = document.getElementById(`h-${zone.fill}`)?.dataset.turn;
});
$('sketch').hidden = data.drawn;
wireList();
wireMap();
translate();
const linked = rowOf.get(decodeURIComponent(location.hash.slice(1)));
if (linked !== undefined) choose('project', linked);
document.fonts.ready.then(() => { measured.clear(); redraw(); });
