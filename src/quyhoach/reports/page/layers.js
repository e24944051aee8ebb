// Layers to switch, with their counts, and the legend that tells what every sign means.
const rect = (look, more) => s('rect', { class: look, x: 2, y: 2, width: 24, height: 14, ...more });
const swatch = (given, fill) => {
  const [name, more] = given.split(' ');
  const made = {
    zone: () => rect(`m-zone s-exact ${more}`, { fill: `url(#l-${fill})` }),
    sure: () => (more === '2' ? [s('circle', { class: 'm-near', cx: 14, cy: 9, r: 7.5 }), s('circle', { class: 'm-town', cx: 14, cy: 9, r: 2.5 })]
      : rect(`m-edge s-${SURE[more]}`)),
    axis: () => s('path', { class: 'm-axis', d: 'M5 9H23' }),
    corridor: () => s('path', { class: 'm-corridor', d: 'M1 9H27' }),
    towns: () => s('circle', { class: 'm-town', cx: 14, cy: 9, r: 3.5 }),
    gates: () => s('rect', { class: 'm-gate', x: 10.5, y: 5.5, width: 7, height: 7 }),
    rings: () => rect('m-ring'),
    units: () => s('circle', { class: 'm-unit', cx: 14, cy: 9, r: 2 }),
    outline: () => rect('m-outline s-exact'),
    'outline-sketch': () => rect('m-outline s-sketch'),
    foot: () => rect(`m-foot ${more.replace('-', ' ')} s-exact`),
    both: () => rect(`m-both lit ${more}`),
    project: () => rect('m-a'),
    other: () => rect('m-b'),
  }[name];
  return s('svg', { class: 'swatch', viewBox: '0 0 28 18', 'aria-hidden': 'true' }, made ? made() : []);
};

// what a layer holds today: zones that are not in force on the day are not drawn
const zonesOf = (key) => zones.filter((zone) => zone.s && [zone.l, zone.i, `g${zone.g}`].includes(key));
const heldBy = (layer) => {
  const mine = zonesOf(layer.key);
  const away = mine.filter((zone) => !inForce(zone)).length;
  return { n: layer.c - away, away, of: layer.of };
};
const ownLayers = () => {
  const row = (key, w, c, sign, more) => ({ key, w, c, sign, ...more });
  const shared = allShared();
  const fine = shared.filter(({ verdict }) => verdict.outcome === 'conforms').length;
  return {
    project: [
      ...OUTCOMES.map((name) => row(name, `outcomes.${name}`, count(name), '', { outcome: name })),
      row('not', 'not_judged', Object.keys(today().not).length, '', { outcome: 'not' }),
      row('footprints', 'footprints', projects.filter((one) => one.d).length, 'foot unknown-binding', { of: projects.length }),
    ],
    shared: [
      row('clash', 'shared_clash', shared.length - fine, 'both conflicts'),
      row('fine', 'shared_fine', fine, 'both conforms'),
    ],
  };
};
const GROUPS = ['project', 'shared', 'zones', 'protected', 'law', 'trust', 'base'];
const rowsOf = (group) => ownLayers()[group] || layers.filter((one) => one.in === group);
const isShown = (layer) => (OUTCOMES.includes(layer.key) ? state.outcomes.has(layer.key) : shown(layer.key));
const turn = (layer, on) => {
  if (OUTCOMES.includes(layer.key)) state.outcomes[on ? 'add' : 'delete'](layer.key);
  else state.off[on ? 'delete' : 'add'](layer.key);
};
const turned = (again) => {
  drawFilters();
  refresh();
  keepLink();
  $(again)?.focus();
};
const layerName = (layer) => (layer.n ? say(layer.n) : word(layer.w));
const layerNote = ({ why, source }, { away }) => joined(' · ', away > 0 && word('not_today', away),
  why && word('no_point', why.join(', ')), source && word('from', say(source)));
const layerRow = (layer) => {
  const found = heldBy(layer);
  const { n, of } = found;
  const note = layerNote(layer, found);
  const many = span('num dim', of > n ? word('of', number(n, 0), number(of, 0)) : number(n, 0));
  const mark = layer.outcome ? sign(layer.outcome, 'binding', 16) : swatch(layer.sign || '', layer.fill);
  if (!layer.c) {
    return h('li', { class: 'tick bare' }, span('name', layerName(layer), ' ',
      span('small dim', of ? word('not_drawn', of) : word('nothing'), note && ` · ${note}`)), mark);
  }
  const id = `layer-${layer.key}`;
  const box = h('input', { type: 'checkbox', id, checked: isShown(layer) });
  box.addEventListener('change', () => { turn(layer, box.checked); turned(id); });
  return li(h('label', { class: 'tick' }, box,
    span('name', layerName(layer), ' ', many, note && span('small dim', ` · ${note}`)), mark));
};
const layerGroup = (group) => {
  const rows = rowsOf(group);
  if (!rows.length || (group === 'law' && rows.length < 2)) return null;
  const full = rows.filter((one) => one.c);
  const on = full.filter(isShown).length;
  const id = `group-${group}`;
  const box = full.length > 1 && h('input', { type: 'checkbox', id, checked: on === full.length });
  if (box) {
    box.indeterminate = on > 0 && on < full.length;
    box.addEventListener('change', () => { full.forEach((one) => turn(one, box.checked)); turned(id); });
  }
  const title = [term('groups', group)];
  return h('section', { class: 'group-of' },
    h('h2', null, box ? h('label', { class: 'tick' }, box, title) : title),
    group === 'project' && para('hint', word('also_list')),
    h('ul', null, rows.map(layerRow)));
};

// the legend: shape and word for the outcome, fill for the force, edge for the ground
const key = (mark, ...text) => li(mark, h('span', null, ...text));
const legend = () => [
  h('ul', { class: 'keys' }, OUTCOMES.map((name) => key(span('with', sign(name, 'binding'), sign(name, 'indicative')), term('outcomes', name))),
    key(span('with', sign('not')), word('not_judged'))),
  h('ul', { class: 'keys' },
    key(span('with', sign('conflicts', 'binding'), swatch('foot conflicts-binding')), bold(word('forces.binding')), `: ${word('key_binding')}`),
    key(span('with', sign('conflicts', 'indicative'), swatch('foot conflicts-indicative')), bold(word('forces.indicative')), `: ${word('key_indicative')}`)),
  h('ul', { class: 'keys' }, SURE.map((name, at) => key(swatch(`sure ${at}`), term('sure', name)))),
  h('ul', { class: 'keys' },
    key(swatch('project'), word('key_a')), key(swatch('other'), word('key_b')), key(swatch('both conflicts'), word('key_both'))),
];
const drawLayers = () => {
  const text = data.drawn ? data.plan.fictional && word('invented_map') : word(sketchy ? 'sketch_units' : 'sketch');
  const at = $('panel-layers').scrollTop;
  fill($('panel-layers'), GROUPS.map(layerGroup),
    h('section', { class: 'group-of' }, h('h2', null, word('legend')), legend(), text && para('hint', text)));
  $('panel-layers').scrollTop = at;
};
const drawSides = () => tabs('sides', [['list', word('projects_tab'), visible.size], ['layers', word('layers')]], 'side', () => {
  drawSides();
  keepLink();
});
const wireLayers = () => {
  $('to-layers').addEventListener('click', () => {
    state.side = 'layers';
    drawSides();
    $('sides-layers').focus();
    if (narrow()) $('sides').scrollIntoView({ block: 'start' });
  });
  const hatch = (name, id, turnBy, wide, step) => [
    s('pattern', { id: `l-${id}-${name}`, width: step, height: step, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turnBy})` },
      s('path', { class: `hatch ${name}`, d: `M0 0v${step}`, 'stroke-width': wide })),
    s('pattern', { id: `h-${id}-${name}`, class: 'scaled', href: `#l-${id}-${name}`, 'data-turn': `rotate(${turnBy})` })];
  $('hatches').append(...[...OUTCOMES, 'not'].flatMap((name) => [...hatch(name, 'o', 135, 1.2, 5), ...hatch(name, 'b', 45, 2.4, 6)]));
};
