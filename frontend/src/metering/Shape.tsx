import { SHAPES, type Colour } from "./colours";

/** The shape that goes with a day's colour. */
export function Shape({ of }: { of: Colour }) {
  return (
    <svg class={`shape is-${of}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[of]} />
    </svg>
  );
}
