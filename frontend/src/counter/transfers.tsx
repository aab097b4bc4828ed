import { useState } from "preact/hooks";
import { money, shortDay } from "../../core/format";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Note, Refused } from "../ui/Note";
import { assign, invoices, transfers, type Found, type Transfer } from "./calls";
import { Desk } from "./Desk";
import { Finder } from "./Finder";
import { Panel } from "./Panel";
import { Bills } from "./Taking";

/** Money at the bank of which nobody knows yet whose it is. */
export function Transfers() {
  return <Desk title={t("counter.transfers.title")}>{() => <List />}</Desk>;
}

function List() {
  const { data, error, again } = useData(transfers);
  const [chosen, setChosen] = useState<Transfer>();
  const [said, setSaid] = useState("");
  if (error && !data) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="row" rows={4} />;
  return (
    <div class="stack">
      <div role="status">{said && <Note kind="good">{said}</Note>}</div>
      <section class="card">
        {data.items.length === 0 && (
          <>
            <p class="strong">{t("counter.transfers.none")}</p>
            <p class="quiet">{t("counter.transfers.none_next")}</p>
          </>
        )}
        {data.items.length > 0 && (
          <table class="dense-table">
            <thead>
              <tr>
                <th scope="col">{t("counter.transfers.on")}</th>
                <th scope="col">{t("counter.transfers.text")}</th>
                <th scope="col" class="end">{t("counter.paid.amount")}</th>
                <th scope="col" class="end">
                  <span class="unseen">{t("counter.transfers.assign")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((each) => (
                <tr key={each.transfer}>
                  <td class="nowrap">{shortDay(each.booked_on)}</td>
                  <td class="wrap-any">{each.text}</td>
                  <td class="end figures nowrap">{money(each.amount_cents, each.currency)}</td>
                  <td class="end">
                    <Action small second onClick={() => setChosen(each)}>
                      {t("counter.transfers.assign")}
                    </Action>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {chosen && (
        <AssignPanel
          of={chosen}
          onClose={() => setChosen(undefined)}
          onDone={(words) => {
            setChosen(undefined);
            setSaid(words);
            again();
          }}
        />
      )}
    </div>
  );
}

interface AssignProps {
  of: Transfer;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Whose the money is, and for which bills. */
function AssignPanel({ of, onClose, onDone }: AssignProps) {
  const [whose, setWhose] = useState<Found>();
  return (
    <Panel title={money(of.amount_cents, of.currency)} onClose={onClose}>
      <p class="quiet wrap-any">{of.text}</p>
      {whose ? (
        <ForBills of={of} whose={whose} onBack={() => setWhose(undefined)} onDone={onDone} />
      ) : (
        <Finder onChosen={setWhose} />
      )}
    </Panel>
  );
}

interface ForProps {
  of: Transfer;
  whose: Found;
  onBack: () => void;
  onDone: (said: string) => void;
}

function ForBills({ of, whose, onBack, onDone }: ForProps) {
  const bills = useData(() => invoices(whose.number, 60), [whose.number]);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const { busy, refused, send } = useSending();
  const open = (bills.data?.items ?? []).filter((each) => each.open_cents > 0).reverse();
  const give = () =>
    send(async () => {
      const taken = await assign(of.transfer, whose.number, [...chosen]);
      onDone(
        t("counter.transfers.done", { amount: money(taken.amount_cents, of.currency), name: whose.name }),
      );
    });
  return (
    <div class="form">
      <p>
        <span class="strong">{whose.name}</span>{" "}
        <button type="button" class="textual is-tight" onClick={onBack}>
          {t("counter.transfers.other")}
        </button>
      </p>
      {bills.error ? <Failed error={bills.error} again={bills.again} /> : null}
      {!bills.data && !bills.error && <Ghost of="line" rows={3} />}
      {open.length > 0 && <Bills open={open} chosen={chosen} onChosen={setChosen} />}
      <p class="quiet small">{t("counter.transfers.oldest")}</p>
      {refused ? <Refused error={refused} /> : null}
      <Action wide busy={busy} onClick={() => void give()}>
        {t("counter.transfers.assign_to", { name: whose.name })}
      </Action>
    </div>
  );
}
