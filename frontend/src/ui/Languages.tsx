import { useEffect, useState } from "preact/hooks";
import type { Language } from "../../core/facts";
import { language, t } from "../../core/i18n";
import { operator, pageName, to } from "../../core/page";
import "../../styles/parts/languages.css";

export const ENDONYMS: Record<Language, string> = {
  fr: "Français",
  nl: "Nederlands",
  ru: "Русский",
  en: "English",
};

/** The same page in the operator's other languages; what the address says more is kept. */
export function Languages({ label = t("shell.languages") }: { label?: string }) {
  const [rest, setRest] = useState("");
  useEffect(() => setRest(location.search + location.hash), []);
  const offered = operator().languages;
  if (offered.length < 2) return null;
  return (
    <nav class="languages" aria-label={label}>
      {offered.map((each) => (
        <a
          key={each}
          href={to(pageName(), {}, each) + rest}
          lang={each}
          hreflang={each}
          aria-current={each === language() ? "true" : undefined}
        >
          <span>{each.toUpperCase()}</span>
          <span class="unseen">{ENDONYMS[each]}</span>
        </a>
      ))}
    </nav>
  );
}
