import { useId } from "preact/hooks";
import { clip, cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { Wrong } from "../ui/Field";
import { Icon } from "../ui/Icon";

/** What can be attached; the API looks at the content again. */
export const TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
const LARGEST = 10_000_000;
const MOST = 5;

interface Props {
  files: File[];
  onFiles: (files: File[]) => void;
  wrong?: string | undefined;
  onWrong: (sentence: string) => void;
}

/** Photos and PDFs that go along with a message. */
export function Files({ files, onFiles, wrong, onWrong }: Props) {
  const id = useId();
  const add = (chosen: FileList | null): void => {
    const all = [...files, ...(chosen ?? [])];
    const bad = all.find((each) => !TYPES.includes(each.type) || each.size > LARGEST || !each.size);
    if (bad) onWrong(t("support.attach.wrong", { name: bad.name }));
    else if (all.length > MOST) onWrong(t("support.attach.many"));
    else onWrong("");
    onFiles(
      all.filter((each) => TYPES.includes(each.type) && each.size > 0 && each.size <= LARGEST).slice(0, MOST),
    );
  };
  return (
    <div class="field attach">
      {files.length > 0 && (
        <ul class="attached">
          {files.map((each) => (
            <li key={each.name + each.lastModified}>
              <span class="clipped">{each.name}</span>
              <button
                type="button"
                aria-label={t("support.attach.remove", { name: each.name })}
                onClick={() => onFiles(files.filter((other) => other !== each))}
              >
                <Icon of={cross} size="small" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {files.length < MOST && (
        <label for={id} class="textual is-bare">
          <Icon of={clip} size="small" />
          <span>
            {t("support.attach.add")} <span class="quiet small">{t("support.attach.which")}</span>
          </span>
          <input
            id={id}
            class="unseen"
            type="file"
            multiple
            accept={TYPES.join(",")}
            onChange={(event) => {
              add(event.currentTarget.files);
              event.currentTarget.value = "";
            }}
          />
        </label>
      )}
      {wrong && <Wrong>{wrong}</Wrong>}
    </div>
  );
}
