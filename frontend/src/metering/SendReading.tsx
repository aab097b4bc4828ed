import { useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { toFirstFault } from "../ui/form";
import { MeterForm, type Handle, type Stage, type ToRead } from "./MeterForm";
import "../../styles/parts/seal.css";
import "./reading.css";

interface Props {
  meters: ToRead[];
  onTaken: () => void;
  onKept: () => void;
}

/** One form for every meter there is to read: what is typed is sent, each for itself. */
export function SendReading({ meters, onTaken, onKept }: Props) {
  const handles = useRef(new Map<string, Handle>());
  const [busy, setBusy] = useState(false);
  const [stages, setStages] = useState<Record<string, Stage["at"]>>({});
  const among = meters.length > 1;
  const left = meters.filter(({ id }) => (stages[id] ?? "type") === "type").map(({ id }) => id);

  function hold(id: string, handle: Handle | undefined): void {
    if (handle) handles.current.set(id, handle);
    else handles.current.delete(id);
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const typed = left.filter((id) => handles.current.get(id)?.typed());
    setBusy(true);
    // With nothing typed at all, the first meter says what is missing.
    for (const id of typed.length > 0 ? typed : left.slice(0, 1)) await handles.current.get(id)?.submit();
    setBusy(false);
    toFirstFault(form);
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      {among && <p class="quiet">{t("reading.several", { count: meters.length })}</p>}
      {meters.map((each) => (
        <MeterForm
          key={each.id}
          of={each}
          among={among}
          hold={hold}
          onStage={(at) => {
            setStages((last) => ({ ...last, [each.id]: at }));
            if (at === "receipt") onTaken();
            if (at === "kept") onKept();
          }}
        />
      ))}
      {left.length > 0 && (
        <Action type="submit" wide busy={busy}>
          {t(meters.some((each) => each.on) ? "reading.correct.send" : "reading.send")}
        </Action>
      )}
    </form>
  );
}
