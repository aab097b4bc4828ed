/** A year as a cloth: one column a day, one row a half-hour, painted pixel by pixel on a canvas. */
import type { Energy } from "./facts";

type Colour = readonly [number, number, number];

/** From nothing to the most, on the dark ground of the tapestry; the same in both schemes. */
const RAMPS: Record<Energy, readonly Colour[]> = {
  electricity: [
    [18, 40, 54],
    [34, 56, 64],
    [92, 77, 46],
    [168, 112, 26],
    [230, 160, 40],
    [255, 214, 122],
    [255, 250, 230],
  ],
  gas: [
    [24, 30, 52],
    [58, 36, 72],
    [112, 42, 84],
    [172, 52, 86],
    [224, 84, 94],
    [250, 152, 132],
    [255, 236, 220],
  ],
  water: [
    [13, 32, 46],
    [16, 54, 78],
    [19, 84, 120],
    [27, 122, 164],
    [62, 164, 202],
    [140, 210, 232],
    [234, 250, 253],
  ],
};
const HOLE: Colour = [9, 19, 28];

/** The colour of a share of the most, in [0, 1]. */
export function shade(energy: Energy, share: number): Colour {
  const ramp = RAMPS[energy];
  const place = Math.min(0.9999, Math.max(0, share)) * (ramp.length - 1);
  const step = Math.floor(place);
  const from = ramp[step] ?? HOLE;
  const to = ramp[step + 1] ?? from;
  const part = place - step;
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * part);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

/** The value below which 98.5 of a hundred lie: one kettle must not darken a whole year. */
export function bright(values: Float32Array): number {
  const known = values.filter((value) => value >= 0).sort();
  return known[Math.floor(known.length * 0.985)] || 1;
}

/**
 * Paints `values` (slot after slot, day after day; negative or NaN = missing) one pixel each.
 *
 * The canvas gets `days` x `slots` pixels; CSS stretches it with `image-rendering: pixelated`.
 */
export function paint(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  energy: Energy,
  slots = 48,
  most: number = bright(values),
): void {
  const days = Math.max(1, Math.floor(values.length / slots));
  canvas.width = days;
  canvas.height = slots;
  const brush = canvas.getContext("2d");
  if (!brush) return;
  const table = Array.from({ length: 256 }, (_, step) => shade(energy, step / 255));
  const image = brush.createImageData(days, slots);
  for (let day = 0; day < days; day++) {
    for (let slot = 0; slot < slots; slot++) {
      const value = values[day * slots + slot] ?? -1;
      const share = Math.min(1, Math.max(0, value) / most) ** 0.62;
      const colour = value >= 0 ? (table[Math.round(share * 255)] ?? HOLE) : HOLE;
      const at = (slot * days + day) * 4;
      image.data[at] = colour[0];
      image.data[at + 1] = colour[1];
      image.data[at + 2] = colour[2];
      image.data[at + 3] = 255;
    }
  }
  brush.putImageData(image, 0, 0);
}
