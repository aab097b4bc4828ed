import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { signMandate } from "./calls";
import { NetworkForm } from "./NetworkForm";

interface Props {
  customer: string;
  /** A mandate is in force: this one will take its place. */
  replacing: boolean;
  onCancel: () => void;
  onDone: () => void;
}

/** The mandate's text in the reader's language, the account, and the signature: one press. */
export function Sign({ customer, replacing, onCancel, onDone }: Props) {
  const { data, error, again } = useData(() => signMandate(customer), [customer]);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="tall" />;
  return (
    <div class="means-sign">
      <h3>{t(replacing ? "means.sign.change" : "means.sign.title")}</h3>
      {replacing && <p class="quiet small">{t("means.sign.replaces")}</p>}
      <div class="means-paper">
        <p class="small">{data.wording}</p>
        <p class="quiet small">
          {data.creditor} · {data.creditor_id}
        </p>
      </div>
      <NetworkForm
        begun={data}
        label={t("means.sign.form")}
        submit={t("means.sign.submit")}
        refused={{ title: t("means.sign.refused"), next: t("means.sign.refused_next") }}
        safe={t("means.sign.safe")}
        confirm={(network, elements) =>
          network.confirmSetup({
            elements,
            confirmParams: { return_url: location.href },
            redirect: "if_required",
          })
        }
        onDone={onDone}
      />
      <Action second small onClick={onCancel}>
        {t("pay.part.cancel")}
      </Action>
    </div>
  );
}
