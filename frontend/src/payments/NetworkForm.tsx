import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lock } from "../../core/icons";
import { looks, openNetwork, type CardNetwork, type Confirmed, type Elements } from "../../core/cards";
import { language, t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";

interface Begun {
  client_secret: string;
  publishable_key: string;
  script_url: string;
}

interface Props {
  begun: Begun;
  /** What the form asks for, read aloud. */
  label: string;
  submit: string;
  /** What is said above the network's own words when it refuses, and what to do then. */
  refused: { title: string; next: string };
  confirm: (network: CardNetwork, elements: Elements) => Promise<Confirmed>;
  onDone: () => void;
  onKind?: (kind: string) => void;
  /** Between the fields and the button. */
  children?: ComponentChildren;
  /** Said under the button. */
  safe: string;
}

/** The card network's own fields in its own frame: what is typed there never passes our pages. */
export function NetworkForm(props: Props) {
  const { begun, label, submit, refused: words, confirm, onDone, onKind, children, safe } = props;
  const place = useRef<HTMLDivElement>(null);
  const opened = useRef<{ network: CardNetwork; elements: Elements } | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const [unreachable, setUnreachable] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let gone = false;
    setUnreachable(false);
    setReady(false);
    openNetwork(begun.script_url, begun.publishable_key).then(
      (network) => {
        if (gone || !place.current) return;
        const elements = network.elements({
          clientSecret: begun.client_secret,
          locale: language(),
          appearance: looks(),
        });
        const element = elements.create("payment");
        element.on("ready", () => setReady(true));
        element.on("loaderror", () => setUnreachable(true));
        element.on("change", ({ value }) => value && onKind?.(value.type));
        element.mount(place.current);
        opened.current = { network, elements };
      },
      () => !gone && setUnreachable(true),
    );
    return () => {
      gone = true;
    };
  }, [turn, begun.client_secret]);

  async function send(event: SubmitEvent) {
    event.preventDefault();
    if (busy || !opened.current) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const { error } = await confirm(opened.current.network, opened.current.elements);
      if (!error) onDone();
      else if (error.type !== "validation_error") setRefused(error.message ?? "");
    } catch {
      setRefused("");
    } finally {
      setBusy(false);
    }
  }

  if (unreachable) {
    return (
      <div role="alert">
        <Note kind="bad">
          <p class="strong">{t("pay.unreachable")}</p>
          <p>{t("pay.unreachable_next")}</p>
          <Action second small onClick={() => setTurn(turn + 1)}>
            {t("pay.refused.again")}
          </Action>
        </Note>
      </div>
    );
  }
  return (
    <form class="network-form" onSubmit={(event) => void send(event)}>
      {!ready && <p class="quiet">{t("pay.loading")}</p>}
      <div class="pay-frame" ref={place} role="group" aria-label={label} />
      {refused !== undefined && (
        <div role="alert">
          <Note kind="bad">
            <p class="strong">{words.title}</p>
            {refused && <p>{refused}</p>}
            <p>{words.next}</p>
          </Note>
        </div>
      )}
      {ready && (
        <>
          {children}
          <Action type="submit" wide busy={busy}>
            {submit}
          </Action>
        </>
      )}
      <p class="quiet small pay-safe">
        <Icon of={lock} size="small" />
        <span>{safe}</span>
      </p>
    </form>
  );
}
