import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Failed } from "./Failed";
import { Ghost } from "./Ghost";

interface Props<P> {
  /** Brings the part: `() => import("./Foot")`. */
  load: () => Promise<{ default: ComponentType<P> }>;
  /** What the part is given. */
  with: P;
  /** What holds its place until it is here, and how many of it. */
  ghost?: "row" | "block" | "tall";
  rows?: number;
  /** Bring it only when it is about to be seen. */
  seen?: boolean;
}

const NEAR = "200px";

/** A part of a page that comes a moment after it, so that the page itself stands sooner. */
export function Later<P extends object>({ load, with: given, ghost = "row", rows = 1, seen = false }: Props<P>) {
  const place = useRef<HTMLDivElement>(null);
  const [Part, setPart] = useState<ComponentType<P>>();
  const [error, setError] = useState<unknown>();
  const [wanted, setWanted] = useState(!seen);
  const bring = (): void => {
    setError(undefined);
    load().then((found) => setPart(() => found.default), setError);
  };
  useEffect(() => {
    if (wanted || !place.current) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setWanted(true),
      { rootMargin: NEAR },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [wanted]);
  useEffect(() => {
    if (wanted || !seen) bring();
  }, [wanted, seen]);
  if (Part) return <Part {...given} />;
  if (error) return <Failed error={error} again={bring} />;
  return (
    <div ref={place}>
      <Ghost of={ghost} rows={rows} />
    </div>
  );
}
