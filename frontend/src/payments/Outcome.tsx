import { useEffect, useState } from "preact/hooks";
import { check, cross, hourglass, print } from "../../core/icons";
import { money, moment } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { payment } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Claims } from "../support/Claims";
import type { Payment } from "../wire";

/** Where tabs of this site tell each other that money has moved. */
const CHANNEL = "till";
const LOOK_AGAIN_MS = 1500;
const LONG_AFTER = 20;

/** Looks after a confirmed try in which "rejected" may still speak of the try before it. */
const BELATED = 10;

interface Props {
  id: string;
  /** The card network has just said yes to this browser; its event is on the way. */
  confirmed: boolean;
  onAgain: (invoices: string[]) => void;
}

/** Where a payment stands, asked again until the card network's event has told. */
export function Outcome({ id, confirmed, onAgain }: Props) {
  const { data, error, again } = useData(() => payment(id), [id]);
  const [looks, setLooks] = useState(0);
  const belated = confirmed && data?.state === "rejected" && looks < BELATED;
  const open = data?.state === "processing" || data?.state === "requires_action" || belated;
  useEffect(() => {
    if (!open) return;
    const later = setTimeout(() => {
      setLooks(looks + 1);
      again();
    }, LOOK_AGAIN_MS);
    return () => clearTimeout(later);
  }, [data]);

  const state = data?.state;
  useEffect(() => {
    // Bills that are open in another tab show the change at once.
    if (state && !open) new BroadcastChannel(CHANNEL).postMessage(state);
  }, [state, open]);

  if (error) return <Failed error={error} again={again} />;
  if (!data) {
    return (
      <div class="card pay-card">
        <Ghost of="answer" />
      </div>
    );
  }
  return (
    <section class="card pay-card" aria-live="polite">
      {data.state === "paid" ? (
        <Paid paid={data} />
      ) : open ? (
        <>
          <span class="seal">
            <Icon of={hourglass} size="large" />
          </span>
          <h1>{t("pay.processing.title")}</h1>
          <p class="answer is-second figures-off">{money(data.amount_cents, data.currency)}</p>
          <p>{t(looks > LONG_AFTER ? "pay.processing.long" : "pay.processing.more")}</p>
          {looks > LONG_AFTER && <Claims about="payment" reference={data.payment} />}
        </>
      ) : (
        <>
          <span class="seal is-bad">
            <Icon of={cross} size="large" />
          </span>
          <h1>{t("pay.refused.title")}</h1>
          {data.reason_text && <p class="strong">{data.reason_text}</p>}
          <p>{t("pay.not_charged")}</p>
          <p>{t("pay.refused.next")}</p>
          <Action onClick={() => onAgain(data.invoices)}>{t("pay.refused.again")}</Action>
          <Claims about="payment" reference={data.payment} />
        </>
      )}
    </section>
  );
}

function Paid({ paid }: { paid: Payment }) {
  const facts: [string, string][] = [
    [t("pay.paid.receipt"), paid.receipt_number ?? ""],
    [t("pay.paid.on"), paid.paid_at ? moment(paid.paid_at) : ""],
    [t("pay.paid.bills"), paid.invoices.join(", ")],
  ];
  return (
    <>
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <h1>{t("pay.paid.title")}</h1>
      <p class="answer figures-off">{money(paid.amount_cents, paid.currency)}</p>
      <dl class="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p class="quiet small">{t("pay.paid.mail")}</p>
      <p class="row no-print">
        <a class="action" href={to("bills")}>
          {t("pay.back")}
        </a>
        <button type="button" class="action is-second" onClick={() => window.print()}>
          <Icon of={print} size="small" />
          {t("pay.paid.print")}
        </button>
      </p>
      <p class="quiet small no-print">
        {t("pay.paid.next")} <a href={to("means")}>{t("pay.paid.means")}</a>
      </p>
    </>
  );
}
