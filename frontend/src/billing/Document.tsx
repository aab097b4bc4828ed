import { useState } from "preact/hooks";
import { download } from "../../core/icons";
import { t } from "../../core/i18n";
import { invoiceDocument } from "../api";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";

/** Opens the invoice's PDF by a link that lives a few minutes. */
export function Document({ number, wide }: { number: string; wide?: boolean }) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  async function open() {
    if (busy) return;
    setBusy(true);
    setRefused(undefined);
    // Opened at once, while the press still counts as the reader's own; filled when the link is here.
    const sheet = window.open("", "_blank");
    try {
      const { url } = await invoiceDocument(number);
      if (sheet) sheet.location.replace(url);
      else location.assign(url);
    } catch (error) {
      sheet?.close();
      setRefused(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <button
        type="button"
        class={wide ? "action is-second" : "textual is-bare"}
        aria-label={t("bills.pdf_of", { number })}
        aria-disabled={busy ? "true" : undefined}
        onClick={() => void open()}
      >
        <Icon of={download} size="small" />
        {t("bills.pdf")}
      </button>
      {refused ? <Refused error={refused} /> : null}
    </>
  );
}
