// The address keeps what is open and what is switched: #GT-017&off=towns,gates&least=0.1ha
const FLIPS = () => [...layers.map((one) => one.key), 'clash', 'fine', 'not', 'footprints'];
const keepLink = () => {
  const parts = [];
  const add = (name, value) => value && parts.push(`${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  const { chosen } = state;
  if (chosen?.kind === 'project') parts.push(encodeURIComponent(projects[chosen.row].id));
  if (chosen?.kind === 'zone') add('zone', zones[chosen.row].id);
  if (chosen?.kind === 'find') add(finds[chosen.row].k, finds[chosen.row].id);
  if (state.day !== days.length - 1) add('day', today().on);
  add('off', FLIPS().filter((name) => !shown(name) && !QUIET.includes(name)).join(','));
  add('on', QUIET.filter(shown).join(','));
  add('hide', [...OUTCOMES.filter((name) => !state.outcomes.has(name)), ...FORCES.filter((name) => !state.forces.has(name))].join(','));
  add('by', state.rule);
  add('q', state.query);
  if (state.side !== 'list') add('side', state.side);
  if (state.pane !== 'see') add('pane', state.pane);
  if (state.least) add('least', `${state.least}${state.unit}`);
  add('only', Object.values(state.only).some(Boolean) && Object.values(state.only).join(','));
  if (state.spot) add('spot', `${projects[state.spot.row].id},${verdicts[state.spot.at].rule},${verdicts[state.spot.at].other?.id || ''}`);
  history.replaceState(null, '', parts.length ? `#${parts.join('&')}` : location.pathname + location.search);
};
const readLink = () => {
  const given = {};
  location.hash.slice(1).split('&').filter(Boolean).forEach((part) => {
    const [name, value] = part.split('=');
    try {
      given[value === undefined ? 'id' : name] = decodeURIComponent(value === undefined ? name : value);
    } catch { /* a broken address opens the page as it is */ }
  });
  return given;
};
const followLink = () => {
  const given = readLink();
  const list = (name) => (given[name] || '').split(',').filter(Boolean);
  const at = days.findIndex((one) => one.on === given.day);
  if (at >= 0) state.day = at;
  list('off').filter((name) => FLIPS().includes(name)).forEach((name) => state.off.add(name));
  list('on').forEach((name) => state.off.delete(name));
  list('hide').forEach((name) => { state.outcomes.delete(name); state.forces.delete(name); });
  if (RULES.includes(given.by)) state.rule = given.by;
  state.query = given.q || '';
  if (given.side === 'layers') state.side = 'layers';
  if (given.pane === 'shared') state.pane = 'shared';
  const [, least, unit] = /^([\d.]+)(ha|m2|m|share)$/.exec(given.least || '') || [];
  if (least > 0) Object.assign(state, { least: Number(least), unit });
  const [outcome = '', force = '', rule = ''] = (given.only || '').split(',');
  if (OUTCOMES.includes(outcome)) state.only.outcome = outcome;
  if (FORCES.includes(force)) state.only.force = force;
  if (RULES.includes(rule)) state.only.rule = rule;
  return given;
};
const openLinked = (given) => {
  const found = finds.findIndex((one) => given[one.k] === one.id);
  if (rowOf.has(given.id)) choose('project', rowOf.get(given.id));
  else if (zoneOf.has(given.zone)) choose('zone', zoneOf.get(given.zone));
  else if (found >= 0) choose('find', found);
  const [id, rule, other] = (given.spot || '').split(',');
  const spot = allShared().find(({ row, verdict }) => projects[row].id === id && verdict.rule === rule && (verdict.other?.id || '') === other);
  if (spot) goTo(spot.row, spot.at);
};
