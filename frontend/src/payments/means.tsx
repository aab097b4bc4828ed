import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { me } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Segments } from "../ui/Segments";
import { Shell } from "../ui/Shell";
import { means } from "./calls";
import { Credit } from "./Credit";
import { Debit } from "./Debit";
import { KeptCards } from "./KeptCards";
import "./pay.css";
import "./means.css";

/** How bills are paid without thinking of them: a mandate, kept cards, and a credit to ask back. */
export function Means() {
  const who = useData(() => me());
  const [chosen, setChosen] = useState<string>();
  useEffect(() => setChosen(new URLSearchParams(location.search).get("customer") ?? undefined), []);
  const customers = who.data?.customers ?? [];
  const customer = customers.find((each) => each.number === chosen) ?? customers[0];
  return (
    <Shell title={t("means.page")} narrow>
      <div class="stack">
        {who.error ? <Failed error={who.error} again={who.again} /> : null}
        {!who.data && !who.error && <Ghost of="tall" />}
        {customers.length > 1 && customer && (
          <Segments
            label={t("means.customer")}
            options={customers.map((each) => [each.number, `${each.name} · ${each.number}`] as const)}
            chosen={customer.number}
            onChoose={setChosen}
          />
        )}
        {customer && <All key={customer.number} customer={customer.number} />}
      </div>
    </Shell>
  );
}

function All({ customer }: { customer: string }) {
  const { data, error, loading, again } = useData(() => means(customer), [customer]);
  if (error && !data) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="tall" rows={2} />;
  return (
    <>
      <Credit customer={customer} found={data.payouts} again={again} />
      <Debit customer={customer} found={data.mandates} next={data.debits} loading={loading} again={again} />
      <KeptCards customer={customer} found={data.cards} loading={loading} again={again} />
    </>
  );
}
