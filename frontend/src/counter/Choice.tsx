import { useId } from "preact/hooks";

interface Props<T extends string> {
  label: string;
  name: string;
  value: T;
  options: readonly (readonly [value: T, word: string])[];
  onValue: (value: T) => void;
}

/** One of some, in a list that opens. */
export function Choice<T extends string>({ label, name, value, options, onValue }: Props<T>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="box">
        <select
          id={id}
          name={name}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value as T)}
        >
          {options.map(([each, word]) => (
            <option key={each} value={each}>
              {word}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  rows?: number;
  hint?: string;
  onValue: (value: string) => void;
}

/** Some lines of text. */
export function Lines({ label, value, rows = 4, hint, onValue }: TextProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="box">
        <textarea
          id={id}
          rows={rows}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
