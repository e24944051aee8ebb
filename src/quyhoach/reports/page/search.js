// Finding anything by its name, diacritics or not: the field, its hits, and going there.
const KINDS = ['project', 'zone', 'unit', 'gate', 'town', 'corridor', 'provision'];
const MOST = 30;
let index = null;
const indexed = () => {
  index ||= [
    ...projects.map((one, row) => ({ k: 'project', row, id: one.id, n: one.n, f: one.f })),
    ...zones.map((one, row) => ({ k: 'zone', row, id: one.id, n: one.n, f: fold([one.id, ...one.n, ...one.regime, one.law].join(' ')) })),
    ...finds.map((one, row) => ({
      k: one.k, row, id: one.id, n: one.n, old: one.old, f: fold([one.id, ...one.n, ...(one.x || []).flat(3)].join(' ')),
    })),
  ].map((one) => ({ ...one, key: fold(one.id), names: one.n.map(fold) }));
  return index;
};
const KINDLESS = /^(xa|phuong|thi tran|huyen|tinh|thanh pho|tp) /;
const scoreOf = (one, text) => {
  if (one.key === text) return 0;
  if (one.names.some((name) => name === text || name.replace(KINDLESS, '') === text)) return 1;
  if (one.names.some((name) => name.startsWith(text)) || one.key.startsWith(text)) return 2;
  if (one.names.some((name) => ` ${name}`.includes(` ${text}`))) return 3;
  return one.names.some((name) => name.includes(text)) ? 4 : 5;
};
const search = (text) => {
  const wanted = text.split(' ').filter(Boolean);
  if (!wanted.length) return [];
  return indexed().filter((one) => wanted.every((part) => one.f.includes(part)))
    .map((one) => ({ ...one, score: scoreOf(one, text) }))
    .sort((a, b) => a.score - b.score || KINDS.indexOf(a.k) - KINDS.indexOf(b.k) || (a.old || 0) - (b.old || 0) || a.row - b.row);
};
// how many letters apart two words are, never counting past a limit
const apart = (a, b, limit) => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= b.length; j += 1) {
      now[j] = Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    before = now;
  }
  return before[b.length];
};
const suggest = (text) => {
  const vocabulary = new Map();
  indexed().forEach((one) => [one.id, ...one.n].join(' ').split(/[\s,()]+/)
    .forEach((part) => part && vocabulary.set(fold(part), part)));
  const better = text.split(' ').map((part) => {
    if (indexed().some((one) => one.f.includes(part))) return vocabulary.get(part) || part;
    const limit = part.length < 5 ? 1 : 2;
    const near = [...vocabulary.keys()].map((known) => [apart(part, known, limit), known])
      .filter(([far]) => far <= limit).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))[0];
    return near ? vocabulary.get(near[1]) : part;
  }).join(' ');
  return fold(better) !== text && search(fold(better)).length ? better : '';
};

let hits = [];
let active = -1;
const kindOf = (hit) => term('finds', hit.k) + (hit.old ? ` ${word('old')}` : '');
const option = (given, at, ...inside) => h('div', {
  role: 'option', id: `hit-${at}`, class: 'hit-row', 'aria-selected': `${at === active}`, 'data-at': at, ...given,
}, ...inside);
// a commune is named with its old district, and an old one with what it became
const placed = (row) => {
  const { district, became } = Object.fromEntries(finds[row].x || []);
  return joined('', district && ` · ${district}`, became && ` → ${became}`);
};
const hitRow = (hit, at) => {
  if (hit.fix) return option({}, at, span('name', word('mean', hit.fix)));
  if (hit.filter) return option({ class: 'hit-row rule' }, at, span('name', word('filter_by', hit.text, hit.filter)));
  const mark = hit.k === 'project' && sign(...(shownOf(hit.row) || NONE).slice(0, 2), 16);
  return option({}, at, span('name', mark, say(hit.n)),
    span('small dim', bold(kindOf(hit)), ' · ', span('num', hit.id), hit.k === 'unit' && placed(hit.row)));
};
const closeHits = () => {
  [hits, active] = [[], -1];
  $('hits').hidden = true;
  $('none').hidden = true;
  $('q').setAttribute('aria-expanded', 'false');
  $('q').removeAttribute('aria-activedescendant');
};
const mark = (to) => {
  active = (to + hits.length) % hits.length;
  $$('[role=option]', $('hits')).forEach((one, at) => {
    one.setAttribute('aria-selected', at === active);
    if (at === active) one.scrollIntoView({ block: 'nearest' });
  });
  $('q').setAttribute('aria-activedescendant', `hit-${active}`);
};
const drawHits = () => {
  const text = fold($('q').value);
  if (!text) return closeHits();
  const found = search(text);
  const fix = found.length ? '' : suggest(text);
  const own = found.filter((one) => one.k === 'project').length;
  hits = [...found.slice(0, MOST), ...(fix ? [{ fix }] : []), ...(own ? [{ filter: own, text: $('q').value.trim() }] : [])];
  active = hits.length ? 0 : -1;
  $('none').textContent = found.length ? '' : word('no_hit', $('q').value.trim());
  $('none').hidden = found.length > 0;
  $('hits').hidden = !hits.length;
  $('q').setAttribute('aria-expanded', !$('hits').hidden);
  fill($('hits'), hits.map(hitRow));
  if (found.length > MOST) $('hits').append(h('p', { class: 'small dim', role: 'presentation' }, word('more_hits', found.length - MOST)));
  $('said').textContent = found.length ? word('hits_said', found.length) : $('none').textContent;
  if (hits.length) mark(0);
  return undefined;
};
const take = (hit) => {
  if (!hit) return;
  if (hit.fix) {
    $('q').value = hit.fix;
    drawHits();
    return;
  }
  closeHits();
  if (hit.filter) {
    state.query = hit.text;
    state.side = 'list';
    refresh();
    keepLink();
  } else choose(['project', 'zone'].includes(hit.k) ? hit.k : 'find', hit.row, { far: true });
};
const onSearchKey = (event) => {
  if (event.key === 'Escape') {
    if ($('hits').hidden) $('q').value = '';
    closeHits();
    event.preventDefault();
  } else if (event.key === 'ArrowDown' && !hits.length && !$('q').value) walk(event);
  else if (['ArrowDown', 'ArrowUp'].includes(event.key) && !hits.length) drawHits();
  else if (event.key === 'ArrowDown') mark(active + 1);
  else if (event.key === 'ArrowUp') mark(active - 1);
  else return;
  event.preventDefault();
};
const wireSearch = () => {
  $('q').addEventListener('input', drawHits);
  $('q').addEventListener('keydown', onSearchKey);
  $('q').addEventListener('focus', () => { if ($('q').value) drawHits(); });
  $('seek').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!hits.length) drawHits();
    take(hits[active]);
  });
  $('hits').addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take(hits[event.target.closest('[data-at]')?.dataset.at]);
  });
  $('seek').addEventListener('focusout', (event) => { if (!$('seek').contains(event.relatedTarget)) closeHits(); });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    $('q').focus();
    $('q').select();
  });
};
