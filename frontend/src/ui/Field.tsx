import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { alert, eye, eyeOff, question } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "./Icon";

interface Props {
  label: string;
  name: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | undefined;
  help?: ComponentChildren;
  type?: "text" | "email" | "tel";
  autocomplete?: string;
  inputmode?: "text" | "numeric" | "email" | "tel";
  placeholder?: string;
  code?: boolean;
  maxlength?: number;
  required?: boolean;
  readonly?: boolean;
  list?: string;
  onFocus?: () => void;
}

export function Wrong({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <p class="wrong" id={id}>
      <Icon of={alert} size="small" />
      <span>{children}</span>
    </p>
  );
}

/** One labelled text field, its hint, its "need help?" and its error. */
export function Field(props: Props) {
  const id = useId();
  const { label, hint, wrong, help, code, onValue, type = "text", required = true, ...rest } = props;
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class={`box ${code ? "is-code" : ""} ${wrong ? "is-wrong" : ""}`}>
        <input
          {...rest}
          id={id}
          type={type}
          required={required}
          aria-describedby={described || undefined}
          aria-invalid={wrong ? "true" : undefined}
          autocapitalize={type === "email" || code ? "none" : undefined}
          spellcheck={false}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
      {help && (
        <details class="help">
          <summary>
            <Icon of={question} size="small" />
            {t("shell.need_help")}
          </summary>
          <p>{help}</p>
        </details>
      )}
    </div>
  );
}

interface PasswordProps {
  label: string;
  name: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  wrong?: string | undefined;
  fresh?: boolean;
  children?: ComponentChildren;
}

/** A password with an eye; anything may be typed or pasted. */
export function PasswordField(props: PasswordProps) {
  const id = useId();
  const [seen, setSeen] = useState(false);
  const kind = { type: seen ? "text" : "password" } as { type: "password" };
  const { label, name, value, onValue, hint, wrong, fresh, children } = props;
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class={`box ${wrong ? "is-wrong" : ""}`}>
        <input
          id={id}
          name={name}
          value={value}
          {...kind}
          autocomplete={fresh ? "new-password" : "current-password"}
          autocapitalize="none"
          spellcheck={false}
          required
          aria-describedby={described || undefined}
          aria-invalid={wrong ? "true" : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <button type="button" aria-pressed={seen} onClick={() => setSeen(!seen)}>
          <Icon of={seen ? eyeOff : eye} />
          <span class="unseen">{t("shell.show_password")}</span>
        </button>
      </div>
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
      {children}
    </div>
  );
}

interface TickProps {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  wrong?: string | undefined;
  children: ComponentChildren;
}

export function Tick({ checked, onChecked, wrong, children }: TickProps) {
  const id = useId();
  return (
    <div class="field">
      <div class="tick">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-invalid={wrong ? "true" : undefined}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
        <div>
          <label for={id} class="plain">
            {children}
          </label>
        </div>
      </div>
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}
