/** The counter's pages: what draws each, and which words it speaks. */
import type { CounterPage } from "../../core/page";
import type { Key } from "../../core/i18n";
import type { Page } from "../pages";
import { CounterBills } from "./bills";
import { Clerks } from "./clerks";
import { Counter } from "./counter";
import { CustomerPage } from "./customer";
import { PaperPage } from "./paper";
import { Tickets } from "./tickets";
import { Trail } from "./trail";
import { Transfers } from "./transfers";

/** What every page of the counter says. */
const DESK = ["page", "nav", "role", "stranger", "factor", "factors", "find", "access"].concat(
  ["print", "close", "cancel", "more"],
);

/** A page of the counter: its own words, and those of other rooms that it speaks. */
function desk(view: Page["view"], title: Key, parts: string[], others: string[] = []): Page {
  const words = [...DESK, ...parts].map((part) => `counter.${part}`).concat(others);
  return { view, title, words, open: false };
}

const CARD = ["customer", "known", "bill", "paid", "channel", "paid_state", "point", "source"].concat(
  ["letting", "document", "taking", "means", "receipt", "writing", "ticket_state", "tickets.none"],
  ["act", "trail", "fact"],
);

export const COUNTER_PAGES: Record<CounterPage, Page> = {
  counter: desk(Counter, "counter.find.title", ["today"]),
  "counter/customer": desk(CustomerPage, "counter.customer.page", CARD, [
    "bills.kind",
    "bills.state",
    "support.about",
  ]),
  "counter/paper": {
    view: PaperPage,
    title: "counter.paper.page",
    words: ["paper", "sheet", "receipt", "means", "print"].map((part) => `counter.${part}`),
    open: false,
  },
  "counter/bills": desk(
    CounterBills,
    "counter.bills.title",
    ["bills", "bill", "reason", "runs", "dry"],
    ["bills.kind", "document.unit", "document.per"],
  ),
  "counter/transfers": desk(Transfers, "counter.transfers.title", ["transfers", "taking", "paid"]),
  "counter/tickets": desk(
    Tickets,
    "counter.tickets.title",
    ["tickets", "queue", "ticket_state", "bills.card"],
    ["support.about"],
  ),
  "counter/trail": desk(Trail, "counter.trail.title", ["trail", "act", "fact", "document", "means"]),
  "counter/clerks": desk(Clerks, "counter.clerks.title", ["clerks", "known"]),
};
