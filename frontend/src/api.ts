/** The only place that speaks to the API: same origin, JSON, problems as RFC 9457 documents. */
import { language } from "../core/i18n";
import { operator, to } from "../core/page";
import type * as Wire from "./wire";

/** A refusal, with its sentence and what to do next in the reader's language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly next: string,
    readonly fields: Record<string, { code: string; detail: string }> = {},
    readonly facts: Record<string, unknown> = {},
  ) {
    super(`${status} ${code}`);
  }

  /** No answer came at all: the network is away, or the reader is. */
  get offline(): boolean {
    return this.status === 0;
  }
}

interface Asked {
  body?: unknown;
  headers?: Record<string, string>;
  /** Answer 401 as a problem instead of leaving for the sign-in page. */
  stay?: boolean;
}

/** The path to come back to after signing in, only ever one of this site. */
export function nextPath(): string {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  return next.startsWith(`/${operator().code}/`) ? next : to("home");
}

function leaveFor(page: "login" | "terms", more: Record<string, string> = {}): Promise<never> {
  location.replace(to(page, { ...more, next: location.pathname + location.search }));
  return new Promise(() => undefined);
}

async function problem(answer: Response): Promise<Problem> {
  const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string): string => (typeof said[name] === "string" ? said[name] : "");
  return new Problem(
    answer.status,
    text("code") || "unexpected",
    text("detail"),
    text("next"),
    said["fields"] as Problem["fields"],
    said,
  );
}

export async function call<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": language(),
    ...asked.headers,
  };
  if (method !== "GET") headers["X-Comptoir"] = "1";
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(`/api/${operator().code}${path}`, {
      method,
      headers,
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Problem(0, "offline", "", "");
  }
  if (answer.ok) {
    const said = await answer.text();
    return (said ? JSON.parse(said) : undefined) as T;
  }
  const refused = await problem(answer);
  if (answer.status === 401 && !asked.stay) return leaveFor("login");
  if (refused.code === "terms_changed") return leaveFor("terms");
  if (refused.code === "password_change_needed") return leaveFor("login", { renew: "1" });
  throw refused;
}

/** A query string of the values that there are. */
export function query(values: Record<string, string | undefined>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) asked.set(name, value);
  const text = asked.toString();
  return text ? `?${text}` : "";
}

export const at = encodeURIComponent;

export const signup = (form: Wire.SignupForm) =>
  call<Wire.SignupAnswer>("POST", "/signups", { body: form });
export const signupAgain = (email: string) =>
  call<void>("POST", "/signups/again", { body: { email } });
export const correctAddress = (email: string, signup: string, new_email: string) =>
  call<Wire.SignupAnswer>("POST", "/signups/correct", { body: { email, signup, new_email } });
export const lookAtLink = (token: string) =>
  call<Wire.LinkAnswer>("POST", "/signups/look", { body: { token } });
export const prove = (form: Wire.ProveForm) =>
  call<Wire.ProveAnswer>("POST", "/signups/prove", { body: form });
export const complete = (form: Wire.CompleteForm) =>
  call<{ login: string }>("POST", "/signups/complete", { body: form });

export const signIn = (login: string, password: string, place?: string) =>
  call<Wire.SessionAnswer>("POST", "/sessions", {
    body: { login, password, place: place ?? null, client: "site" },
    stay: true,
  });
export const signOut = () => call<void>("DELETE", "/sessions/current", { stay: true });
export const recover = (login_or_email: string) =>
  call<void>("POST", "/recovery", { body: { login_or_email } });
export const recovered = (token: string, login: string, password: string, place?: string) =>
  call<void>("POST", "/recovery/complete", {
    body: { token, login, password, place: place ?? null },
    stay: true,
  });
export const notMe = (token: string, login: string, place?: string) =>
  call<void>("POST", "/alarm", { body: { token, login, place: place ?? null }, stay: true });

export const me = (stay = false) => call<Wire.Me>("GET", "/me", { stay });
export const acceptTerms = (version: string) =>
  call<void>("POST", "/terms", { body: { version }, stay: true });

export const supplyPoints = () => call<Wire.Paged<Wire.SupplyPoint>>("GET", "/supply-points");
export const readings = (point: string, cursor?: string) =>
  call<Wire.Paged<Wire.Reading>>("GET", `/supply-points/${at(point)}/readings${query({ cursor })}`);
export const sendReading = (point: string, form: Wire.ReadingForm) =>
  call<Wire.ReadingReceipt>("POST", `/supply-points/${at(point)}/readings`, { body: form });
export const announcePhoto = (point: string, content_type: string, size: number) =>
  call<Wire.PhotoPlace>("POST", `/supply-points/${at(point)}/photos`, { body: { content_type, size } });
export const readingPhoto = (point: string, reading: string) =>
  call<{ url: string }>("POST", `/supply-points/${at(point)}/readings/${at(reading)}/photo`);
/** By the link of a reminder: no session, and none is asked for. */
export const lookByLink = (token: string) =>
  call<Wire.LinkedMeters>("POST", "/readings/look", { body: { token }, stay: true });
export const sendByLink = (token: string, form: Wire.ReadingForm) =>
  call<Wire.ReadingReceipt>("POST", "/readings/send", { body: { ...form, token }, stay: true });
export const announceByLink = (token: string, content_type: string, size: number) =>
  call<Wire.PhotoPlace>("POST", "/readings/photos", { body: { token, content_type, size }, stay: true });

/** Sends a file to where the API said, which is not the API: nothing of the session goes along. */
export async function putFile(url: string, file: Blob): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: "PUT",
      headers: { "Content-Type": file.type },
      body: file,
      credentials: "omit",
    });
  } catch {
    throw new Problem(0, "offline", "", "");
  }
  if (!answer.ok) throw new Problem(answer.status, "unexpected", "", "");
}

export const usage = (point: string, step: Wire.Step, from: string, until: string) =>
  call<Wire.Usage>("GET", `/supply-points/${at(point)}/usage${query({ step, from, until })}`);
export const loadCurve = (point: string, from: string, until: string) =>
  call<Wire.LoadCurve>("GET", `/supply-points/${at(point)}/load-curve${query({ from, until })}`);

export const consents = (point: string) =>
  call<{ items: Wire.Consent[] }>("GET", `/supply-points/${at(point)}/consents`);
export const consent = (point: string, purpose: Wire.Purpose, granted: boolean) =>
  call<Wire.Consent>("PUT", `/supply-points/${at(point)}/consents/${purpose}`, {
    body: { granted },
  });

/** At most 60 a page. */
export const invoices = (cursor?: string, state?: Wire.InvoiceState, limit?: number) =>
  call<Wire.Invoices>("GET", `/invoices${query({ cursor, state, limit: limit?.toString() })}`);
export const invoice = (number: string) =>
  call<Wire.InvoiceDetail>("GET", `/invoices/${at(number)}`);
export const invoiceDocument = (number: string) =>
  call<{ url: string; expires_at: string }>("POST", `/invoices/${at(number)}/document`);
/** A slip to pay what is open, at a counter or a bank. */
export const invoiceSlip = (number: string) =>
  call<{ url: string; expires_at: string }>("POST", `/invoices/${at(number)}/slip`);
/** For the books of a business. */
export const invoiceStructured = (number: string) =>
  call<{ url: string; expires_at: string }>("POST", `/invoices/${at(number)}/structured`);
/** The documents of a year, or of all that are shown, as one file. */
export const invoiceArchive = (year?: number) =>
  call<Wire.Archive>("POST", "/invoice-archives", { body: { year: year ?? null } });
export const forecasts = () => call<Wire.Paged<Wire.Forecast>>("GET", "/forecast");
export const attest = (form: Wire.ProofForm) => call<Wire.Proof>("POST", "/attestations", { body: form });
/** Open to anyone: what a proof with this code says. */
export const attestation = (code: string) =>
  call<Wire.Attestation>("GET", `/attestations/${at(code)}`, { stay: true });
export const statement = (customer?: string, cursor?: string) =>
  call<Wire.Statement>("GET", `/statement${query({ customer, cursor })}`);

export const payment = (id: string) => call<Wire.Payment>("GET", `/payments/${at(id)}`);
