import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { back } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import { Mark } from "../ui/Mark";
import { Outcome } from "./Outcome";
import { PayForm } from "./PayForm";
import "./pay.css";

interface Asked {
  invoices: string[];
  payment: string | null;
  cents: number | null;
  confirmed?: boolean;
}

/** One thing only: pay. No other way leads on from here than back, or to the receipt. */
export function Pay() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    const cents = Number(query.get("amount")) || null;
    setAsked({ invoices: query.getAll("invoice"), payment: query.get("payment"), cents });
  }, []);
  /** The payment stands in the address, so that a reload shows where it is and never pays again. */
  const follow = (payment: string): void => {
    history.replaceState(null, "", to("pay", { payment }));
    setAsked({ invoices: [], payment, cents: null, confirmed: true });
  };
  const again = (invoices: string[]): void => {
    const address = new URL(to("pay"), location.href);
    for (const number of invoices) address.searchParams.append("invoice", number);
    location.replace(address);
  };
  return (
    <Frame>
      {asked?.payment && <Outcome id={asked.payment} confirmed={asked.confirmed ?? false} onAgain={again} />}
      {asked && !asked.payment && (
        <PayForm invoices={asked.invoices} asked={asked.cents} onSent={follow} />
      )}
    </Frame>
  );
}

function Frame({ children }: { children: ComponentChildren }) {
  return (
    <div class="paper-page pay-page">
      <header class="top">
        <Mark href={to("home")} />
        <a class="textual is-bare" href={to("bills")}>
          <Icon of={back} size="small" />
          {t("pay.back")}
        </a>
      </header>
      <main class="room">
        <div class="narrow">{children}</div>
      </main>
    </div>
  );
}
