import { useState } from "preact/hooks";
import { bars, down, forward, shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import { Later } from "../ui/Later";
import type { Invoices } from "../wire";
import { Statement } from "./Statement";

/** What else there is about bills: the year to come, proofs, and everything as one file. */
export default function Shelf({ bills }: { bills: Invoices }) {
  const [open, setOpen] = useState(false);
  const customers = [...new Set(bills.items.map((each) => each.customer))];
  return (
    <>
      <Statement customers={customers} />
      <details class="card statement" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>{t("bills.archive.title")}</h2>
          <Icon of={down} />
        </summary>
        {open && <Later load={() => import("./Archive")} with={{ years: bills.years }} rows={2} />}
      </details>
      <nav class="card" aria-label={t("bills.shelf")}>
        <ul class="list">
          <Way page="forecast" icon={bars} />
          <Way page="proofs" icon={shield} />
        </ul>
      </nav>
    </>
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
