// The small map of one verdict: A in ink, B dashed, what they share in red with its size.
const union = (boxes) => boxes.reduce((a, b) => [
  Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
const pane = { wide: 340, tall: 210 };
// drawn at the size it is shown, so that its words stay as large as the others
const fitMini = () => {
  const inner = ($('card').clientWidth || $('panel-shared').clientWidth) - 56;
  pane.wide = Math.round(Math.min(Math.max(inner > 540 ? inner * 0.5 : inner, 260), 480));
};
// a project's outline gets its name in the page only when a drawing needs it
const shaped = (thing) => {
  if (thing.s || !thing.d) return thing;
  thing.s = `p${rowOf.get(thing.id)}`;
  $('drawn').append(s('path', { id: thing.s, d: thing.d, 'vector-effect': 'non-scaling-stroke' }));
  return thing;
};
const partner = (verdict) => {
  const found = partOf(verdict.other);
  return found && shaped(found);
};
const miniFrame = (a, b, shared) => {
  const core = union([a.b, shared || a.b]);
  const spare = 0.5 * Math.max(core[2] - core[0], core[3] - core[1]);
  const near = [core[0] - spare, core[1] - spare, core[2] + spare, core[3] + spare];
  const whole = union([core, b.b]);
  const both = Math.max(whole[2] - whole[0], whole[3] - whole[1]) < 5 * Math.max(core[2] - core[0], core[3] - core[1]);
  const [left, top, right, bottom] = both ? whole : near;
  const k = Math.min(pane.wide / (right - left), pane.tall / (bottom - top)) * 0.82;
  return { k, x: pane.wide / 2 - ((left + right) / 2) * k, y: pane.tall / 2 - ((top + bottom) / 2) * k };
};
// a letter stands where only its own shape lies; on a line it stands at an end
const samples = (frame) => {
  const found = [];
  for (let x = 8; x < pane.wide; x += 12) {
    for (let y = 10; y < pane.tall; y += 12) {
      found.push({ at: [x, y], p: new DOMPoint((x - frame.x) / frame.k, (y - frame.y) / frame.k) });
    }
  }
  return found;
};
const filled = (shape, p) => shape.getAttribute('d').endsWith('Z') && shape.isPointInFill(p);
const own = (points, mine, other) => {
  const alone = points.filter(({ p }) => filled(mine, p) && !filled(other, p));
  const [x, y] = [0, 1].map((k) => alone.reduce((sum, { at }) => sum + at[k], 0) / alone.length);
  return alone.sort((a, b) => Math.hypot(a.at[0] - x, a.at[1] - y) - Math.hypot(b.at[0] - x, b.at[1] - y));
};
const letter = (taken, points, [mine, other], frame, name) => {
  const draw = ([x, y]) => s('text', { class: 'strong', x, y, 'text-anchor': 'middle' }, name);
  for (const { at } of own(points, mine, other)) {
    const spot = placeName(taken, at, name, { font: STRONG, gap: 0, sides: [[0, 0]] });
    if (spot) return draw(spot);
  }
  const long = mine.getTotalLength();
  for (const part of [0, 1, 0.5, 0.25, 0.75]) {
    const p = mine.getPointAtLength(part * long);
    const at = [Math.min(Math.max(p.x * frame.k + frame.x, 14), pane.wide - 14),
      Math.min(Math.max(p.y * frame.k + frame.y, 14), pane.tall - 14)];
    const spot = placeName(taken, at, name, { font: STRONG, gap: 5 });
    if (spot) return draw(spot);
  }
  return null;
};
let minis = 0;
const miniMap = (verdict, row) => {
  const [a, b] = [projects[row], partner(verdict)];
  if (!a.d || !b) return null;
  shaped(a);
  const frame = miniFrame(a, b, verdict.b);
  const { k, x, y } = frame;
  const seen = (box) => [box[0] * k + x, box[1] * k + y, box[2] * k + x, box[3] * k + y];
  const taken = new Taken(pane.wide, pane.tall);
  const size = verdict.measure && measureText({ ...verdict.measure, share: 0 });
  const texts = [];
  if (verdict.b && size) {
    const box = seen(verdict.b);
    taken.take(box);
    const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const text = word('shared_label', size);
    const spot = placeName(taken, middle, text, {
      font: STRONG, gap: 22 + Math.max(box[2] - box[0], box[3] - box[1]) / 2, sides: [[0, 1], [0, -1], [1, 1], [-1, 1], [1, -1], [-1, -1], [1, 0], [-1, 0]],
    });
    if (spot) texts.push(s('path', { class: 'm-link', d: `M${middle}L${spot[0]} ${spot[1] - 5}` }));
    const [tx, ty] = spot || [middle[0], middle[1] + 5];
    const half = widthOf(text, STRONG) / 2 + 4;
    taken.take([tx - half, ty - 15, tx + half, ty + 5]);
    texts.push(s('text', { class: 'strong', x: tx, y: ty, 'text-anchor': 'middle' }, text));
  }
  const round = [5, 2, 1].map((n) => n * 10 ** Math.floor(Math.log10(80 / k))).find((n) => n * k <= 80);
  taken.take([6, pane.tall - 34, 110, pane.tall]);
  const points = samples(frame);
  const shapes = [$(a.s), $(b.s)];
  texts.push(letter(taken, points, shapes, frame, 'A'), letter(taken, points, [...shapes].reverse(), frame, 'B'),
    s('path', { class: 'm-scale', d: `M12 ${pane.tall - 14}v4h${round * k}v-4` }),
    s('text', { x: 12, y: pane.tall - 18 }, metres(round)));
  const id = `mini-${(minis += 1)}`;
  const dots = `l-${b.fill || 'none'}`;
  const turned = b.turn || '';
  return h('figure', null, s('svg', {
    class: 'mini map', viewBox: `0 0 ${pane.wide} ${pane.tall}`, role: 'img', 'aria-label': word('mini'),
  },
  b.fill && s('pattern', { id, href: `#${dots}`, patternTransform: `scale(${1 / k}) ${turned}` }),
  s('g', { transform: `translate(${x} ${y}) scale(${k})` },
    s('use', { href: `#${b.s}`, class: `m-b ${b.protected ? 'protected' : ''}`, fill: b.fill ? `url(#${id})` : 'none' }),
    verdict.d?.includes('Z') && s('path', { class: `m-both solid ${verdict.outcome}`, d: verdict.d }),
    s('use', { href: `#${a.s}`, class: 'm-a' }),
    verdict.d && !verdict.d.includes('Z') && s('path', { class: `m-both line ${verdict.outcome}`, d: verdict.d })),
  ...texts.filter(Boolean)),
  h('figcaption', { class: 'small dim' }, `A: ${a.id} · B: ${say(b.n)}`));
};
