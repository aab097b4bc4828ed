import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Ghost } from "./Ghost";

interface Props<P> {
  /** Brings the part: `() => import("./Foot")`. */
  load: () => Promise<{ default: ComponentType<P> }>;
  /** What the part is given. */
  with: P;
  /** How many rows hold its place until it is here. */
  rows?: number;
}

/** A part of a page that comes a moment after it, so that the page itself stands sooner. */
export function Later<P extends object>({ load, with: given, rows = 0 }: Props<P>) {
  const [Part, setPart] = useState<ComponentType<P>>();
  useEffect(() => {
    void load().then((found) => setPart(() => found.default));
  }, []);
  if (Part) return <Part {...given} />;
  return rows ? <Ghost of="row" rows={rows} /> : null;
}
