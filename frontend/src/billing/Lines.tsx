import { money, percent } from "../../core/format";
import { down } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "../ui/Icon";
import type { Family, InvoiceDetail, InvoiceLine } from "../wire";
import { periodOf } from "./owed";
import { sumOf } from "./price";
import { Dot, familyName, PARTS } from "./Shares";

interface Props {
  bill: InvoiceDetail;
  /** The part whose lines stand open. */
  chosen: Family | undefined;
}

/** Every line under what it pays for; each opens to explain itself. Then the sums. */
export function Lines({ bill, chosen }: Props) {
  const groups = PARTS.map((family) => ({
    family,
    lines: bill.lines.filter((line) => line.family === family),
  })).filter(({ lines }) => lines.length > 0);
  return (
    <section class="card lines">
      <h2>{t("bills.lines.title")}</h2>
      <p class="quiet small no-print">{t("bills.lines.hint")}</p>
      {groups.map(({ family, lines }) => (
        <section
          key={family}
          id={`part-${family}`}
          class={`part share-${family} ${family === chosen ? "is-chosen" : ""}`}
          tabIndex={-1}
          aria-label={familyName(bill, family)}
        >
          <header>
            <Dot of={family} />
            <h3>{familyName(bill, family)}</h3>
            <span class="figures nowrap strong">{money(total(lines), bill.currency)}</span>
          </header>
          {lines.map((line, at) => (
            <Line
              key={line.code + at}
              line={line}
              bill={bill}
              open={family === chosen}
            />
          ))}
        </section>
      ))}
      <Sums bill={bill} chosen={chosen === "vat"} />
    </section>
  );
}

function total(lines: readonly InvoiceLine[]): number {
  return lines.reduce((sum, line) => sum + line.amount_cents, 0);
}

interface LineProps {
  line: InvoiceLine;
  bill: InvoiceDetail;
  open: boolean;
}

/** What was counted and at which price, and over which days where those are not all of the bill's. */
function under(line: InvoiceLine, bill: InvoiceDetail): string {
  const whole =
    line.period.from_on === bill.period.from_on && line.period.until_on === bill.period.until_on;
  const sum = sumOf(line, bill.currency);
  return [sum, !whole && sum && periodOf(line)].filter(Boolean).join(" · ");
}

function Line({ line, bill, open }: LineProps) {
  const { currency } = bill;
  const sum = under(line, bill);
  const guessed = line.kind === "estimated" || line.kind === "norm";
  return (
    <details class="line keep" open={open}>
      <summary>
        <span>
          <span class="line-name">
            {line.label}
            {guessed && <span class="state is-hatched">{t("bills.lines.estimated")}</span>}
          </span>
          {sum && <span class="quiet small figures">{sum}</span>}
        </span>
        <span class="figures nowrap">{money(line.amount_cents, currency)}</span>
        <Icon of={down} size="small" class="no-print" />
      </summary>
      <p class="line-more">{line.explanation}</p>
    </details>
  );
}

/** From the lines to the amount: net, tax by rate, total, what has been settled, what is left. */
function Sums({ bill, chosen }: { bill: InvoiceDetail; chosen: boolean }) {
  const { currency } = bill;
  const settled = bill.total_cents - bill.open_cents;
  const inFavour = bill.total_cents < 0;
  return (
    <section
      id="part-vat"
      class={`sums ${chosen ? "is-chosen" : ""}`}
      tabIndex={-1}
      aria-label={t("bills.lines.gross")}
    >
      <dl>
        <Sum of={t("bills.lines.net")} cents={bill.net_cents} currency={currency} />
        {bill.vat.map((each) => (
          <Sum
            key={each.rate}
            quiet
            of={t("bills.lines.vat", {
              rate: percent(Number(each.rate) / 100, 2),
              base: money(each.base_cents, currency),
            })}
            cents={each.amount_cents}
            currency={currency}
          />
        ))}
        <div class="is-total">
          <dt>{t(inFavour ? "bills.lines.credit" : "bills.lines.gross")}</dt>
          <dd class="figures">{money(Math.abs(bill.total_cents), currency)}</dd>
        </div>
        {!inFavour && settled > 0 && bill.open_cents > 0 && (
          <>
            <Sum quiet of={t("bills.lines.settled")} cents={-settled} currency={currency} />
            <Sum of={t("bills.lines.left")} cents={bill.open_cents} currency={currency} />
          </>
        )}
      </dl>
      {bill.prices_include_vat && <p class="quiet small">{t("bills.lines.included")}</p>}
    </section>
  );
}

function Sum(props: { of: string; cents: number; currency: string; quiet?: boolean }) {
  return (
    <div class={props.quiet ? "quiet" : undefined}>
      <dt>{props.of}</dt>
      <dd class="figures nowrap">{money(props.cents, props.currency)}</dd>
    </div>
  );
}
