import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { tickets } from "./calls";
import type { Ticket } from "./calls";

interface Asked {
  about: "payment" | "bill";
  reference: string;
}

/** What was asked about this very thing and where it stands; else the way to ask. */
export function Claims({ about, reference }: Asked) {
  const [found, setFound] = useState<Ticket[]>([]);
  useEffect(() => {
    tickets(reference).then(({ items }) => setFound(items), () => undefined);
  }, [reference]);
  return (
    <ul class="no-print">
      {found.map(({ ticket, state }) => (
        <li key={ticket}>
          <a class="textual" href={to("messages", { ticket })}>
            {t("support.claim.yours", { ticket, state: t(`support.state.${state}`) })}
          </a>
        </li>
      ))}
      {found.some(({ state }) => state !== "resolved") ? null : (
        <li>
          <a class="textual" href={to("help", { about, reference })}>
            {t(`support.claim.${about}`)}
          </a>
        </li>
      )}
    </ul>
  );
}
