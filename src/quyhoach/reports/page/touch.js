// Mouse, touch and keys on the map.
const pointers = new Map();
let moved = 0;
const local = (event) => {
  const box = $('view').getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};
const spread = () => {
  const [a, b] = [...pointers.values()];
  return { gap: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
};
const onDown = (event) => {
  if (event.button) return;
  if (!pointers.size) moved = 0;
  pointers.set(event.pointerId, local(event));
};
const onMove = (event) => {
  const before = pointers.get(event.pointerId);
  const now = local(event);
  if (!before) return showTip(event, now);
  const two = pointers.size === 2 && spread();
  pointers.set(event.pointerId, now);
  moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (two) {
    const after = spread();
    zoom(after.gap / (two.gap || 1), after.middle);
  } else if (moved > 4) {
    if (!$('view').hasPointerCapture(event.pointerId)) $('view').setPointerCapture(event.pointerId);
    view.x -= (now[0] - before[0]) / view.k;
    view.y -= (now[1] - before[1]) / view.k;
    redraw();
  }
  return hideTip();
};
const onUp = (event) => {
  const known = pointers.delete(event.pointerId);
  if (!known || moved > 4 || event.type === 'pointercancel') return;
  const { row, at, of, many, x, y } = event.target.closest?.('[data-row],[data-at],[data-many]')?.dataset || {};
  if (many) zoom(2.6, [Number(x), Number(y)]);
  else if (at) goTo(Number(of), Number(at));
  else if (row !== undefined) choose('project', Number(row), { keep: true });
};
const showTip = (event, [x, y]) => {
  const { row, at, of, many } = event.target.closest?.('[data-row],[data-at],[data-many]')?.dataset || {};
  const project = projects[row ?? of];
  if (!project && !many) return hideTip();
  const text = many ? [word('many', number(Number(many), 0))]
    : at ? [bold(word('shared_label', sizeText(verdicts[at]))), ` ${project.id} · ${verdicts[at].other?.id || ''}`]
      : [bold(project.id), ` ${say(project.n)}`];
  fill($('tip'), text);
  $('tip').hidden = false;
  const spot = spots.get(Number(row)) || [x, y];
  const box = $('tip').getBoundingClientRect();
  $('tip').style.left = `${Math.min(Math.max(spot[0] - box.width / 2, 8), view.w - box.width - 8)}px`;
  $('tip').style.top = `${spot[1] + (spot[1] + 60 > view.h ? -box.height - 16 : 16)}px`;
  return undefined;
};
const hideTip = () => { $('tip').hidden = true; };
const onWheel = (event) => {
  if (!event.ctrlKey && narrow()) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), local(event));
};
const KEYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const onKey = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const step = KEYS[event.key];
  if (step) Object.assign(view, { x: view.x + (60 * step[0]) / view.k, y: view.y + (60 * step[1]) / view.k });
  else if (event.key === '+' || event.key === '=') zoom(1.4);
  else if (event.key === '-' || event.key === '−') zoom(1 / 1.4);
  else if (event.key === '0') fitView();
  else return;
  event.preventDefault();
  redraw();
};
const wireMap = () => {
  const field = $('view');
  field.addEventListener('pointerdown', onDown);
  field.addEventListener('pointermove', onMove);
  ['pointerup', 'pointercancel'].forEach((name) => field.addEventListener(name, onUp));
  field.addEventListener('pointerleave', hideTip);
  field.addEventListener('wheel', onWheel, { passive: false });
  field.addEventListener('keydown', onKey);
  $('in').addEventListener('click', () => zoom(1.6));
  $('out').addEventListener('click', () => zoom(1 / 1.6));
  $('fit').addEventListener('click', () => { fitView(); redraw(); });
  new ResizeObserver(resize).observe(field);
};
