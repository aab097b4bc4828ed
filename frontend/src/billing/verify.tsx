import { useEffect, useState } from "preact/hooks";
import { day } from "../../core/format";
import { check } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { attestation } from "../api";
import { Action } from "../ui/Action";
import { Field } from "../ui/Field";
import { useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Mark } from "../ui/Mark";
import { Refused } from "../ui/Note";
import type { Attestation } from "../wire";
import "../operators/paper.css";
import "../../styles/parts/seal.css";

/** Whoever is handed a proof of address or of payment checks here that it was made by us. */
export function Verify() {
  const [code, setCode] = useState("");
  const [found, setFound] = useState<Attestation>();
  const { busy, refused, send } = useSending();
  const look = (asked: string): Promise<void> =>
    send(async () => setFound(await attestation(asked.replace(/[\s-]/g, "").toLowerCase())));
  useEffect(() => {
    const given = new URLSearchParams(location.search).get("code");
    if (!given) return;
    setCode(given);
    void look(given);
  }, []);
  return (
    <div class="paper-page">
      <header class="top">
        <Mark href={to("login")} />
        <div class="top-end">
          <Languages />
        </div>
      </header>
      <main class="room">
        <div class="narrow">
          <div class="room-head">
            <h1>{t("bills.verify.page")}</h1>
          </div>
          <div class="stack">
            {found && <Proof found={found} />}
            <form
              class="card form"
              onSubmit={(event) => {
                event.preventDefault();
                setFound(undefined);
                if (code.trim()) void look(code);
              }}
            >
              <p>{t("bills.verify.intro")}</p>
              {refused ? <Refused error={refused} /> : null}
              <Field
                label={t("bills.verify.code")}
                name="code"
                value={code}
                onValue={setCode}
                autocomplete="off"
                maxlength={60}
              />
              <Action type="submit" busy={busy}>
                {t("bills.verify.submit")}
              </Action>
            </form>
          </div>
        </div>
      </main>
    </div>
  );
}

function Proof({ found }: { found: Attestation }) {
  const rows: [string, string][] = [
    [t("bills.verify.name"), found.name],
    ...found.facts.map(({ label, value }): [string, string] => [label, value]),
    [t("bills.verify.issued"), day(found.issued_on)],
    [t("bills.verify.until"), day(found.until_on)],
  ];
  return (
    <section class="card" aria-live="polite">
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <h2>{t(`bills.verify.${found.kind}`)}</h2>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
