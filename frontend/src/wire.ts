/** What travels between the pages and the API, by the names that pages use; the shapes are the
 * API's own (`make openapi`). Amounts are integer cents, energy Wh, volumes dm3. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

/** A form whose fields with a default may be left out. */
type Form<T, Needed extends keyof T> = Pick<T, Needed> & Partial<Omit<T, Needed>>;

export type SignupForm = Form<Omit<Schemas["SignupForm"], "proof">, "email" | "language"> & {
  /** The parts that the operator's pack asks for. */
  proof?: Record<string, string>;
};
export type SignupAnswer = Schemas["SignupAnswer"];
export type LinkAnswer = Schemas["LinkAnswer"];
export type ProveForm = { token: string } & Record<string, string>;
export type ProveAnswer = Schemas["ProveAnswer"];
export type CompleteForm = Form<
  Schemas["CompleteForm"],
  "token" | "password" | "terms_version" | "language"
>;
export type SessionAnswer = Schemas["SessionAnswer"];
export type Me = Schemas["MeAnswer"];

export type Register = Schemas["RegisterAnswer"];
export type Meter = Schemas["MeterAnswer"];
export type SupplyPoint = Schemas["SupplyPointAnswer"];
export type Reading = Schemas["ReadingAnswer"];
export type PhotoPlace = Schemas["PhotoAnswer"];
export type LinkedMeters = Schemas["LinkedAnswer"];
export type ReadingForm = Form<Schemas["ReadingForm"], "client_id" | "values" | "confirmed">;
export type RegisterUsage = Schemas["RegisterUse"];
export type ReadingReceipt = Schemas["ReadingReceipt"];

export type Bucket = Schemas["BucketAnswer"];
export type Usage = Schemas["UsageAnswer"];
export type Step = Usage["step"];
export type Figures = Schemas["FiguresAnswer"];
export type LoadCurve = Schemas["CurveAnswer"];

export type UsualYear = Schemas["UsualAnswer"];
export type TariffClass = Schemas["ClassAnswer"];
export type Colours = Schemas["ColoursAnswer"];
export type ExportForm = Schemas["ExportForm"];
export type Exported = Schemas["ExportAnswer"];
export type Expected = Schemas["ForecastAnswer"];
export type Span = Schemas["SpanAnswer"];
export type Settlement = Schemas["SettlementForecastAnswer"];
export type SimulationForm = Partial<Omit<Schemas["SimulationForm"], "equipment">> & { equipment?: Equipment[] };
export type Equipment = Form<Schemas["EquipmentForm"], "kind">;
export type Simulation = Schemas["SimulationAnswer"];
export type Notice = Schemas["NoticeAnswer"];

export type Consent = Schemas["ConsentAnswer"];
export type Purpose = Consent["purpose"];

export type InvoicePeriod = Schemas["PeriodAnswer"];
export type Invoice = Schemas["InvoiceItem"];
export type InvoiceState = Invoice["state"];
export type InvoiceKind = Invoice["kind"];
export type Invoices = Schemas["InvoiceList"];
export type LineReading = Schemas["LineReading"];
export type InvoiceLine = Schemas["LineAnswer"];
export type Family = InvoiceLine["family"];
export type InvoiceMoment = Schemas["MomentAnswer"];
export type InvoiceDetail = Schemas["InvoiceAnswer"];
export type CycleKind = InvoiceDetail["cycle"][number]["kind"];

export type Payment = Schemas["PaymentAnswer"];
export type StatementLine = Schemas["StatementLineAnswer"];
export type Statement = Schemas["StatementAnswer"];
export type Archive = Schemas["ArchiveAnswer"];
export type Forecast = Schemas["SettlementForecastAnswer"];
export type Proof = Schemas["AttestationAnswer"];
export type ProofForm = Form<Schemas["AttestationForm"], "kind">;
export type Attestation = Schemas["CheckedAnswer"];
