/**
 * A text as a QR code (ISO/IEC 18004, byte mode, level M, versions 1 to 20: up to 666 bytes), drawn
 * on the page so that the key of an authenticator app is sent to nobody who draws it for us.
 */
const CHECKS = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Grid = boolean[][];

/** The dark and light modules of a text, row by row. */
export function qr(text: string): Grid {
  const content = [...new TextEncoder().encode(text)];
  const version = smallest(content.length);
  const size = version * 4 + 17;
  const dark: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (x: number, y: number, on: boolean): void => {
    dark[y]![x] = on;
    fixed[y]![x] = true;
  };
  furniture(version, size, set);
  lay(codewords(content, version), dark, fixed);
  let best: Grid = dark;
  let least = Infinity;
  MASKS.forEach((mask, number) => {
    const tried = dark.map((row, y) => row.map((on, x) => on !== (!fixed[y]![x] && mask(x, y))));
    format(number, size, (x, y, on) => (tried[y]![x] = on));
    const cost = penalty(tried);
    if (cost < least) [best, least] = [tried, cost];
  });
  return best;
}

/** The same as the outline of its dark modules, for the path of an SVG. */
export function qrPath(grid: Grid): string {
  return grid
    .flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
}

function modules(version: number): number {
  const align = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const all = (16 * version + 128) * version + 64 - (align ? (25 * align - 10) * align - 55 : 0);
  return version >= 7 ? all - 36 : all;
}

function room(version: number): number {
  return Math.floor(modules(version) / 8) - CHECKS[version]! * BLOCKS[version]!;
}

function smallest(length: number): number {
  for (let version = 1; version <= 20; version++) {
    if (length + (version < 10 ? 2 : 3) <= room(version)) return version;
  }
  throw new RangeError("too long for a QR code");
}

/** Data and checks of every block, interleaved. */
function codewords(content: number[], version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(4, 4);
  push(content.length, version < 10 ? 8 : 16);
  for (const byte of content) push(byte, 8);
  push(0, Math.min(4, room(version) * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0xec; data.length < room(version); pad ^= 0xfd) data.push(pad);

  const count = BLOCKS[version]!;
  const short = Math.floor(room(version) / count);
  const longer = room(version) % count;
  const blocks: number[][] = [];
  for (let block = 0, at = 0; block < count; block++) {
    const length = short + (block >= count - longer ? 1 : 0);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const checks = blocks.map((block) => checked(block, CHECKS[version]!));
  const woven = (rows: number[][], length: number): number[] =>
    Array.from({ length }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at]!] : []))).flat();
  return [...woven(blocks, short + 1), ...woven(checks, CHECKS[version]!)];
}

function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

/** Reed and Solomon's check bytes over GF(2^8). */
function checked(block: number[], degree: number): number[] {
  const divisor = Array<number>(degree).fill(0);
  divisor[degree - 1] = 1;
  let root = 1;
  for (let step = 0; step < degree; step++) {
    for (let at = 0; at < degree; at++) {
      divisor[at] = times(divisor[at]!, root) ^ (divisor[at + 1] ?? 0);
    }
    root = times(root, 2);
  }
  const rest = Array<number>(degree).fill(0);
  for (const byte of block) {
    const factor = byte ^ rest.shift()!;
    rest.push(0);
    divisor.forEach((each, at) => (rest[at]! ^= times(each, factor)));
  }
  return rest;
}

/** What is the same in every code of a size: corners, rulers, alignment, version. */
function furniture(version: number, size: number, set: (x: number, y: number, on: boolean) => void): void {
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        const [x, y] = [cx + dx, cy + dy];
        if (x >= 0 && x < size && y >= 0 && y < size) set(x, y, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = alignment(version, size);
  const last = places.length - 1;
  places.forEach((cx, i) =>
    places.forEach((cy, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
        }
      }
    }),
  );
  format(0, size, set);
  if (version < 7) return;
  let rest = version;
  for (let bit = 0; bit < 12; bit++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit++) {
    const on = ((bits >>> bit) & 1) === 1;
    const [a, b] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(a, b, on);
    set(b, a, on);
  }
}

function alignment(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6];
  for (let at = size - 7; places.length < count; at -= step) places.splice(1, 0, at);
  return places;
}

/** Level and mask, twice, and the module that is always dark. */
function format(mask: number, size: number, set: (x: number, y: number, on: boolean) => void): void {
  let rest = mask; // level M is 0
  for (let bit = 0; bit < 10; bit++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const on = (bit: number): boolean => ((bits >>> bit) & 1) === 1;
  for (let bit = 0; bit < 6; bit++) set(8, bit, on(bit));
  set(8, 7, on(6));
  set(8, 8, on(7));
  set(7, 8, on(8));
  for (let bit = 9; bit < 15; bit++) set(14 - bit, 8, on(bit));
  for (let bit = 0; bit < 8; bit++) set(size - 1 - bit, 8, on(bit));
  for (let bit = 8; bit < 15; bit++) set(8, size - 15 + bit, on(bit));
  set(8, size - 8, true);
}

/** Lays the bits two columns at a time, up and down, around what is fixed. */
function lay(words: number[], dark: Grid, fixed: Grid): void {
  const size = dark.length;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y]![x] || at >= words.length * 8) continue;
        dark[y]![x] = ((words[at >>> 3]! >>> (7 - (at & 7))) & 1) === 1;
        at++;
      }
    }
  }
}

/** How hard a pattern is to read: long runs, blocks, false corners, too dark or too light. */
function penalty(grid: Grid): number {
  const size = grid.length;
  const columns = grid.map((_, x) => grid.map((row) => row[x]!));
  let cost = 0;
  for (const line of [...grid, ...columns]) {
    const marks = line.map((on) => (on ? "1" : "0")).join("");
    for (const run of marks.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    cost += 40 * (marks.match(/(?=10111010000|00001011101)/g) ?? []).length;
  }
  let darks = 0;
  grid.forEach((row, y) =>
    row.forEach((on, x) => {
      if (on) darks++;
      const below = grid[y + 1];
      if (below && x + 1 < size && on === row[x + 1] && on === below[x] && on === below[x + 1]) cost += 3;
    }),
  );
  return cost + 10 * Math.floor(Math.abs((darks * 20) / (size * size) - 10));
}
