import { useEffect, useState } from "preact/hooks";
import { back, print as printer } from "../../core/icons";
import { day, moment, money } from "../../core/format";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import { Mark } from "../ui/Mark";
import { Note } from "../ui/Note";
import { forget, paper, type AccessSheet, type PaidSlip, type Paper as Kept } from "./handing";
import "./paper.css";

/** A sheet of A4 in the customer's language: how to sign in, or what was paid. */
export function PaperPage() {
  const [kept, setKept] = useState<Kept>();
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    setKept(paper());
    setLooked(true);
  }, []);
  const leave = (): void => {
    const to_back = kept?.back ?? to("counter");
    forget();
    location.assign(to_back);
  };
  return (
    <div class="paper-room">
      <div class="paper-bar no-print">
        <Action second small onClick={leave}>
          <Icon of={back} size="small" />
          {t("counter.paper.back")}
        </Action>
        {kept && (
          <Action small onClick={() => print()}>
            <Icon of={printer} size="small" />
            {t("counter.print")}
          </Action>
        )}
      </div>
      <main>
        {kept?.kind === "sheet" && <AccessPaper of={kept} />}
        {kept?.kind === "receipt" && <ReceiptPaper of={kept} />}
        {looked && !kept && (
          <div class="sheet">
            <h1>{t("counter.paper.page")}</h1>
            <Note kind="soon">{t("counter.paper.gone")}</Note>
          </div>
        )}
      </main>
    </div>
  );
}

function Head({ title }: { title: string }) {
  return (
    <header class="sheet-head">
      <Mark />
      <h1>{title}</h1>
    </header>
  );
}

function AccessPaper({ of }: { of: AccessSheet }) {
  const { sheet } = of;
  const byPlace = operator().sign_in.login === "place_account" && sheet.account_number;
  const address = `${location.origin}${to("login")}`;
  const [office] = operator().offices;
  const phone = operator().phones.find((each) => each.kind !== "emergency");
  return (
    <article class="sheet">
      <Head title={t("counter.sheet.title")} />
      <p class="sheet-to">
        <span class="strong">{sheet.name}</span>
        <span class="figures">{t("counter.sheet.number", { number: sheet.number })}</span>
      </p>
      <p>{t("counter.sheet.intro", { operator: operator().name })}</p>
      <dl class="sheet-facts">
        <div>
          <dt>{t("counter.sheet.address")}</dt>
          <dd>{address}</dd>
        </div>
        {byPlace ? (
          <>
            <div>
              <dt>{t("counter.sheet.place")}</dt>
              <dd>{sheet.place}</dd>
            </div>
            <div>
              <dt>{t("counter.sheet.account_number")}</dt>
              <dd class="figures">{sheet.account_number}</dd>
            </div>
          </>
        ) : (
          <div>
            <dt>{t("counter.sheet.login")}</dt>
            <dd class="figures">{sheet.login}</dd>
          </div>
        )}
        <div>
          <dt>{t("counter.sheet.password")}</dt>
          <dd class="sheet-password">{sheet.password}</dd>
        </div>
      </dl>
      <p class="strong">{t("counter.sheet.valid", { until: day(sheet.valid_until) })}</p>
      <ol class="sheet-steps">
        <li>{t("counter.sheet.step_1")}</li>
        <li>{t("counter.sheet.step_2")}</li>
        <li>{t("counter.sheet.step_3")}</li>
      </ol>
      <p>{t("counter.sheet.secret")}</p>
      <footer class="sheet-foot">
        <p>{t("counter.sheet.lost")}</p>
        {office && (
          <p>
            {office.address}
            {office.door_sign ? ` · ${office.door_sign}` : ""}
            {office.hours ? ` · ${office.hours}` : ""}
          </p>
        )}
        {phone && (
          <p>
            {phone.label} : {phone.number}
          </p>
        )}
      </footer>
    </article>
  );
}

function ReceiptPaper({ of }: { of: PaidSlip }) {
  return (
    <article class="sheet">
      <Head title={t("counter.receipt.title")} />
      <p class="sheet-to">
        <span class="strong">{of.name}</span>
        <span>{of.address}</span>
        <span class="figures">{t("counter.sheet.number", { number: of.number })}</span>
      </p>
      <p class="sheet-sum figures">{money(of.cents)}</p>
      <dl class="sheet-facts">
        <div>
          <dt>{t("counter.receipt.number")}</dt>
          <dd class="figures">{of.receipt}</dd>
        </div>
        <div>
          <dt>{t("counter.receipt.at")}</dt>
          <dd>{moment(of.at)}</dd>
        </div>
        <div>
          <dt>{t("counter.receipt.means")}</dt>
          <dd>{t(`counter.means.${of.means as "cash"}`)}</dd>
        </div>
        {of.invoices.map((each) => (
          <div key={each.number}>
            <dt>{t("counter.receipt.invoice", { number: each.number })}</dt>
            <dd class="figures">{money(each.cents)}</dd>
          </div>
        ))}
        {of.credit > 0 && (
          <div>
            <dt>{t("counter.receipt.credit")}</dt>
            <dd class="figures">{money(of.credit)}</dd>
          </div>
        )}
        <div>
          <dt>{t("counter.receipt.clerk")}</dt>
          <dd>{of.clerk}</dd>
        </div>
      </dl>
      <footer class="sheet-foot">
        <p>{t("counter.receipt.thanks", { operator: operator().name })}</p>
      </footer>
    </article>
  );
}
