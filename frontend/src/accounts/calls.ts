/** What the door and the account's safety ask of the API. */
import type { Json } from "../../core/passkey";
import type { components } from "../api.gen";
import { call } from "../api";
import type { SessionAnswer } from "../wire";

type Schemas = components["schemas"];
export type { SessionAnswer };
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
