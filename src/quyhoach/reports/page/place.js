// Where signs and names go so that none lies on another: first come, first placed.
const canvas = document.createElement('canvas').getContext('2d');
const measured = new Map();
const widthOf = (text, font) => {
  const key = font + text;
  if (!measured.has(key)) {
    canvas.font = font;
    measured.set(key, canvas.measureText(text).width);
  }
  return measured.get(key);
};

// boxes kept by the squares they lie in, so that thousands are asked quickly
const SQUARE = 48;
const squares = ([left, top, right, bottom]) => {
  const found = [];
  for (let x = Math.floor(left / SQUARE); x <= right / SQUARE; x += 1) {
    for (let y = Math.floor(top / SQUARE); y <= bottom / SQUARE; y += 1) found.push(x * 4096 + y);
  }
  return found;
};
class Taken {
  constructor(width, height) {
    Object.assign(this, { width, height, held: new Map() });
  }

  free(box, inside = true) {
    const [left, top, right, bottom] = box;
    if (inside && (left < 4 || top < 4 || right > this.width - 4 || bottom > this.height - 4)) return false;
    return squares(box).every((key) => !this.held.get(key)
      ?.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom));
  }

  take(box) {
    for (const key of squares(box)) {
      if (this.held.has(key)) this.held.get(key).push(box);
      else this.held.set(key, [box]);
    }
  }
}

// rings of six, twelve, eighteen … places round a point
const around = (step, rings) => {
  const found = [[0, 0]];
  for (let ring = 1; ring <= rings; ring += 1) {
    for (let k = 0; k < 6 * ring; k += 1) {
      const turn = (Math.PI * 2 * k) / (6 * ring) + ring / 2;
      found.push([ring * step * Math.cos(turn), ring * step * Math.sin(turn)]);
    }
  }
  return found;
};
const SPIRAL = around(11, 14);

const placeSign = (taken, [x, y], half) => {
  for (const [dx, dy] of SPIRAL) {
    const box = [x + dx - half, y + dy - half, x + dx + half, y + dy + half];
    if (taken.free(box)) {
      taken.take(box);
      return [x + dx, y + dy];
    }
  }
  return null;
};

// candidates: right, left, above, below, then the four corners
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];
const placeName = (taken, point, text, given) => {
  const { reach = 0 } = given;
  for (const [dx, dy] of reach ? SPIRAL : [[0, 0]]) {
    if (Math.abs(dx) > reach / 3 || Math.abs(dy) > reach / 4) continue;
    const spot = placeNear(taken, [point[0] + dx, point[1] + dy], text, given);
    if (spot) return spot;
  }
  return null;
};
const placeNear = (taken, [x, y], text, { gap = 6, font, size = 13, sides = SIDES, spacing = 0 }) => {
  const width = widthOf(text, font) + spacing * text.length;
  const tall = size * 1.3;
  for (const [sx, sy] of sides) {
    const cx = x + sx * (gap + width / 2);
    const cy = y + sy * (sx ? gap * 0.8 + tall * 0.2 : gap + tall / 2);
    const box = [cx - width / 2 - 2, cy - tall / 2, cx + width / 2 + 2, cy + tall / 2];
    if (taken.free(box)) {
      taken.take(box);
      return [cx, cy + size * 0.36];
    }
  }
  return null;
};
