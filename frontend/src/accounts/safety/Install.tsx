/** Setting a second factor up; loaded once the page stands, since few visits need it. */
import { useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { beginText, beginTotp, confirmText, confirmTotp, newRecoveryCodes, type Totp } from "../calls";
import { CodeForm } from "./CodeForm";
import { PaperCodes } from "./PaperCodes";
import { PhoneField } from "./PhoneField";
import { QrCode } from "./QrCode";
import { Confirmed, needed, type Close } from "./Task";

export function AddApp({ close, again }: { close: Close; again: () => void }) {
  const [begun, setBegun] = useState<Totp>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <Installed codes={codes} close={close} again={again} />;
  if (!begun) {
    return (
      <Confirmed
        intro={t("safety.totp.intro")}
        submit={t("safety.go_on")}
        run={async (password) => setBegun(await beginTotp(password))}
      />
    );
  }
  return (
    <div class="pairing">
      <QrCode text={begun.uri} label={t("safety.totp.qr")} />
      <div>
        <p>{t("safety.totp.scan")}</p>
        <p class="quiet small">{t("safety.totp.by_hand")}</p>
        <p class="secret">{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
        <a class="textual" href={begun.uri}>
          {t("safety.totp.here")}
        </a>
        <CodeForm
          run={async (code) => setCodes((await confirmTotp(begun.challenge, code)).recovery_codes)}
        />
      </div>
    </div>
  );
}

interface AddTextProps {
  known: string;
  close: Close;
  again: () => void;
}

export function AddText({ known, close, again }: AddTextProps) {
  const [phone, setPhone] = useState(known);
  const [challenge, setChallenge] = useState("");
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <Installed codes={codes} close={close} again={again} />;
  if (challenge) {
    return (
      <>
        <p>{t("safety.phone.sent", { phone })}</p>
        <CodeForm run={async (code) => setCodes((await confirmText(challenge, code)).recovery_codes)} />
      </>
    );
  }
  return (
    <Confirmed
      submit={t("safety.phone.send")}
      check={() => needed("phone", phone)}
      run={async (password) => setChallenge((await beginText(phone.trim(), password)).challenge)}
    >
      {(faults) => <PhoneField value={phone} onValue={setPhone} wrong={faults["phone"]} />}
    </Confirmed>
  );
}

/** A factor stands; the first one brings the codes for the day it is lost. */
function Installed({ codes, close, again }: { codes: string[]; close: Close; again: () => void }) {
  const done = (): void => {
    close(t("safety.installed"));
    again();
  };
  return <PaperCodes codes={codes} onKept={done} />;
}

export function NewCodes({ close, again }: { close: Close; again: () => void }) {
  const [codes, setCodes] = useState<string[]>();
  if (codes) {
    return (
      <PaperCodes
        codes={codes}
        onKept={() => {
          close();
          again();
        }}
      />
    );
  }
  return (
    <Confirmed
      intro={t("safety.codes.intro")}
      submit={t("safety.codes.make")}
      run={async (password) => setCodes((await newRecoveryCodes(password)).recovery_codes)}
    />
  );
}
