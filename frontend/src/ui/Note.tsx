import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { alert, check, clock, cloudOff, info } from "../../core/icons";
import { t } from "../../core/i18n";
import { Problem } from "../api";
import { Icon } from "./Icon";

const ICONS = { calm: info, good: check, soon: clock, bad: alert };

interface Props {
  kind?: keyof typeof ICONS;
  icon?: string;
  children: ComponentChildren;
}

export function Note({ kind = "calm", icon, children }: Props) {
  return (
    <div class={`note is-${kind}`}>
      <Icon of={icon ?? ICONS[kind]} />
      <div>{children}</div>
    </div>
  );
}

/** The sentences of a refusal: what happened, and what to do next. */
export function wordsOf(error: unknown): { what: string; next: string } {
  if (error instanceof Problem && error.offline) {
    return { what: t("shell.offline.what"), next: t("shell.offline.next") };
  }
  if (error instanceof Problem && error.detail) return { what: error.detail, next: error.next };
  return { what: t("shell.failed.what"), next: t("shell.failed.next") };
}

/** A refusal, announced and brought into view. */
export function Refused({ error, children }: { error: unknown; children?: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, [error]);
  const { what, next } = wordsOf(error);
  const offline = error instanceof Problem && error.offline;
  return (
    <div ref={box} role="alert">
      <Note kind={offline ? "soon" : "bad"} {...(offline ? { icon: cloudOff } : {})}>
        <p class="strong">{what}</p>
        {next && <p>{next}</p>}
        {children}
      </Note>
    </div>
  );
}
