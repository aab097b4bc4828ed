import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { Action } from "../../ui/Action";
import { PasswordField } from "../../ui/Field";
import { toFirstFault, useSending } from "../../ui/form";
import { Icon } from "../../ui/Icon";
import { Note, Refused } from "../../ui/Note";

/** Which task of the page is open; one at a time. */
export interface Desk {
  open: string;
  setOpen: (name: string) => void;
}

/** Closes a task, with what to say of it. */
export type Close = (said?: string) => void;

interface Props {
  name: string;
  icon: string;
  title: string;
  /** How it stands now. */
  state?: ComponentChildren;
  /** The word on its button, and what the button is called where the word alone says too little. */
  act: string;
  actLabel?: string;
  desk: Desk;
  children: (close: Close) => ComponentChildren;
}

/** One thing that protects the account: how it stands, and the form that changes it under it. */
export function Task({ name, icon, title, state, act, actLabel, desk, children }: Props) {
  const id = useId();
  const open = desk.open === name;
  const [said, setSaid] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    setSaid("");
    body.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [open]);
  const close: Close = (words = "") => {
    setSaid(words);
    desk.setOpen("");
    button.current?.focus();
  };
  return (
    <li class="task">
      <div class="task-head">
        <Icon of={icon} />
        <div>
          <p class="strong">{title}</p>
          {state && <div class="quiet small">{state}</div>}
        </div>
        <button
          ref={button}
          type="button"
          class="textual"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={open ? undefined : actLabel}
          onClick={() => (open ? close() : desk.setOpen(name))}
        >
          {open ? t("safety.cancel") : act}
        </button>
      </div>
      <div role="status">{said && !open && <Note kind="good">{said}</Note>}</div>
      {open && (
        <div class="task-body" id={id} ref={body}>
          {children(close)}
        </div>
      )}
    </li>
  );
}

/** The fault of a field that was left empty. */
export function needed(name: string, value: string): Record<string, string> {
  return value.trim() ? {} : { [name]: t("safety.missing") };
}

interface ConfirmedProps {
  submit: string;
  intro?: ComponentChildren;
  /** What is wrong before anything is sent, by field. */
  check?: () => Record<string, string>;
  run: (password: string) => Promise<void>;
  children?: (faults: Record<string, string>) => ComponentChildren;
}

/** A form that ends with the password once more, for what matters. */
export function Confirmed({ submit, intro, check, run, children }: ConfirmedProps) {
  const [password, setPassword] = useState("");
  const { busy, refused, faults, fault, send } = useSending();
  async function submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong = { ...check?.(), ...needed("password", password) };
    if (Object.keys(wrong).length > 0) fault(wrong);
    else await send(() => run(password));
    toFirstFault(form);
  }
  return (
    <form class="form" method="post" noValidate onSubmit={(event) => void submitted(event)}>
      {intro && <p class="quiet">{intro}</p>}
      {refused ? <Refused error={refused} /> : null}
      {children?.(faults)}
      <PasswordField
        label={t("safety.password_now")}
        name="password"
        value={password}
        onValue={setPassword}
        wrong={faults["password"]}
      />
      <div>
        <Action type="submit" busy={busy}>
          {submit}
        </Action>
      </div>
    </form>
  );
}
