import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "../ui/Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** One act at a time, beside the page it belongs to; Escape leaves it. */
export function Panel({ title, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={box} class="panel" aria-labelledby={name} onClose={onClose}>
      <div class="panel-head">
        <h2 id={name}>{title}</h2>
        <button type="button" class="round is-bare" aria-label={t("counter.close")} onClick={onClose}>
          <Icon of={cross} />
        </button>
      </div>
      {children}
    </dialog>
  );
}
