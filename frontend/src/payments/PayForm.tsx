import { useState } from "preact/hooks";
import { money } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Ghost } from "../ui/Ghost";
import { Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { ByBank } from "./ByBank";
import { ByCard } from "./ByCard";
import { pay, type PaymentStart } from "./calls";
import { Part } from "./Part";
import { forgetKey, keyOf } from "./presses";

interface Props {
  invoices: string[];
  /** The part that was asked for, in cents; all of it when null. */
  asked: number | null;
  onSent: (payment: string) => void;
}

/** How much, which way, and the one button. */
export function PayForm({ invoices, asked, onSent }: Props) {
  const [cents, setCents] = useState(asked);
  const begun = useData(() => pay(invoices, cents, keyOf(invoices, cents)), [cents]);
  if (begun.error) {
    return <NotOpened error={begun.error} invoices={invoices} cents={cents} again={begun.again} />;
  }
  if (!begun.data) {
    return (
      <div class="card pay-card">
        <Ghost of="answer" />
        <Ghost of="block" />
      </div>
    );
  }
  return (
    <Form
      begun={begun.data}
      onPart={setCents}
      onSent={(payment) => {
        forgetKey(invoices, cents);
        onSent(payment);
      }}
    />
  );
}

interface NotOpenedProps {
  error: unknown;
  invoices: string[];
  cents: number | null;
  again: () => void;
}

function NotOpened({ error, invoices, cents, again }: NotOpenedProps) {
  const code = error instanceof Problem ? error.code : "";
  if (code === "already_paid" || invoices.length === 0) {
    return (
      <div class="card pay-card">
        <h1>{t("pay.nothing.title")}</h1>
        <a class="action is-second" href={to("bills")}>
          {t("pay.back")}
        </a>
      </div>
    );
  }
  return (
    <Refused error={error}>
      <p class="strong">{t("pay.not_charged")}</p>
      <Action
        second
        small
        onClick={() => {
          forgetKey(invoices, cents);
          again();
        }}
      >
        {t("pay.refused.again")}
      </Action>
    </Refused>
  );
}

interface FormProps {
  begun: PaymentStart;
  onPart: (cents: number | null) => void;
  onSent: (payment: string) => void;
}

function Form({ begun, onPart, onSent }: FormProps) {
  const [way, setWay] = useState<"card" | "bank">("card");
  const count = begun.invoices.length;
  return (
    <section class="card pay-card">
      <h1>{t("pay.title")}</h1>
      <p class="answer figures-off">{money(begun.amount_cents, begun.currency)}</p>
      <p class="quiet">
        {t("pay.for", { count })} · {begun.invoices.join(", ")}
      </p>
      {way === "card" && <Part begun={begun} onPart={onPart} />}
      <Segments
        label={t("pay.way")}
        options={[
          ["card", t("pay.by_card")],
          ["bank", t("pay.by_bank")],
        ]}
        chosen={way}
        onChoose={setWay}
      />
      {way === "card" ? (
        <ByCard key={begun.payment} begun={begun} onSent={onSent} />
      ) : (
        <ByBank invoices={begun.invoices} />
      )}
    </section>
  );
}
