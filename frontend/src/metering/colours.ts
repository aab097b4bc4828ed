/** Coloured days: each colour has a shape of its own too, so that nothing hangs on colour alone. */
import { t } from "../../core/i18n";
import type { TariffClass } from "../wire";

export type Colour = "blue" | "white" | "red";

export const COLOURS: readonly Colour[] = ["blue", "white", "red"];

/** A disc, a ring, a diamond: on a grid of 12. */
export const SHAPES: Record<Colour, string> = {
  blue: "M6 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  white: "M6 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2z",
  red: "M6 .8 11.2 6 6 11.2.8 6z",
};

export function colourOf(name: string | null | undefined): Colour | undefined {
  return COLOURS.find((each) => each === name);
}

/** Whether a tariff's classes are those of coloured days. */
export function coloured(classes: readonly TariffClass[]): boolean {
  return classes.some((each) => COLOURS.some((colour) => each.classed.startsWith(`${colour}_`)));
}

export function nameOfColour(colour: Colour): string {
  return t(`tempo.colour.${colour}`);
}
