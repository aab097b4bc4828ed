import { useEffect, useRef, useState } from "preact/hooks";
import { copy, download as arrow, print } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { Action } from "../../ui/Action";
import { Icon } from "../../ui/Icon";
import { Note } from "../../ui/Note";
import { download } from "../../ui/download";

/** Recovery codes, shown once: to copy, to keep as a file, to print. */
export function PaperCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const [copied, setCopied] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  if (codes.length === 0) {
    return (
      <div class="form">
        <Note kind="good">{t("safety.installed")}</Note>
        <div>
          <Action onClick={onKept}>{t("safety.close")}</Action>
        </div>
      </div>
    );
  }
  const text = codes.join("\n");
  return (
    <div class="paper-codes">
      <h3 ref={title} tabIndex={-1}>
        {t("safety.codes.keep")}
      </h3>
      <p class="quiet">{t("safety.codes.keep_more", { operator: operator().name })}</p>
      <ol class="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div class="row no-print">
        <Action
          second
          small
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          <Icon of={copy} size="small" />
          {t(copied ? "safety.codes.copied" : "safety.codes.copy")}
        </Action>
        <Action second small onClick={() => download("codes.txt", `${operator().name}\n\n${text}\n`, "text/plain")}>
          <Icon of={arrow} size="small" />
          {t("safety.codes.download")}
        </Action>
        <Action second small onClick={() => window.print()}>
          <Icon of={print} size="small" />
          {t("safety.codes.print")}
        </Action>
      </div>
      <div class="no-print">
        <Action onClick={onKept}>{t("safety.codes.kept")}</Action>
      </div>
    </div>
  );
}
