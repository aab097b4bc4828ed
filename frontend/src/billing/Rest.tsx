import { useState } from "preact/hooks";
import { bars, down, forward, shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import { Later } from "../ui/Later";
import type { Invoices } from "../wire";
import { List } from "./List";
import { Statement } from "./Statement";

/** Below what is owed: every bill, the movements, and what else there is about bills. */
export default function Rest({ bills }: { bills: Invoices }) {
  const customers = [...new Set(bills.items.map((each) => each.customer))];
  return (
    <>
      {bills.items.length > 0 && (
        <>
          <List bills={bills} />
          <Statement customers={customers} />
          <Everything years={bills.years} />
        </>
      )}
      <nav class="card" aria-label={t("bills.shelf")}>
        <ul class="list">
          <Way page="forecast" icon={bars} />
          <Way page="proofs" icon={shield} />
        </ul>
      </nav>
    </>
  );
}

function Everything({ years }: { years: Invoices["years"] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="card statement" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t("bills.archive.title")}</h2>
        <Icon of={down} />
      </summary>
      {open && <Later load={() => import("./Archive")} with={{ years: years }} rows={2} />}
    </details>
  );
}

function Way({ page, icon }: { page: "forecast" | "proofs"; icon: string }) {
  return (
    <li>
      <a href={to(page)}>
        <Icon of={icon} />
        <span>
          <span class="strong">{t(`bills.${page}.page`)}</span>
          <br />
          <span class="quiet small">{t(`bills.${page}.more`)}</span>
        </span>
        <Icon of={forward} size="small" />
      </a>
    </li>
  );
}
