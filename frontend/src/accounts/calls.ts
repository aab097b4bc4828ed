/** What the door and the account's safety ask of the API. */
import type { Json } from "../../core/passkey";
import type { components } from "../api.gen";
import { call } from "../api";
import type { SessionAnswer } from "../wire";

type Schemas = components["schemas"];
export type { SessionAnswer };
export type SafetyFacts = Schemas["SafetyAnswer"];
export type Factors = Schemas["FactorsAnswer"];
export type Passkey = Schemas["PasskeyEntry"];
export type Totp = Schemas["TotpAnswer"];
export type OpenSession = Schemas["SessionEntry"];
export type Device = Schemas["DeviceEntry"];
export type RecoveryCodes = Schemas["RecoveryCodesAnswer"];
export type SecondFactor = "totp" | "sms" | "recovery";

interface Asked {
  challenge: string;
  options: Json;
}

type Challenge = Schemas["ChallengeAnswer"];
const at = encodeURIComponent;
/** Stays on the page when the session is over meanwhile, so that nothing typed is lost. */
const post = <T>(path: string, body?: unknown): Promise<T> => call<T>("POST", path, { body, stay: true });

export const textCode = (challenge: string) => post<void>("/sessions/second/text", { challenge });
export const answerSecond = (challenge: string, factor: SecondFactor, code: string, remember: boolean) =>
  post<SessionAnswer>("/sessions/second", { challenge, factor, code, remember, client: "site" });
export const passkeyAsked = () => post<Asked>("/sessions/passkey/options");
export const passkeyShown = (challenge: string, credential: Json) =>
  post<SessionAnswer>("/sessions/passkey", { challenge, credential, client: "site" });
export const appCode = (code_challenge: string, state: string) =>
  post<Schemas["AppCodeAnswer"]>("/app-codes", { code_challenge, state });
export const confirmEmail = (token: string, password: string) =>
  post<void>("/me/email/confirm", { token, password });

export const changePassword = (password: string, new_password: string) =>
  post<SessionAnswer>("/me/password", { password, new_password });
export const changeEmail = (email: string, password: string) =>
  post<void>("/me/email", { email, password });
export const changePhone = (phone: string, password: string) =>
  post<Challenge>("/me/phone", { phone, password });
export const confirmPhone = (challenge: string, code: string) =>
  post<void>("/me/phone/confirm", { challenge, code });
export const changeLanguage = (language: string) =>
  call<void>("PUT", "/me/language", { body: { language } });

export const safety = () => call<SafetyFacts>("GET", "/safety");
export const beginTotp = (password: string) => post<Totp>("/factors/totp", { password });
export const confirmTotp = (challenge: string, code: string) =>
  post<RecoveryCodes>("/factors/totp/confirm", { challenge, code });
export const beginText = (phone: string, password: string) =>
  post<Challenge>("/factors/sms", { phone, password });
export const confirmText = (challenge: string, code: string) =>
  post<RecoveryCodes>("/factors/sms/confirm", { challenge, code });
export const newRecoveryCodes = (password: string) =>
  post<RecoveryCodes>("/factors/recovery-codes", { password });
export const removeFactor = (factor: string, password: string) =>
  post<void>(`/factors/${factor}/remove`, { password });

export const newPasskeyAsked = (password: string) => post<Asked>("/passkeys/options", { password });
export const addPasskey = (challenge: string, credential: Json, name: string) =>
  post<Passkey>("/passkeys", { challenge, credential, name });
export const removePasskey = (passkey: string, password: string) =>
  post<void>(`/passkeys/${at(passkey)}/remove`, { password });

export const endSession = (session: string) => call<void>("DELETE", `/sessions/${at(session)}`);
export const endOthers = () => call<void>("DELETE", "/sessions");
export const forgetDevice = (device: string) => call<void>("DELETE", `/devices/${at(device)}`);

/** Another customer under this login, proven by what the operator's pack asks for. */
export const addCustomer = (proof: Record<string, string>) =>
  call<Schemas["MyCustomer"]>("POST", "/me/customers", { body: proof });
