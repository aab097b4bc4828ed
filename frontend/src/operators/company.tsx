import { useState } from "preact/hooks";
import { alert, bolt, drop, flame, phone } from "../../core/icons";
import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { PlaceField } from "../accounts/PlaceField";
import { call, query } from "../api";
import type { components } from "../api.gen";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import "./company.css";

type Answer = components["schemas"]["CompaniesAnswer"];
type Kind = "household" | "business";

const SYMBOLS: Record<Energy, string> = { electricity: bolt, gas: flame, water: drop };

/** Several supply companies behind one door: who serves me, whom to call, and on to sign up. */
export function CompanyPage() {
  const { energies } = operator();
  const [kind, setKind] = useState<Kind>("household");
  const [place, setPlace] = useState("");
  const [wanted, setWanted] = useState<Energy[]>(energies);
  const [found, setFound] = useState<Answer>();
  const { busy, refused, faults, fault, send } = useSending();
  const look = (form: HTMLFormElement): void => {
    if (!place.trim() || wanted.length === 0) {
      fault({
        ...(place.trim() ? {} : { place: t("door.company.no_place") }),
        ...(wanted.length > 0 ? {} : { energy: t("door.company.no_energy") }),
      });
      toFirstFault(form);
      return;
    }
    const asked = query({ place: place.trim(), kind });
    void send(async () => setFound(await call<Answer>("GET", `/companies${asked}`, { stay: true })));
  };
  const toggle = (energy: Energy): void => {
    setWanted(wanted.includes(energy) ? wanted.filter((each) => each !== energy) : [...wanted, energy]);
  };
  return (
    <Door>
      <h1>{t("door.company.title")}</h1>
      <p class="quiet">{t("door.company.intro")}</p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look(event.currentTarget);
        }}
      >
        {refused ? <Refused error={refused} /> : null}
        <div class="field kinds">
          <span class="label">{t("door.company.who")}</span>
          <Segments
            label={t("door.company.who")}
            chosen={kind}
            onChoose={(chosen) => {
              setKind(chosen);
              setFound(undefined);
            }}
            options={[
              ["household", t("door.company.household")],
              ["business", t("door.company.business")],
            ]}
          />
        </div>
        <PlaceField
          value={place}
          onValue={(typed) => {
            setPlace(typed);
            setFound(undefined);
          }}
          wrong={faults["place"]}
        />
        <div class="field">
          <span class="label" id="energies">
            {t("door.company.energy")}
          </span>
          <div class="pills" role="group" aria-labelledby="energies">
            {energies.map((energy) => (
              <button
                key={energy}
                type="button"
                class={`pill of-${energy}`}
                aria-pressed={wanted.includes(energy)}
                onClick={() => toggle(energy)}
              >
                <Icon of={SYMBOLS[energy]} size="small" />
                {t(`units.${energy}`)}
              </button>
            ))}
          </div>
          {faults["energy"] && (
            <p class="wrong" role="alert">
              <Icon of={alert} size="small" />
              <span>{faults["energy"]}</span>
            </p>
          )}
        </div>
        <Action type="submit" wide busy={busy}>
          {t("door.company.submit")}
        </Action>
      </form>
      <div aria-live="polite">{found && <Served found={found} wanted={wanted} />}</div>
      <div class="door-links served-on">
        <p>
          {t("door.signup.known")} <a href={to("login")}>{t("door.login.submit")}</a>
        </p>
      </div>
    </Door>
  );
}

function Served({ found, wanted }: { found: Answer; wanted: Energy[] }) {
  const asked = found.items.filter((each) => wanted.includes(each.energy as Energy));
  const served = asked.filter((each) => each.company);
  const companies = new Set(served.map((each) => each.company?.code));
  if (served.length === 0) {
    return (
      <Note kind="soon">
        <p class="strong">{t("door.company.nobody", { place: found.place })}</p>
        <p>
          {t("door.company.nobody_next")} <a href={to("help")}>{t("shell.nav.help")}</a>
        </p>
      </Note>
    );
  }
  return (
    <section class="served">
      <ul>
        {asked.map(({ energy, company }) => (
          <li key={energy}>
            <span class={`served-sign of-${energy} tint`}>
              <Icon of={SYMBOLS[energy as Energy]} />
            </span>
            <div>
              <p class="quiet small">
                {t("door.company.for", { energy: t(`units.${energy as Energy}`), place: found.place })}
              </p>
              <p class="served-name">{company ? company.name : t("door.company.not_ours")}</p>
              {company?.phone && (
                <a class="textual is-bare" href={`tel:${company.phone.replace(/[^+\d]/g, "")}`}>
                  <Icon of={phone} size="small" />
                  {company.phone}
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p>
        {companies.size > 1
          ? t("door.company.both")
          : t("door.company.one", { company: served[0]?.company?.name ?? "" })}
      </p>
      <a class="action is-wide" href={to("signup")}>
        {t("door.company.go_on")}
      </a>
    </section>
  );
}
