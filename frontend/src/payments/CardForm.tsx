import { useEffect, useRef, useState } from "preact/hooks";
import { lock } from "../../core/icons";
import { looks, openNetwork, type CardNetwork, type Elements } from "../../core/cards";
import { money } from "../../core/format";
import { language, t } from "../../core/i18n";
import { to } from "../../core/page";
import { pay, Problem } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import type { PaymentStart } from "../wire";

/** The same press, repeated or reloaded, is the same payment: its key lives with the tab. */
function keyOf(invoices: string[]): string {
  const name = `pay:${[...invoices].sort().join(",")}`;
  const kept = sessionStorage.getItem(name);
  if (kept) return kept;
  const made = crypto.randomUUID();
  sessionStorage.setItem(name, made);
  return made;
}

/** After a refusal the next try is a new payment. */
function forgetKey(invoices: string[]): void {
  sessionStorage.removeItem(`pay:${[...invoices].sort().join(",")}`);
}

interface Props {
  invoices: string[];
  onSent: (payment: string) => void;
}

/** Amount, card, confirm: the card's digits stay in the network's own frame. */
export function CardForm({ invoices, onSent }: Props) {
  const begun = useData(() => pay(invoices, keyOf(invoices)), []);
  if (begun.error) return <NotOpened error={begun.error} invoices={invoices} again={begun.again} />;
  if (!begun.data) {
    return (
      <div class="card pay-card">
        <Ghost of="answer" />
        <Ghost of="block" />
      </div>
    );
  }
  return <Form begun={begun.data} invoices={invoices} onSent={onSent} />;
}

function NotOpened(props: { error: unknown; invoices: string[]; again: () => void }) {
  const { error, invoices, again } = props;
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
          forgetKey(invoices);
          again();
        }}
      >
        {t("pay.refused.again")}
      </Action>
    </Refused>
  );
}

function Form({ begun, invoices, onSent }: Props & { begun: PaymentStart }) {
  const place = useRef<HTMLDivElement>(null);
  const opened = useRef<{ network: CardNetwork; elements: Elements } | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const [unreachable, setUnreachable] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const amount = money(begun.amount_cents, begun.currency);

  useEffect(() => {
    let gone = false;
    setUnreachable(false);
    openNetwork(begun.script_url, begun.publishable_key).then(
      (network) => {
        if (gone || !place.current) return;
        const elements = network.elements({
          clientSecret: begun.client_secret,
          locale: language(),
          appearance: looks(),
        });
        const element = elements.create("payment");
        element.on("ready", () => setReady(true));
        element.on("loaderror", () => setUnreachable(true));
        element.mount(place.current);
        opened.current = { network, elements };
      },
      () => !gone && setUnreachable(true),
    );
    return () => {
      gone = true;
    };
  }, [turn]);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy || !opened.current) return;
    setBusy(true);
    setRefused(undefined);
    const { network, elements } = opened.current;
    const done = new URL(to("pay", { payment: begun.payment }), location.href).href;
    const { error } = await network.confirmPayment({
      elements,
      confirmParams: { return_url: done },
      redirect: "if_required",
    });
    setBusy(false);
    if (!error) {
      forgetKey(invoices);
      onSent(begun.payment);
    } else if (error.type !== "validation_error") {
      setRefused(error.message ?? "");
    }
  }

  return (
    <form class="card pay-card" onSubmit={(event) => void submit(event)}>
      <h1>{t("pay.title")}</h1>
      <p class="answer figures-off">{amount}</p>
      <p class="quiet">
        {t("pay.for", { count: invoices.length })} · {invoices.join(", ")}
      </p>
      {unreachable ? (
        <div role="alert">
          <Note kind="bad">
            <p class="strong">{t("pay.unreachable")}</p>
            <p>{t("pay.not_charged")}</p>
            <p>{t("pay.unreachable_next")}</p>
            <Action second small onClick={() => setTurn(turn + 1)}>
              {t("pay.refused.again")}
            </Action>
          </Note>
        </div>
      ) : (
        <>
          {!ready && <p class="quiet">{t("pay.loading")}</p>}
          <div class="pay-frame" ref={place} role="group" aria-label={t("pay.form")} />
          {refused !== undefined && (
            <div role="alert">
              <Note kind="bad">
                <p class="strong">{t("pay.refused.title")}</p>
                <p>{refused}</p>
                <p>
                  {t("pay.not_charged")} {t("pay.refused.next")}
                </p>
              </Note>
            </div>
          )}
          {ready && (
            <Action type="submit" wide busy={busy}>
              {t("pay.submit", { amount })}
            </Action>
          )}
          <p class="quiet small pay-safe">
            <Icon of={lock} size="small" />
            <span>
              {t("pay.safe")} {t("pay.strong")}
            </span>
          </p>
        </>
      )}
    </form>
  );
}
