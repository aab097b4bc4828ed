import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { back } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import { Mark } from "../ui/Mark";
import { CardForm } from "./CardForm";
import { Outcome } from "./Outcome";
import "./pay.css";

interface Asked {
  invoices: string[];
  payment: string | null;
  confirmed?: boolean;
}

/** One thing only: pay. No other way leads on from here than back, or to the receipt. */
export function Pay() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    setAsked({ invoices: query.getAll("invoice"), payment: query.get("payment") });
  }, []);
  /** The payment stands in the address, so that a reload shows where it is and never pays again. */
  const follow = (payment: string): void => {
    history.replaceState(null, "", to("pay", { payment }));
    setAsked({ invoices: [], payment, confirmed: true });
  };
  const again = (invoices: string[]): void => {
    const address = new URL(to("pay"), location.href);
    for (const number of invoices) address.searchParams.append("invoice", number);
    location.replace(address);
  };
  return (
    <Frame>
      {asked?.payment && <Outcome id={asked.payment} confirmed={asked.confirmed ?? false} onAgain={again} />}
      {asked && !asked.payment && <CardForm invoices={asked.invoices} onSent={follow} />}
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
