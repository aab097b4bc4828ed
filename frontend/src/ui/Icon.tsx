interface Props {
  of: string;
  size?: "small" | "large";
  class?: string;
}

/** A stroke icon; always beside a word, so never read aloud. */
export function Icon({ of, size, class: more = "" }: Props) {
  const kind = `icon ${size ? `is-${size}` : ""} ${more}`.trim();
  return (
    <svg class={kind} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={of} />
    </svg>
  );
}
