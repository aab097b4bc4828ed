/** Every page there is: what draws it, which words it speaks, whether a stranger may read it. */
import type { FunctionComponent } from "preact";
import type { Key } from "../core/i18n";
import type { PageName } from "../core/page";
import { Activate } from "./accounts/activate";
import { Alarm } from "./accounts/alarm";
import { Login } from "./accounts/login";
import { Recover } from "./accounts/recover";
import { Signup } from "./accounts/signup";
import { Terms } from "./operators/terms";

export interface Page {
  view: FunctionComponent<{ html?: string }>;
  title: Key;
  /** Catalogues besides `shell` and `units`; `ns.part` takes only the keys that begin so. */
  words: string[];
  open: boolean;
}

export const PAGES: Partial<Record<PageName, Page>> = {
  login: { view: Login, title: "door.login.page", words: ["door.login", "door.cloth"], open: true },
  signup: {
    view: Signup,
    title: "door.signup.page",
    words: ["door.login", "door.cloth", "door.signup", "door.sent", "door.proof", "door.step"].concat(
      ["door.choose", "door.strength"],
    ),
    open: true,
  },
  activate: {
    view: Activate,
    title: "door.activate.page",
    words: ["door"],
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
  terms: { view: Terms, title: "door.terms.page", words: ["door.terms", "door.choose"], open: true },
};
