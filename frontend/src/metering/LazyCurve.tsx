import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import type { Curve } from "../../core/loadcurve";
import type { Unit } from "../../core/units";
import { Ghost } from "../ui/Ghost";

interface Props {
  curve: Curve;
  energy: Energy;
  unit: Unit;
  open: { day: number; times: number } | undefined;
  more?: ComponentChildren;
}

/** The curve's drawing library comes only when the curve is about to be seen. */
export function LazyCurve(props: Props) {
  const box = useRef<HTMLElement>(null);
  const [Drawn, setDrawn] = useState<ComponentType<Props>>();
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: "200px" },
    );
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (seen || props.open) void import("../charts/LoadCurve").then((part) => setDrawn(() => part.default));
  }, [seen, props.open]);
  const unit = props.unit === "dm3" ? "units.litre_hour" : "units.kilowatt";
  return (
    <section class="card curve-card" ref={box}>
      <h2>
        {t("usage.curve.title")} ({t(unit)})
      </h2>
      {Drawn ? <Drawn {...props} /> : <Ghost of="tall" />}
    </section>
  );
}
