import { useEffect, useRef } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { day } from "../../core/format";
import { check } from "../../core/icons";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import type { ReadingReceipt } from "../wire";
import { Compare } from "./Compare";

interface Props {
  receipt: ReadingReceipt;
  energy: Energy;
  photo: boolean;
  /** The receipt is one of several: it does not take the reader's eye. */
  among: boolean;
}

/** A reading was taken: what it makes, its number, its day. */
export function Receipt({ receipt, energy, photo, among }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!among) title.current?.focus();
  }, []);
  return (
    <div class="receipt">
      <div class="receipt-head">
        <span class="seal is-good">
          <Icon of={check} size="large" />
        </span>
        <div>
          <h2 ref={title} tabIndex={-1} class="answer is-second">
            {t("reading.receipt.title")}
          </h2>
          <p class="quiet">{t("reading.receipt.next")}</p>
        </div>
      </div>
      {receipt.usage.map((each) => (
        <Compare
          key={each.register}
          used={each.used}
          usual={each.usual ?? null}
          days={each.days}
          unit={each.unit}
          energy={energy}
        />
      ))}
      <dl class="facts">
        <div>
          <dt>{t("reading.receipt.number")}</dt>
          <dd class="figures">{receipt.receipt}</dd>
        </div>
        <div>
          <dt>{t("reading.receipt.on")}</dt>
          <dd>{day(receipt.on)}</dd>
        </div>
        {photo && (
          <div>
            <dt>{t("reading.photo.label")}</dt>
            <dd>{t("reading.photo.kept")}</dd>
          </div>
        )}
      </dl>
      {!among && (
        <div class="row no-print">
          <Action second onClick={() => print()}>
            {t("reading.receipt.print")}
          </Action>
        </div>
      )}
    </div>
  );
}
