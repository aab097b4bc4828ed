import { pieces, t } from "../../../core/i18n";
import { to } from "../../../core/page";
import { Tick } from "../../ui/Field";

interface TermsTickProps {
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
  wrong: string | undefined;
}

/** The terms, to read and to agree to. */
export function TermsTick({ agreed, onAgreed, wrong }: TermsTickProps) {
  const link = (
    <a href={to("terms")} target="_blank" rel="noopener">
      {t("door.choose.terms_link")}
    </a>
  );
  return (
    <Tick checked={agreed} onChecked={onAgreed} wrong={wrong}>
      {pieces("door.choose.terms", { link })}
    </Tick>
  );
}
