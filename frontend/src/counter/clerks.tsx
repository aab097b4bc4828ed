import { useState } from "preact/hooks";
import { language, t } from "../../core/i18n";
import { operator } from "../../core/page";
import type { Language } from "../../core/facts";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Field } from "../ui/Field";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { ENDONYMS } from "../ui/Languages";
import { Note, Refused } from "../ui/Note";
import { changeClerk, clerks, invite, inviteAgain, type Clerk, type ClerkRole, type Desk as Who } from "./calls";
import { Choice } from "./Choice";
import { Desk } from "./Desk";
import { Panel } from "./Panel";

/** Who works at the counter, for supervisors. */
export function Clerks() {
  return <Desk title={t("counter.clerks.title")}>{(who) => <List who={who} />}</Desk>;
}

function List({ who }: { who: Who }) {
  const { data, error, again } = useData(clerks);
  const [inviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<Clerk>();
  const [said, setSaid] = useState("");
  const done = (words: string) => {
    setInviting(false);
    setChosen(undefined);
    setSaid(words);
    again();
  };
  if (error && !data) return <Failed error={error} again={again} />;
  return (
    <div class="stack">
      <div role="status">{said && <Note kind="good">{said}</Note>}</div>
      <section class="card">
        <div class="row spread">
          <h2>{t("counter.clerks.all")}</h2>
          <Action small onClick={() => setInviting(true)}>
            {t("counter.clerks.invite")}
          </Action>
        </div>
        {!data && <Ghost of="row" rows={4} />}
        {data && (
          <table class="dense-table">
            <thead>
              <tr>
                <th scope="col">{t("counter.clerks.name")}</th>
                <th scope="col">{t("counter.clerks.role")}</th>
                <th scope="col" class="wide-only">{t("counter.known.factors")}</th>
                <th scope="col" class="end">
                  <span class="unseen">{t("counter.clerks.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((each) => (
                <tr key={each.account} class={each.dismissed ? "is-past" : undefined}>
                  <td>
                    {each.name}
                    <span class="quiet small under">
                      {each.login}
                      {each.email ? ` · ${each.email}` : ""}
                    </span>
                  </td>
                  <td>
                    <span class={`state is-${each.dismissed ? "calm" : "good"}`}>
                      {each.dismissed ? t("counter.role.dismissed") : t(`counter.role.${each.role as "clerk"}`)}
                    </span>
                  </td>
                  <td class="wide-only">
                    {each.factors.map((one) => t(`counter.factors.${one as "totp"}`)).join(", ") ||
                      t("counter.factors.none")}
                  </td>
                  <td class="end">
                    {each.account !== who.account && (
                      <button type="button" class="textual is-tight" onClick={() => setChosen(each)}>
                        {t("counter.clerks.change")}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {inviting && <InvitePanel onClose={() => setInviting(false)} onDone={done} />}
      {chosen && <ChangePanel of={chosen} onClose={() => setChosen(undefined)} onDone={done} />}
    </div>
  );
}

interface PanelProps {
  onClose: () => void;
  onDone: (said: string) => void;
}

function InvitePanel({ onClose, onDone }: PanelProps) {
  const [form, setForm] = useState({ login: "", name: "", email: "", role: "clerk", language: language() as string });
  const { busy, refused, faults, send } = useSending();
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Panel title={t("counter.clerks.invite")} onClose={onClose}>
      <p class="quiet">{t("counter.clerks.invite_hint")}</p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(async () => {
            const made = await invite({ ...form, role: form.role as "clerk" });
            onDone(t("counter.clerks.invited", { email: made.email ?? "" }));
          });
        }}
      >
        {refused ? <Refused error={refused} /> : null}
        <Field label={t("counter.clerks.name")} name="name" value={form.name} onValue={set("name")} autocomplete="off" wrong={faults["name"]} />
        <Field label={t("counter.known.login")} hint={t("counter.clerks.login_hint")} name="login" value={form.login} onValue={set("login")} autocomplete="off" wrong={faults["login"]} />
        <Field label={t("counter.known.email")} name="email" type="email" value={form.email} onValue={set("email")} autocomplete="off" wrong={faults["email"]} />
        <Choice
          label={t("counter.clerks.role")}
          name="role"
          value={form.role}
          options={(["clerk", "supervisor"] as const).map((each) => [each, t(`counter.role.${each}`)])}
          onValue={set("role")}
        />
        <Choice
          label={t("counter.known.language")}
          name="language"
          value={form.language}
          options={operator().languages.map((each) => [each, ENDONYMS[each as Language]])}
          onValue={set("language")}
        />
        <Action type="submit" wide busy={busy}>
          {t("counter.clerks.send")}
        </Action>
      </form>
    </Panel>
  );
}

function ChangePanel({ of, onClose, onDone }: PanelProps & { of: Clerk }) {
  const { busy, refused, send } = useSending();
  const give = (role: ClerkRole) =>
    send(async () => {
      await changeClerk(of.account, role);
      onDone(t(`counter.clerks.made_${role}`, { name: of.name }));
    });
  const roles = (["clerk", "supervisor"] as const).filter((each) => of.dismissed || each !== of.role);
  return (
    <Panel title={of.name} onClose={onClose}>
      <p class="quiet">{t("counter.clerks.change_hint")}</p>
      <div class="form">
        {refused ? <Refused error={refused} /> : null}
        {roles.map((each) => (
          <Action key={each} second busy={busy} onClick={() => void give(each)}>
            {t("counter.clerks.make", { role: t(`counter.role.${each}`) })}
          </Action>
        ))}
        {!of.dismissed && (
          <>
            <Action
              second
              busy={busy}
              onClick={() =>
                void send(async () => {
                  await inviteAgain(of.account);
                  onDone(t("counter.clerks.invited", { email: of.email ?? "" }));
                })
              }
            >
              {t("counter.clerks.again")}
            </Action>
            <Action second busy={busy} onClick={() => void give("dismissed")}>
              {t("counter.clerks.dismiss")}
            </Action>
          </>
        )}
      </div>
    </Panel>
  );
}
