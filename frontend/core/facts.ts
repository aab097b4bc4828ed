/** The public facts of an operator, as the page carries them in its `#operator` data block. */

export type Energy = "electricity" | "gas" | "water";
export type Language = "fr" | "nl" | "ru" | "en";

export const LANGUAGES: readonly Language[] = ["fr", "nl", "ru", "en"];

export type ProofKind =
  | "customer_number"
  | "contract_number"
  | "activation_code"
  | "place"
  | "account_number"
  | "surname"
  | "meter_serial";

export interface ProofPart {
  kind: ProofKind;
  pattern: string;
  example: string;
  optional: boolean;
}

export interface Phone {
  kind: "emergency" | "customers" | "apartments" | "houses" | "breakdown";
  number: string;
  label: string;
  hours: string;
}

export interface Office {
  place: string;
  address: string;
  door_sign: string;
  hours: string;
}

/** One operator in one language: words that the pack gives per language are already chosen. */
export interface Facts {
  code: string;
  name: string;
  country: string;
  languages: Language[];
  currency: "EUR" | "RUB";
  time_zone: string;
  energies: Energy[];
  slogan: string;
  proof: { asked: "before_mail" | "after_link"; parts: ProofPart[] };
  places: string[];
  /** How many supply companies stand behind the door. */
  companies: number;
  link: { hours: number; uses: number };
  sign_in: { login: "email" | "chosen" | "place_account"; active_contract: boolean; app_link: string };
  phones: Phone[];
  offices: Office[];
  terms_version: string;
}

/** What the chooser of operators shows of each. */
export interface Door {
  code: string;
  name: string;
  languages: Language[];
  energies: Energy[];
  places: string[];
  slogan: Partial<Record<Language, string>>;
}
