import type { ComponentChildren } from "preact";
import { t } from "../../core/i18n";

interface Props {
  children: ComponentChildren;
  busy?: boolean;
  wide?: boolean;
  second?: boolean;
  small?: boolean;
  type?: "submit" | "button";
  onClick?: () => void;
}

/** A button; while busy it says so and a second press does nothing. */
export function Action({ children, busy, wide, second, small, type = "button", onClick }: Props) {
  const kind = ["action", wide && "is-wide", second && "is-second", small && "is-small"];
  return (
    <button
      type={type}
      class={kind.filter(Boolean).join(" ")}
      aria-disabled={busy ? "true" : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy ? t("shell.wait") : children}
    </button>
  );
}
