import { useEffect, useId, useRef } from "preact/hooks";
import { Wrong } from "../ui/Field";

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  wrong?: string | undefined;
  hint?: string | undefined;
  rows?: number;
  /** Said to screen readers only, where the page already says it otherwise. */
  silent?: boolean;
}

/** Room for a message, growing with it. */
export function Area({ label, value, onValue, wrong, hint, rows = 6, silent }: Props) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [value]);
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id} class={silent ? "unseen" : undefined}>
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class={`box ${wrong ? "is-wrong" : ""}`}>
        <textarea
          ref={box}
          id={id}
          name="message"
          rows={rows}
          maxLength={4000}
          value={value}
          aria-describedby={described || undefined}
          aria-invalid={wrong ? "true" : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}
