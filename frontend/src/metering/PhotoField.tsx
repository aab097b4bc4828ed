import { useEffect, useId, useRef, useState } from "preact/hooks";
import { camera, cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { shrink } from "../../core/photo";
import { Wrong } from "../ui/Field";
import { Icon } from "../ui/Icon";

interface Props {
  photo: Blob | undefined;
  onPhoto: (photo: Blob | undefined) => void;
  wrong: string | undefined;
}

/** The picture of the dial, beside its digits: taken with the phone, or chosen. */
export function PhotoField({ photo, onPhoto, wrong }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [seen, setSeen] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!photo) {
      setSeen(undefined);
      return;
    }
    const address = URL.createObjectURL(photo);
    setSeen(address);
    return () => URL.revokeObjectURL(address);
  }, [photo]);

  async function chosen(file: File | undefined) {
    if (!file) return;
    setBusy(true);
    onPhoto(await shrink(file));
    setBusy(false);
  }

  return (
    <div class="photo-field">
      <input
        ref={input}
        id={id}
        class="unseen"
        type="file"
        accept="image/*"
        aria-describedby={wrong ? `${id}-wrong` : `${id}-more`}
        aria-invalid={wrong ? "true" : undefined}
        onChange={(event) => void chosen(event.currentTarget.files?.[0])}
      />
      {photo && seen ? (
        <figure class="photo-kept">
          <img src={seen} alt={t("reading.photo.alt")} />
          <figcaption>
            <span class="strong">{t("reading.photo.ready")}</span>
            <label for={id} class="photo-again">
              {t("reading.photo.again")}
            </label>
            <button
              type="button"
              class="photo-off"
              onClick={() => {
                if (input.current) input.current.value = "";
                onPhoto(undefined);
              }}
            >
              <Icon of={cross} size="small" />
              {t("reading.photo.remove")}
            </button>
          </figcaption>
        </figure>
      ) : (
        <label for={id} class="photo-add" aria-busy={busy ? "true" : undefined}>
          <Icon of={camera} />
          <span>
            <span class="strong">{t(busy ? "shell.wait" : "reading.photo.add")}</span>
            <span class="quiet small" id={`${id}-more`}>
              {t("reading.photo.more")}
            </span>
          </span>
        </label>
      )}
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}
