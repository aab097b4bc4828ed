import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { day, today } from "../../core/format";
import { back, check, copy, download, forward, home as house, card as paid } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { attest, me, supplyPoints } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Proof, ProofForm, SupplyPoint } from "../wire";
import "./proofs.css";

type Choice = readonly [value: string, name: string, more: string];

/** Proof of address and of payment, made at once, with a code that anyone can check. */
export function Proofs() {
  const { data, error, again } = useData(() => Promise.all([supplyPoints(), me()]));
  const points = data?.[0].items.filter((each) => {
    const ended = each.contract?.ended_on;
    return each.contract && (!ended || ended > today());
  });
  const homes = addresses(points ?? []);
  const holders: Choice[] = (data?.[1].customers ?? []).map((each) => [each.number, each.name, each.number]);
  return (
    <Shell
      title={t("bills.proofs.page")}
      tools={
        <a class="textual is-bare no-print" href={to("bills")}>
          <Icon of={back} size="small" />
          {t("bills.detail.back")}
        </a>
      }
    >
      {error && !data ? <Failed error={error} again={again} /> : null}
      {!data && !error && (
        <div class="two">
          <section class="card">
            <Ghost of="block" />
          </section>
          <section class="card">
            <Ghost of="block" />
          </section>
        </div>
      )}
      {data && (
        <div class="stack">
          <div class="two proofs">
            <Maker kind="address" icon={house} choices={homes} ask={(contract) => ({ kind: "address", contract })}>
              {homes.length === 0 && <Note>{t("bills.proofs.no_contract")}</Note>}
            </Maker>
            <Maker kind="payment" icon={paid} choices={holders} ask={(customer) => ({ kind: "payment", customer })} />
          </div>
          <section class="card proof-how">
            <h2>{t("bills.proofs.how")}</h2>
            <p>{t("bills.proofs.how.more", { operator: operator().name })}</p>
            <a class="textual" href={to("verify")}>
              {t("bills.proofs.verify")}
              <Icon of={forward} size="small" />
            </a>
          </section>
        </div>
      )}
    </Shell>
  );
}

/** Each address once, however many fluids come in there, with a contract that proves it. */
function addresses(points: readonly SupplyPoint[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const { address, contract, label } of points) {
    const where = `${address.street}, ${address.postcode} ${address.place}`;
    if (contract && !found.has(where)) found.set(where, [contract.contract, where, label]);
  }
  return [...found.values()];
}

interface Props {
  kind: Proof["kind"];
  icon: string;
  choices: readonly Choice[];
  ask: (chosen: string) => ProofForm;
  children?: ComponentChildren;
}

function Maker({ kind, icon, choices, ask, children }: Props) {
  const [chosen, setChosen] = useState(choices[0]?.[0] ?? "");
  const [made, setMade] = useState<Proof>();
  const { busy, refused, send } = useSending();
  const make = (): Promise<void> =>
    send(async () => {
      setMade(undefined);
      setMade(await attest(ask(chosen)));
    });
  return (
    <section class="card proof">
      <span class="seal">
        <Icon of={icon} size="large" />
      </span>
      <h2>{t(`bills.proofs.${kind}`)}</h2>
      <p class="quiet">{t(`bills.proofs.${kind}.more`)}</p>
      {children}
      {choices.length > 1 && (
        <fieldset class="choices">
          <legend class="small quiet">{t(`bills.proofs.${kind}.which`)}</legend>
          {choices.map(([value, name, more]) => (
            <label key={value}>
              <input
                type="radio"
                name={kind}
                checked={value === chosen}
                onChange={() => {
                  setChosen(value);
                  setMade(undefined);
                }}
              />
              <span>
                {name} <span class="quiet small">{more}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {choices.length === 1 && <p class="strong">{choices[0]?.[1]}</p>}
      {refused ? <Refused error={refused} /> : null}
      <div aria-live="polite">{made && <Made proof={made} />}</div>
      {choices.length > 0 && !made && (
        <Action busy={busy} onClick={() => void make()}>
          {t("bills.proofs.make")}
        </Action>
      )}
    </section>
  );
}

function Made({ proof }: { proof: Proof }) {
  const [copied, setCopied] = useState(false);
  const code = (proof.code.toUpperCase().match(/.{1,4}/g) ?? []).join("-");
  const link = `${location.origin}${to("verify", { code: proof.code })}`;
  return (
    <div class="proof-made">
      <p class="strong aside">
        <Icon of={check} size="small" />
        <span>{t("bills.proofs.ready", { day: day(proof.until_on) })}</span>
      </p>
      <p class="proof-code figures">{code}</p>
      <div class="row">
        <a class="action" href={proof.url}>
          <Icon of={download} size="small" />
          {t("bills.proofs.open")}
        </a>
        <button
          type="button"
          class="textual"
          onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
        >
          <Icon of={copied ? check : copy} size="small" />
          {t(copied ? "bills.proofs.copied" : "bills.proofs.copy")}
        </button>
      </div>
    </div>
  );
}
