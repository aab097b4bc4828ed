interface Props<T extends string> {
  label: string;
  options: readonly (readonly [value: T, word: string])[];
  chosen: T;
  onChoose: (value: T) => void;
}

/** One choice among a few, all in sight. */
export function Segments<T extends string>({ label, options, chosen, onChoose }: Props<T>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map(([value, word]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {word}
        </button>
      ))}
    </div>
  );
}
