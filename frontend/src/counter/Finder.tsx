import { useEffect, useRef, useState } from "preact/hooks";
import { right, search } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { find, ownerOf, type Found } from "./calls";

/** Who is meant: by what a customer says or holds in the hand. */
async function meant(text: string, place: string): Promise<Found[]> {
  const { items } = await find(text, place || undefined);
  if (items.length > 0 || !/\d{4}/.test(text)) return items;
  try {
    return (await find((await ownerOf(text)).customer)).items;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return [];
    throw error;
  }
}

interface Props {
  /** What to do with the one who was meant; without it their card is opened. */
  onChosen?: (found: Found) => void;
  big?: boolean;
}

/** One field for everything that names a customer, and those whom it may mean. */
export function Finder({ onChosen, big }: Props) {
  const byPlace = operator().sign_in.login === "place_account";
  const [text, setText] = useState("");
  const [place, setPlace] = useState("");
  const [found, setFound] = useState<Found[]>();
  const [refused, setRefused] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function look(): Promise<void> {
    if (!text.trim() || busy) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const items = await meant(text.trim(), place);
      const [only] = items;
      if (only && items.length === 1 && !onChosen) {
        location.assign(to("counter/customer", { number: only.number }));
        return;
      }
      setFound(items);
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div class="finder">
      <form
        class={big ? "finder-form is-big" : "finder-form"}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        {byPlace && (
          <div class="box finder-place">
            <select
              aria-label={t("counter.find.place")}
              value={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
            >
              <option value="">{t("counter.find.any_place")}</option>
              {operator().places.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </div>
        )}
        <div class="box finder-text">
          <Icon of={search} />
          <input
            ref={field}
            type="search"
            name="text"
            value={text}
            aria-label={t("counter.find.label")}
            placeholder={t(byPlace ? "counter.find.hint_place" : "counter.find.hint")}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <Action type="submit" busy={busy}>
          {t("counter.find.submit")}
        </Action>
      </form>
      {refused ? <Refused error={refused} /> : null}
      <div aria-live="polite">
        {found?.length === 0 && (
          <p class="finder-none">
            <span class="strong">{t("counter.find.none")}</span>{" "}
            <span class="quiet">{t("counter.find.none_next")}</span>
          </p>
        )}
        {found && found.length > 0 && (
          <ul class="found">
            {found.map((each) => (
              <li key={each.number}>
                <Hit of={each} onChosen={onChosen} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Hit({ of, onChosen }: { of: Found; onChosen: ((found: Found) => void) | undefined }) {
  const inner = (
    <>
      <span class="found-name">
        <span class="strong">{of.name}</span>
        <span class="quiet small">{[of.street, `${of.postcode} ${of.place}`.trim()].filter(Boolean).join(", ")}</span>
      </span>
      <span class="figures found-number">{of.account_number ?? of.number}</span>
      <Access locked={of.locked} login={of.login} />
      <Icon of={right} />
    </>
  );
  if (onChosen) {
    return (
      <button type="button" class="hit" onClick={() => onChosen(of)}>
        {inner}
      </button>
    );
  }
  return (
    <a class="hit" href={to("counter/customer", { number: of.number })}>
      {inner}
    </a>
  );
}

/** Whether somebody has a way in, in a colour and a word. */
export function Access({ locked, login }: { locked: boolean; login: string | null }) {
  const kind = locked ? "bad" : login ? "good" : "calm";
  const word = locked ? "counter.access.locked" : login ? "counter.access.has" : "counter.access.none";
  return <span class={`state is-${kind}`}>{t(word)}</span>;
}
