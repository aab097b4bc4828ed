import { useState } from "preact/hooks";
import { money } from "../../core/format";
import { check, copy } from "../../core/icons";
import { t } from "../../core/i18n";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { transferOrder } from "./calls";

const COPIED_MS = 2500;

/** Pay by bank: the code for its app, and what to type without it. */
export function ByBank({ invoices }: { invoices: string[] }) {
  const { data, error, again } = useData(() => transferOrder(invoices), [invoices.join(",")]);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="tall" />;
  const inEuro = data.currency === "EUR";
  const account = inEuro ? data.iban.replace(/(.{4})(?=.)/g, "$1 ") : data.iban;
  const amount = money(data.amount_cents, data.currency);
  return (
    <div class="bank">
      <figure class="bank-code">
        <img
          src={`data:image/svg+xml,${encodeURIComponent(data.square)}`}
          alt={t("pay.bank.alt", { amount, name: data.beneficiary })}
          width="176"
          height="176"
        />
        <figcaption class="quiet small">{t("pay.bank.scan")}</figcaption>
      </figure>
      <dl class="bank-facts">
        <Fact label={t("pay.bank.reference")} value={data.reference} strong />
        <Fact label={t(inEuro ? "pay.bank.iban" : "pay.bank.account")} value={account} />
        <Fact label={t("pay.bank.amount")} value={amount} />
        <Fact label={t("pay.bank.beneficiary")} value={data.beneficiary} />
        {data.bic && <Fact label={t(inEuro ? "pay.bank.bic" : "pay.bank.bik")} value={data.bic} />}
        {data.bank && <Fact label={t("pay.bank.name")} value={data.bank} />}
        {data.correspondent_account && (
          <Fact label={t("pay.bank.correspondent")} value={data.correspondent_account} />
        )}
      </dl>
      <p class="quiet small">{t("pay.bank.more")}</p>
    </div>
  );
}

function Fact({ label, value, strong }: { label: string; value: string; strong?: boolean }) {
  const [copied, setCopied] = useState(false);
  async function take(): Promise<void> {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  }
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class={strong ? "strong figures" : "figures"}>{value}</span>
        <button type="button" class="textual small is-bare" onClick={() => void take()}>
          <Icon of={copied ? check : copy} size="small" />
          <span class="unseen">{t(copied ? "pay.bank.copied" : "pay.bank.copy", { what: label })}</span>
        </button>
      </dd>
    </div>
  );
}
