import { useState } from "preact/hooks";
import { day, shortMoment } from "../../../core/format";
import { laptop, mobile } from "../../../core/icons";
import { language, t } from "../../../core/i18n";
import { Action } from "../../ui/Action";
import { Icon } from "../../ui/Icon";
import { Note, Refused } from "../../ui/Note";
import { endOthers, endSession, forgetDevice, type Device, type OpenSession, type SafetyFacts } from "../calls";

/** Where the account is open, and the devices that it was used with. */
export function Places({ facts, again }: { facts: SafetyFacts; again: () => void }) {
  const [refused, setRefused] = useState<unknown>();
  const [busy, setBusy] = useState("");
  const [said, setSaid] = useState("");
  async function act(name: string, work: () => Promise<void>, words: string): Promise<void> {
    if (busy) return;
    setBusy(name);
    setRefused(undefined);
    setSaid("");
    try {
      await work();
      setSaid(words);
      again();
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy("");
    }
  }
  const { sessions: items, devices } = facts;
  const remembered = devices.filter((each) => each.trusted_until);
  const others = devices.filter((each) => !each.trusted_until);
  const row = (each: Device) => (
    <DeviceRow
      key={each.device}
      of={each}
      busy={busy === each.device}
      onForget={() => void act(each.device, () => forgetDevice(each.device), t("safety.devices.forgotten"))}
    />
  );
  return (
    <>
      <section class="card" aria-labelledby="places">
        <h2 id="places">{t("safety.places")}</h2>
        <p class="quiet">{t("safety.places_more")}</p>
        {refused ? <Refused error={refused} /> : null}
        <div role="status">{said && <Note kind="good">{said}</Note>}</div>
        <ul>
          {items.map((each) => (
            <SessionRow
              key={each.session}
              of={each}
              busy={busy === each.session}
              onEnd={() => void act(each.session, () => endSession(each.session), t("safety.places_ended"))}
            />
          ))}
        </ul>
        {items.length > 1 && (
          <div class="after-list">
            <Action second busy={busy === "others"} onClick={() => void act("others", endOthers, t("safety.places_all_ended"))}>
              {t("safety.places_end_others")}
            </Action>
          </div>
        )}
      </section>
      <section class="card" aria-labelledby="devices">
        <h2 id="devices">{t("safety.devices")}</h2>
        <p class="quiet">{t("safety.devices.more")}</p>
        {remembered.length === 0 && <p>{t("safety.devices.none")}</p>}
        <ul>{remembered.map(row)}</ul>
        {others.length > 0 && (
          <details class="others">
            <summary class="textual">{t("safety.devices.others", { count: others.length })}</summary>
            <ul>{others.map(row)}</ul>
          </details>
        )}
      </section>
    </>
  );
}

/** Town and country where CloudFront told them, in the reader's language. */
export function placeOf({ town, country }: { town: string; country: string }): string {
  const names = new Intl.DisplayNames([language()], { type: "region", fallback: "code" });
  const land = /^[A-Z]{2}$/.test(country) ? (names.of(country) ?? country) : "";
  return [town, land].filter(Boolean).join(", ") || t("safety.place_unknown");
}

const SMALL = /iPhone|Android/;

function SessionRow({ of, busy, onEnd }: { of: OpenSession; busy: boolean; onEnd: () => void }) {
  return (
    <li class="task">
      <div class="task-head">
        <Icon of={SMALL.test(of.device) ? mobile : laptop} />
        <div>
          <p class="strong">
            {of.device}
            {of.client === "app" ? ` · ${t("safety.app")}` : ""}{" "}
            {of.current && <span class="state is-good">{t("safety.current")}</span>}
          </p>
          <p class="quiet small">
            {placeOf(of)} · <span class="nowrap">{of.ip}</span>
          </p>
          <p class="quiet small">
            {of.current
              ? t("safety.session_since", { since: shortMoment(of.created_at) })
              : t("safety.session_times", { since: shortMoment(of.created_at), seen: shortMoment(of.seen_at) })}
          </p>
        </div>
        {!of.current && (
          <button
            type="button"
            class="textual"
            aria-disabled={busy ? "true" : undefined}
            aria-label={t("safety.end_label", { device: of.device })}
            onClick={onEnd}
          >
            {busy ? t("shell.wait") : t("safety.end")}
          </button>
        )}
      </div>
    </li>
  );
}

function DeviceRow({ of, busy, onForget }: { of: Device; busy: boolean; onForget: () => void }) {
  return (
    <li class="task">
      <div class="task-head">
        <Icon of={SMALL.test(of.name) ? mobile : laptop} />
        <div>
          <p class="strong">{of.name}</p>
          <p class="quiet small">
            {placeOf(of)} · {t("safety.devices.seen", { day: day(of.last_at) })}
          </p>
          {of.trusted_until && (
            <span class="state is-calm">{t("safety.devices.trusted", { day: day(of.trusted_until) })}</span>
          )}
        </div>
        <button
          type="button"
          class="textual"
          aria-disabled={busy ? "true" : undefined}
          aria-label={t("safety.devices.forget_label", { device: of.name })}
          onClick={onForget}
        >
          {busy ? t("shell.wait") : t("safety.devices.forget")}
        </button>
      </div>
    </li>
  );
}
