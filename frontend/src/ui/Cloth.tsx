import { useEffect, useRef } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { paint } from "../../core/tapestry";
import { weave } from "../../core/weave";
import "../../styles/parts/tapestry.css";

/** One fluid's synthetic year, drawn after the first paint: art without an image byte. */
export function Cloth({ energy, seed = 7, days = 365 }: { energy: Energy; seed?: number; days?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, weave(energy, days, seed), energy);
  }, [energy, seed, days]);
  return (
    <div class="cloth">
      <canvas ref={canvas} width={days} height={48} aria-hidden="true" />
    </div>
  );
}
