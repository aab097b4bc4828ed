import { daysBetween, today } from "../../core/format";
import { clock } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import type { Invoice } from "../wire";

/** How long there is still, or since when it is late. */
export function DaysLeft({ until }: { until: string }) {
  const left = daysBetween(today(), until);
  return (
    <span class={`state is-${left < 0 ? "bad" : "soon"}`}>
      <Icon of={clock} size="small" />
      {left < 0
        ? t("home.due.late", { count: -left })
        : left === 0
          ? t("home.due.today")
          : t("home.due.left", { count: left })}
    </span>
  );
}

/** The pay page for some invoices at once. */
export function payAddress(invoices: readonly Invoice[]): string {
  const asked = invoices.map((each) => `invoice=${encodeURIComponent(each.number)}`);
  return `${to("pay")}?${asked.join("&")}`;
}
