import { useEffect, useRef, useState } from "preact/hooks";
import { check } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator, to } from "../../../core/page";
import { Door } from "../../ui/Door";
import { Icon } from "../../ui/Icon";

/** The account stands; back to the app where one came from it. */
export function Done({ login }: { login: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  const [app, setApp] = useState(false);
  useEffect(() => {
    title.current?.focus();
    const asked = new URLSearchParams(location.search).has("app");
    setApp(asked || sessionStorage.getItem("app") === "1");
  }, []);
  const appLink = operator().sign_in.app_link;
  return (
    <Door>
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {t("door.done.title")}
      </h1>
      <p>{t("door.done.login", { login })}</p>
      <div class="form">
        {app && appLink ? (
          <>
            <a class="action is-wide" href={appLink}>
              {t("door.done.app")}
            </a>
            <a class="textual" href={to("login")}>
              {t("door.done.sign_in")}
            </a>
          </>
        ) : (
          <a class="action is-wide" href={to("login")}>
            {t("door.done.sign_in")}
          </a>
        )}
      </div>
    </Door>
  );
}
