import { useState } from "preact/hooks";
import { money } from "../../core/format";
import { card as cardIcon } from "../../core/icons";
import { openNetwork } from "../../core/cards";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Tick } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { cards, keepCardOf, type KeptCard, type PaymentStart } from "./calls";
import { nameOf } from "./kept";
import { NetworkForm } from "./NetworkForm";

const ANOTHER = "another";

interface Props {
  begun: PaymentStart;
  onSent: (payment: string) => void;
}

/** A card that is kept, in one press; else the network's form. */
export function ByCard({ begun, onSent }: Props) {
  const kept = useData(() => cards(begun.customer), [begun.customer]);
  const found = kept.data?.items ?? [];
  const [chosen, setChosen] = useState<string>();
  const card = found.find((each) => each.card === (chosen ?? found[0]?.card));
  if (kept.loading && !kept.data) return <p class="quiet">{t("pay.loading")}</p>;
  return (
    <>
      {found.length > 0 && (
        <fieldset class="kept-list">
          <legend class="unseen">{t("pay.with")}</legend>
          {found.map((each) => (
            <label key={each.card}>
              <input
                type="radio"
                name="card"
                checked={card?.card === each.card}
                onChange={() => setChosen(each.card)}
              />
              <Icon of={cardIcon} />
              <span class="strong">{nameOf(each)}</span>
            </label>
          ))}
          <label>
            <input type="radio" name="card" checked={!card} onChange={() => setChosen(ANOTHER)} />
            <Icon of={cardIcon} />
            <span>{t("pay.another")}</span>
          </label>
        </fieldset>
      )}
      {card ? (
        <WithKept key={card.card} begun={begun} card={card} onSent={onSent} />
      ) : (
        <WithNew begun={begun} onSent={onSent} />
      )}
    </>
  );
}

/** Where the bank sends its customer back to. */
function home(payment: string): string {
  return new URL(to("pay", { payment }), location.href).href;
}

function WithKept({ begun, card, onSent }: Props & { card: KeptCard }) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  async function press(): Promise<void> {
    setBusy(true);
    setRefused(undefined);
    try {
      const network = await openNetwork(begun.script_url, begun.publishable_key);
      const { error } = await network.confirmPayment({
        clientSecret: begun.client_secret,
        confirmParams: { payment_method: card.payment_method, return_url: home(begun.payment) },
        redirect: "if_required",
      });
      if (!error) return onSent(begun.payment);
      setRefused(error.message ?? "");
    } catch {
      setRefused(t("pay.unreachable"));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      {refused !== undefined && (
        <div role="alert">
          <Note kind="bad">
            <p class="strong">{t("pay.refused.title")}</p>
            {refused && <p>{refused}</p>}
            <p>
              {t("pay.not_charged")} {t("pay.refused.next")}
            </p>
          </Note>
        </div>
      )}
      <Action wide busy={busy} onClick={() => void press()}>
        {t("pay.submit_with", {
          amount: money(begun.amount_cents, begun.currency),
          card: nameOf(card),
        })}
      </Action>
      <p class="quiet small">{t("pay.strong")}</p>
    </>
  );
}

function WithNew({ begun, onSent }: Props) {
  const [kind, setKind] = useState("card");
  const [keep, setKeep] = useState(false);
  const [told, setTold] = useState(false);
  return (
    <NetworkForm
      begun={begun}
      label={t("pay.form")}
      submit={t("pay.submit", { amount: money(begun.amount_cents, begun.currency) })}
      refused={{
        title: t("pay.refused.title"),
        next: `${t("pay.not_charged")} ${t("pay.refused.next")}`,
      }}
      safe={`${t("pay.safe")} ${t("pay.strong")}`}
      onKind={setKind}
      confirm={async (network, elements) => {
        const wanted = keep && kind === "card";
        if (wanted !== told) {
          await keepCardOf(begun.payment, wanted);
          setTold(wanted);
        }
        return network.confirmPayment({
          elements,
          confirmParams: { return_url: home(begun.payment) },
          redirect: "if_required",
        });
      }}
      onDone={() => onSent(begun.payment)}
    >
      {kind === "card" && (
        <Tick checked={keep} onChecked={setKeep}>
          {t("pay.keep")}
        </Tick>
      )}
    </NetworkForm>
  );
}
