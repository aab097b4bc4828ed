import { useState } from "preact/hooks";
import { download, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { invoiceDocument } from "../api";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";

interface Props {
  number: string;
  wide?: boolean;
  /** Where a refusal is to be told; else below the button. */
  onRefused?: (reason: unknown) => void;
}

/**
 * Opens the invoice's PDF by a link that lives a few minutes. In this same tab: the link comes
 * after an answer, and a tab opened that late would be blocked as a pop-up.
 */
export function Document({ number, wide, onRefused }: Props) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const tell = onRefused ?? setRefused;
  async function open() {
    if (busy) return;
    setBusy(true);
    tell(undefined);
    try {
      const { url } = await invoiceDocument(number);
      location.assign(url);
    } catch (reason) {
      tell(reason);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <button
        type="button"
        class={wide ? "action is-second" : "textual is-bare pdf"}
        aria-label={t("bills.pdf_of", { number })}
        aria-disabled={busy ? "true" : undefined}
        aria-busy={busy}
        onClick={() => void open()}
      >
        <Icon of={busy ? hourglass : download} size="small" />
        <span>{t("bills.pdf")}</span>
      </button>
      {refused ? <Refused error={refused} /> : null}
    </>
  );
}
