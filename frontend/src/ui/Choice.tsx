import { useId } from "preact/hooks";
import { down } from "../../core/icons";
import { Icon } from "./Icon";

interface Props<T extends string> {
  label: string;
  name: string;
  options: readonly (readonly [value: T, word: string])[];
  chosen: T;
  onChoose: (value: T) => void;
}

/** One choice among many, folded away. */
export function Choice<T extends string>({ label, name, options, chosen, onChoose }: Props<T>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="box">
        <select
          id={id}
          name={name}
          value={chosen}
          onChange={(event) => onChoose(event.currentTarget.value as T)}
        >
          {options.map(([value, word]) => (
            <option key={value} value={value} selected={value === chosen}>
              {word}
            </option>
          ))}
        </select>
        <Icon of={down} size="small" class="fold" />
      </div>
    </div>
  );
}
