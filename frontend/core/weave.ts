/**
 * A synthetic year of half-hours of an invented home: the picture of the sign-in page.
 *
 * No customer's data: a small model of a household (heating, cooking, showers, a holiday), drawn
 * from a seed so that every build and every visit shows the same cloth.
 */
import type { Energy } from "./facts";

const SLOTS = 48;

/** Mulberry32: a small seeded generator of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function bump(hour: number, at: number, width: number): number {
  const away = Math.min(Math.abs(hour - at), 24 - Math.abs(hour - at));
  return Math.exp(-((away / width) ** 2));
}

/** 1 in the heart of winter, 0 in the heart of summer; day 0 is 1 November. */
function cold(day: number): number {
  return 0.5 + 0.5 * Math.cos(((day - 75) / 365) * 2 * Math.PI);
}

function electricity(day: number, hour: number, chance: () => number): number {
  const weekend = day % 7 > 4;
  const winter = cold(day);
  const night = hour < 2 || hour >= 23.5 ? 0.5 : 0;
  const morning = bump(hour, weekend ? 9.2 : 7.2, 1.3) * (0.5 + 0.25 * winter);
  const noon = bump(hour, 12.6, 1) * (weekend ? 0.5 : 0.22);
  const evening = bump(hour, 20.2, 2.1) * (0.62 + 0.45 * winter);
  const heating = winter ** 2 * 0.22 * (0.7 + 0.3 * bump(hour, 7, 3));
  const spark = chance() > 0.9985 ? 1.1 : 0;
  return (0.1 + night + morning + noon + evening + heating + spark) * (0.72 + 0.5 * chance());
}

function gas(day: number, hour: number, spell: number, chance: () => number): number {
  const winter = cold(day) ** 1.7;
  const heating = winter * (0.2 + 0.9 * bump(hour, 6.8, 1.7) + 0.95 * bump(hour, 19.6, 3.1));
  const bath = 0.1 * bump(hour, 7.2, 0.8) + 0.12 * bump(hour, 20.4, 0.9);
  return (0.02 + heating * (0.72 + 0.5 * spell) + bath) * (0.72 + 0.5 * chance());
}

function water(day: number, hour: number, chance: () => number): number {
  const weekend = day % 7 > 4;
  const morning = bump(hour, weekend ? 9.6 : 7.1, weekend ? 1.5 : 0.9) * 0.85;
  const noon = bump(hour, 12.7, 1) * 0.32;
  const evening = bump(hour, 20.4, 1.6) * 0.62;
  const garden = day > 215 && day < 310 && day % 2 === 0 && hour >= 21.5 && hour < 23 ? 0.9 : 0;
  return (morning + noon + evening + garden) * (0.5 + 0.85 * chance());
}

/**
 * Values in [0, 1], slot after slot, day after day.
 *
 * `days` starts on 1 November; the home is empty for two weeks in August.
 */
export function weave(energy: Energy, days = 365, seed = 7): Float32Array {
  const chance = seeded(seed + energy.length);
  const cloth = new Float32Array(days * SLOTS);
  let spell = 0.5;
  for (let day = 0; day < days; day++) {
    spell = Math.min(1, Math.max(0, spell + (chance() - 0.5) * 0.34));
    const away = day >= 278 && day < 291;
    for (let slot = 0; slot < SLOTS; slot++) {
      const hour = slot / 2;
      const value =
        energy === "electricity"
          ? electricity(day, hour, chance)
          : energy === "gas"
            ? gas(day, hour, spell, chance)
            : water(day, hour, chance);
      const empty = energy === "electricity" ? 0.07 + 0.05 * chance() : 0.015;
      cloth[day * SLOTS + slot] = Math.min(1, (away ? empty : value) / 1.35);
    }
  }
  return cloth;
}
