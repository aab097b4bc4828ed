/** Every page there is: what draws it, which words it speaks, whether a stranger may read it. */
import type { FunctionComponent } from "preact";
import type { Facts } from "../core/facts";
import type { Key } from "../core/i18n";
import type { PageName } from "../core/page";
import { Activate } from "./accounts/activate";
import { Alarm } from "./accounts/alarm";
import { ConfirmEmail } from "./accounts/confirm-email";
import { Letter } from "./accounts/letter";
import { Login } from "./accounts/login";
import { More } from "./accounts/more";
import { Profile } from "./accounts/profile";
import { Recover } from "./accounts/recover";
import { Safety } from "./accounts/safety";
import { Signup } from "./accounts/signup";
import { BillPage } from "./billing/bill";
import { Bills } from "./billing/bills";
import { ForecastPage } from "./billing/forecast";
import { Proofs } from "./billing/proofs";
import { Verify } from "./billing/verify";
import { Consents } from "./consents/consents";
import { COUNTER_PAGES } from "./counter/pages";
import { Home } from "./home/home";
import { Notices } from "./metering/notices";
import { ReadingPage } from "./metering/reading";
import { ReadingsPage } from "./metering/readings";
import { SendReadingPage } from "./metering/send-reading";
import { Simulate } from "./metering/simulate";
import { Tempo } from "./metering/tempo";
import { UsagePage } from "./metering/usage";
import { CompanyPage } from "./operators/company";
import { Offline } from "./operators/offline";
import { Terms } from "./operators/terms";
import { Means } from "./payments/means";
import { Pay } from "./payments/pay";
import { PlanPage } from "./payments/plan";
import { Help } from "./support/help";
import { Messages } from "./support/messages";

export interface Page {
  view: FunctionComponent<{ html?: string }>;
  title: Key;
  /** Catalogues besides `shell` and `units`; `ns.part` takes only the keys that begin so. */
  words: string[];
  open: boolean;
  /** Only where the operator has this page at all. */
  where?: (facts: Pick<Facts, "companies">) => boolean;
}

export const PAGES: Partial<Record<PageName, Page>> = {
  ...COUNTER_PAGES,
  login: {
    view: Login,
    title: "door.login.page",
    words: ["login", "company.page", "cloth", "passkey", "second", "renew", "app", "choose", "strength"].map(
      (part) => `door.${part}`,
    ),
    open: true,
  },
  signup: {
    view: Signup,
    title: "door.signup.page",
    words: ["login", "cloth", "signup", "sent", "proof", "step", "choose", "strength", "company.page"].map(
      (part) => `door.${part}`,
    ),
    open: true,
  },
  company: {
    view: CompanyPage,
    title: "door.company.page",
    words: ["door.company", "door.login", "door.cloth", "door.signup.known"],
    open: true,
    where: ({ companies }) => companies > 1,
  },
  activate: {
    view: Activate,
    title: "door.activate.page",
    words: ["login", "activate", "proof", "step", "choose", "strength", "confirm", "done"]
      .map((part) => `door.${part}`)
      .concat("door.cloth"),
    open: true,
  },
  recover: {
    view: Recover,
    title: "door.recover.page",
    words: ["door.login", "door.cloth", "door.sent", "door.recover", "door.choose", "door.strength"],
    open: true,
  },
  alarm: {
    view: Alarm,
    title: "door.alarm.page",
    words: ["door.login", "door.cloth", "door.alarm", "door.choose"],
    open: true,
  },
  "confirm-email": {
    view: ConfirmEmail,
    title: "door.new_email.title",
    words: ["door.login", "door.cloth", "door.new_email"],
    open: true,
  },
  letter: {
    view: Letter,
    title: "mail.signup_link.subject",
    words: ["mail.signup_link", "mail.layout"],
    open: true,
  },
  terms: { view: Terms, title: "door.terms.page", words: ["door.terms", "door.choose"], open: true },
  home: { view: Home, title: "home.page", words: ["home", "usage.year"], open: false },
  usage: { view: UsagePage, title: "usage.page", words: ["usage", "tempo.colour", "tempo.card"], open: false },
  simulate: { view: Simulate, title: "simulate.page", words: ["simulate"], open: false },
  tempo: { view: Tempo, title: "tempo.page", words: ["tempo"], open: false },
  notices: { view: Notices, title: "notices.page", words: ["notices"], open: false },
  reading: {
    view: ReadingPage,
    title: "reading.page",
    words: ["page", "which", "all", "several", "serial", "automatic", "last_on", "no_last", "window"]
      .concat(["digits", "send", "unusual", "compare", "receipt", "offline", "history", "kind"])
      .concat(["source", "standing", "none", "photo", "correct"])
      .map((part) => `reading.${part}`),
    open: false,
  },
  readings: {
    view: ReadingsPage,
    title: "reading.history.title",
    words: ["which", "serial", "history", "kind", "source", "standing", "photo", "correct", "none"].map(
      (part) => `reading.${part}`,
    ),
    open: false,
  },
  "send-reading": {
    view: SendReadingPage,
    title: "reading.linked.title",
    words: ["linked", "several", "serial", "last_on", "no_last", "window", "digits", "send", "unusual"]
      .concat(["compare", "receipt", "offline", "photo", "correct.send", "kind"])
      .map((part) => `reading.${part}`)
      .concat("door.cloth"),
    open: true,
  },
  bills: { view: Bills, title: "bills.page", words: ["bills", "home.due"], open: false },
  bill: {
    view: BillPage,
    title: "bills.bill.page",
    words: ["bill", "cycle", "detail", "history", "kind", "lines", "moment", "none", "owed", "pdf"]
      .concat(["papers", "pdf_of", "readings", "register", "shares", "state"])
      .map((part) => `bills.${part}`)
      .concat("home.due", "document.unit", "document.per", "payments.reason")
      .concat("support.claim.yours", "support.claim.bill", "support.state"),
    open: false,
  },
  more: {
    view: More,
    title: "more.page",
    words: ["more", "shell.terms", "safety.page", "safety.more", "support.messages", "means.page", "means.more"],
    open: false,
  },
  profile: {
    view: Profile,
    title: "more.profile.page",
    words: ["more.profile", "more.help", "safety.page", "door.proof", "door.login.place"],
    open: false,
  },
  safety: { view: Safety, title: "safety.page", words: ["safety", "door.strength", "shell.show_password"], open: false },
  consents: { view: Consents, title: "more.consents.page", words: ["more.consents"], open: false },
  offline: { view: Offline, title: "more.offline.page", words: ["more.offline"], open: false },
  help: {
    view: Help,
    title: "more.help.page",
    words: ["more.help", "support.about", "support.form", "support.attach"],
    open: true,
  },
  messages: {
    view: Messages,
    title: "support.messages.page",
    words: ["about", "state", "thread", "messages", "attach"].map((part) => `support.${part}`),
    open: false,
  },
  forecast: {
    view: ForecastPage,
    title: "bills.forecast.page",
    words: ["bills.forecast", "bills.detail.back"],
    open: false,
  },
  proofs: {
    view: Proofs,
    title: "bills.proofs.page",
    words: ["bills.proofs", "bills.detail.back"],
    open: false,
  },
  verify: { view: Verify, title: "bills.verify.page", words: ["bills.verify"], open: true },
  pay: { view: Pay, title: "pay.page", words: ["pay", "means.card", "support.claim", "support.state"], open: false },
  means: { view: Means, title: "means.page", words: ["means", "pay.unreachable", "pay.loading", "pay.refused", "pay.safe", "pay.part.cancel"], open: false },
  plan: { view: PlanPage, title: "plan.page", words: ["plan"], open: false },
};
