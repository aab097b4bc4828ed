import { useEffect, useState } from "preact/hooks";
import { card as cardIcon } from "../../core/icons";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { Agree } from "./Agree";
import { addCard, payByItself, removeCard, type Cards, type KeptCard } from "./calls";
import { expiryOf, nameOf } from "./kept";

const LOOK_AGAIN_MS = 1500;

interface Props {
  customer: string;
  found: Cards;
  loading: boolean;
  again: () => void;
}

/** The cards that are kept: which one pays by itself, a new one, and away with the old. */
export function KeptCards({ customer, found: data, loading, again }: Props) {
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<number>();
  const [refused, setRefused] = useState<unknown>();
  const known = data.items.length;
  const waiting = added !== undefined && known <= added;
  useEffect(() => {
    if (!waiting || loading) return;
    const later = setTimeout(again, LOOK_AGAIN_MS);
    return () => clearTimeout(later);
  }, [waiting, loading]);

  async function change(work: () => Promise<unknown>): Promise<void> {
    setRefused(undefined);
    try {
      await work();
      setAdded(undefined);
      again();
    } catch (reason) {
      setRefused(reason);
    }
  }

  return (
    <section class="card means-card" aria-live="polite">
      <h2>{t("means.cards.title")}</h2>
      {data.items.length === 0 && !waiting && <p class="quiet">{t("means.cards.none")}</p>}
      {refused ? <Refused error={refused} /> : null}
      <ul class="means-cards">
        {data.items.map((each) => (
          <Kept
            key={each.card}
            card={each}
            onTurn={() => change(() => payByItself(each.card, !each.automatic, customer))}
            onRemove={() => change(() => removeCard(each.card, customer))}
          />
        ))}
      </ul>
      {waiting && <p class="quiet">{t("means.cards.waiting")}</p>}
      {adding ? (
        <Agree
          begin={() => addCard(customer)}
          label={t("means.cards.form")}
          submit={t("means.cards.submit")}
          refused={{ title: t("means.cards.refused"), next: t("means.cards.refused_next") }}
          safe={t("pay.safe")}
          onCancel={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            setAdded(known);
          }}
        />
      ) : (
        <Action second small onClick={() => setAdding(true)}>
          {t("means.cards.add")}
        </Action>
      )}
    </section>
  );
}

interface KeptProps {
  card: KeptCard;
  onTurn: () => Promise<void>;
  onRemove: () => Promise<void>;
}

function Kept({ card, onTurn, onRemove }: KeptProps) {
  const [sure, setSure] = useState(false);
  const title = `card-${card.card}`;
  return (
    <li>
      <Icon of={cardIcon} />
      <div>
        <p class="strong" id={title}>
          {nameOf(card)}
        </p>
        <p class="quiet small">{t("means.cards.until", { month: expiryOf(card) })}</p>
        <p class="row means-card-do">
          {sure ? (
            <>
              <button type="button" class="textual small" onClick={() => void onRemove()}>
                {t("means.cards.remove_yes")}
              </button>
              <button type="button" class="textual small" onClick={() => setSure(false)}>
                {t("pay.part.cancel")}
              </button>
            </>
          ) : (
            <button type="button" class="textual small" onClick={() => setSure(true)}>
              {t("means.cards.remove")}
            </button>
          )}
        </p>
      </div>
      <label class="means-auto small">
        <span>{t("means.cards.automatic")}</span>
        <input
          type="checkbox"
          role="switch"
          checked={card.automatic}
          aria-describedby={title}
          onChange={(event) => {
            event.currentTarget.checked = card.automatic;
            void onTurn();
          }}
        />
      </label>
    </li>
  );
}
