import { useState } from "preact/hooks";
import type { ProofKind } from "../../../core/facts";
import { t } from "../../../core/i18n";
import { operator, to } from "../../../core/page";
import { prove } from "../../api";
import { Action } from "../../ui/Action";
import { Door } from "../../ui/Door";
import { Field } from "../../ui/Field";
import { toFirstFault, useSending } from "../../ui/form";
import { Refused } from "../../ui/Note";
import type { LinkAnswer } from "../../wire";
import { Drawing, firstPrinted } from "../BillDrawing";
import { ProofFields, proofFaults, proofSent, type Proof } from "../ProofFields";
import { Steps } from "../Steps";
import { triesLeft } from "./tries";

interface ProveProps {
  link: LinkAnswer;
  token: string;
  onProven: (ticket: string, login: string) => void;
}

/** The numbers printed on the invoice, behind the link. */
export function Prove({ link, token, onProven }: ProveProps) {
  const [given, setGiven] = useState<Proof>({});
  const [ring, setRing] = useState<ProofKind | undefined>(firstPrinted(operator().proof.parts));
  const [left, setLeft] = useState(link.tries_left);
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong = proofFaults(given);
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      try {
        const { ticket, suggested_login } = await prove({ token, ...proofSent(given) });
        onProven(ticket, suggested_login);
      } catch (error) {
        setLeft(triesLeft(error) ?? left);
        throw error;
      }
    });
    toFirstFault(form);
  }
  return (
    <Door art={<Drawing ring={ring} />}>
      <Steps at={3} />
      <h1>{t("door.activate.title")}</h1>
      <p class="quiet">{t("door.activate.intro")}</p>
      <p class="quiet on-bill">
        {t("door.activate.login_on_bill")} <a href={to("login")}>{t("door.login.submit")}</a>
      </p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t("door.activate.email")}
          name="email"
          type="email"
          value={link.email}
          onValue={() => undefined}
          readonly
          autocomplete="username"
        />
        <ProofFields given={given} onGiven={setGiven} faults={faults} onFocus={setRing} />
        <div>
          <Action type="submit" wide busy={busy}>
            {t("door.activate.submit")}
          </Action>
          <p class="small quiet tries">{t("door.activate.tries", { count: left })}</p>
        </div>
      </form>
    </Door>
  );
}
