import type { ProofKind, ProofPart } from "../../core/facts";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { Field } from "../ui/Field";
import { PlaceField } from "./PlaceField";

export type Proof = Partial<Record<ProofKind, string>>;

/** Numbers are copied from paper with spaces, dots or dashes: those say nothing. */
function tidy(part: ProofPart, value: string): string {
  return digitsOnly(part) ? value.replace(/[\s.\-/]/g, "") : value.trim();
}

function digitsOnly(part: ProofPart): boolean {
  return /^\d+$/.test(part.example.replace(/\s/g, ""));
}

/** What is missing or malformed, by field, before anything is sent: a slip must not cost a try. */
export function proofFaults(given: Proof): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const part of operator().proof.parts) {
    const value = tidy(part, given[part.kind] ?? "");
    if (value === "") {
      if (!part.optional) wrong[part.kind] = t("door.proof.missing");
    } else if (!new RegExp(`^(?:${part.pattern})$`, "u").test(value)) {
      wrong[part.kind] = t("door.proof.malformed", { example: part.example });
    }
  }
  return wrong;
}

/** The proof as it is sent: tidied, without what was left empty. */
export function proofSent(given: Proof): Record<string, string> {
  const entries = operator().proof.parts.map(
    (part) => [part.kind, tidy(part, given[part.kind] ?? "")] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

interface Props {
  given: Proof;
  onGiven: (given: Proof) => void;
  faults: Record<string, string>;
  onFocus: (kind: ProofKind) => void;
}

/** The fields of the operator's proof of identity, each with help that says where to look. */
export function ProofFields({ given, onGiven, faults, onFocus }: Props) {
  return (
    <>
      {operator().proof.parts.map((part) => {
        const { kind } = part;
        const shared = {
          value: given[kind] ?? "",
          onValue: (value: string) => onGiven({ ...given, [kind]: value }),
          wrong: faults[kind],
          help: t(`door.proof.${kind}_help`),
          onFocus: () => onFocus(kind),
        };
        if (kind === "place") return <PlaceField key={kind} {...shared} />;
        return (
          <Field
            key={kind}
            {...shared}
            label={t(`door.proof.${kind}`) + (part.optional ? ` ${t("door.proof.optional")}` : "")}
            hint={format(part)}
            name={kind}
            code={digitsOnly(part)}
            inputmode={digitsOnly(part) ? "numeric" : "text"}
            autocomplete={kind === "surname" ? "family-name" : "off"}
            required={!part.optional}
          />
        );
      })}
    </>
  );
}

/** How the value looks, said for the shapes that have words, else by example. */
function format(part: ProofPart): string | undefined {
  if (part.kind === "customer_number" && /^2(\[0-9\]|\\d)\{9\}$/.test(part.pattern)) {
    return t("door.proof.customer_number_format");
  }
  if (part.kind === "activation_code" && /\{10\}$/.test(part.pattern)) return t("door.proof.activation_code_format");
  return undefined;
}
