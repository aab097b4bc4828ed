import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import type { Agreement } from "./calls";
import { NetworkForm } from "./NetworkForm";

interface Props {
  /** What is agreed to: begun at the API, confirmed in the network's own fields. */
  begin: () => Promise<Agreement>;
  title?: string;
  replaces?: string;
  label: string;
  submit: string;
  refused: { title: string; next: string };
  safe: string;
  onCancel: () => void;
  onDone: () => void;
}

/** The text in the reader's language, the account or card, and the signature: one press. */
export function Agree(props: Props) {
  const { begin, title, replaces, label, submit, refused, safe, onCancel, onDone } = props;
  const { data, error, again } = useData(begin, []);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="tall" />;
  return (
    <div class="means-sign">
      {title && <h3>{title}</h3>}
      {replaces && <p class="quiet small">{replaces}</p>}
      <div class="means-paper">
        <p class="small">{data.wording}</p>
        <p class="quiet small">{[data.creditor, data.creditor_id].filter(Boolean).join(" · ")}</p>
      </div>
      <NetworkForm
        begun={data}
        label={label}
        submit={submit}
        refused={refused}
        safe={safe}
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
