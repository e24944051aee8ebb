// The small map of one verdict: A in ink, B dashed, what they share in red with its size.
const union = (boxes) => boxes.reduce((a, b) => [
  Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
const miniSides = {
  wide: 360, tall: 220,
};
const partner = (verdict) => {
  const { other } = verdict;
  if (!other) return null;
  const found = other.kind === 'zone' ? zones[zoneOf.get(other.id)]
    : other.kind === 'project' ? projects[rowOf.get(other.id)] : null;
  return found?.s ? found : null;
};
const miniFrame = (a, b, shared) => {
  const core = union([a.b, shared || a.b]);
  const spare = 0.5 * Math.max(core[2] - core[0], core[3] - core[1]);
  const near = [core[0] - spare, core[1] - spare, core[2] + spare, core[3] + spare];
  const whole = union([core, b.b]);
  const both = Math.max(whole[2] - whole[0], whole[3] - whole[1]) < 5 * Math.max(core[2] - core[0], core[3] - core[1]);
  const [left, top, right, bottom] = both ? whole : near;
  const k = Math.min(miniSides.wide / (right - left), miniSides.tall / (bottom - top)) * 0.82;
  return { k, x: miniSides.wide / 2 - ((left + right) / 2) * k, y: miniSides.tall / 2 - ((top + bottom) / 2) * k };
};
const letter = (taken, box, name) => {
  const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]];
  for (const corner of corners) {
    const at = [Math.min(Math.max(corner[0], 14), miniSides.wide - 14), Math.min(Math.max(corner[1], 14), miniSides.tall - 14)];
    const spot = placeName(taken, at, name, { font: STRONG, gap: 3 });
    if (spot) return s('text', { class: 'strong', x: spot[0], y: spot[1], 'text-anchor': 'middle' }, name);
  }
  return null;
};
let minis = 0;
const miniMap = (verdict, row) => {
  const [a, b] = [projects[row], partner(verdict)];
  if (!a.s || !b) return null;
  const { k, x, y } = miniFrame(a, b, verdict.b);
  const seen = (box) => [box[0] * k + x, box[1] * k + y, box[2] * k + x, box[3] * k + y];
  const taken = new Taken(miniSides.wide, miniSides.tall);
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
    if (spot) {
      texts.push(s('path', { class: 'm-link', d: `M${middle}L${spot[0]} ${spot[1] - 5}` }),
        s('text', { class: 'strong', x: spot[0], y: spot[1], 'text-anchor': 'middle' }, text));
    }
  }
  const round = [5, 2, 1].map((n) => n * 10 ** Math.floor(Math.log10(80 / k))).find((n) => n * k <= 80);
  taken.take([6, miniSides.tall - 34, 110, miniSides.tall]);
  texts.push(letter(taken, seen(a.b), 'A'), letter(taken, seen(b.b), 'B'),
    s('path', { class: 'm-scale', d: `M12 ${miniSides.tall - 14}v4h${round * k}v-4` }),
    s('text', { x: 12, y: miniSides.tall - 18 }, metres(round)));
  const id = `mini-${(minis += 1)}`;
  const fill = `l-${b.fill || 'none'}`;
  const turn = b.turn || '';
  return h('figure', null, s('svg', {
    class: 'mini map', viewBox: `0 0 ${miniSides.wide} ${miniSides.tall}`, role: 'img', 'aria-label': word('mini'),
  },
  b.fill && s('pattern', { id, href: `#${fill}`, patternTransform: `scale(${1 / k}) ${turn}` }),
  s('g', { transform: `translate(${x} ${y}) scale(${k})` },
    s('use', { href: `#${b.s}`, class: `m-b ${b.protected ? 'protected' : ''}`, fill: b.fill ? `url(#${id})` : 'none' }),
    verdict.d && s('path', { class: 'm-both', d: verdict.d, 'vector-effect': 'non-scaling-stroke' }),
    s('use', { href: `#${a.s}`, class: 'm-a' })),
  ...texts.filter(Boolean)),
  h('figcaption', { class: 'small dim' }, `A: ${a.id} · B: ${say(b.n)}`));
};
