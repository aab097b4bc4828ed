/**
 * Passkeys: WebAuthn's options and answers as the JSON that servers speak, converted here since
 * browsers of 2024 do not do it themselves yet. Source: W3C Web Authentication Level 3, 5.1.8.
 */
export type Json = Record<string, unknown>;

/** Whether this browser knows passkeys at all. */
export function known(): boolean {
  return typeof PublicKeyCredential === "function" && "credentials" in navigator;
}

/** Whether a passkey can stand among the suggestions of a field. */
export async function suggestible(): Promise<boolean> {
  if (!known() || !PublicKeyCredential.isConditionalMediationAvailable) return false;
  return PublicKeyCredential.isConditionalMediationAvailable().catch(() => false);
}

/** Whether a person said no, or nothing, to the browser's question: no fault of anybody's. */
export function declined(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

/** Whether this device holds one of the passkeys that must not be made twice. */
export function already(error: unknown): boolean {
  return error instanceof DOMException && error.name === "InvalidStateError";
}

/** Makes a passkey. */
export async function make(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options["challenge"]),
    user: { ...(options["user"] as Json), id: bytes((options["user"] as Json)["id"]) },
    excludeCredentials: descriptors(options["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  return {
    ...named(made),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: text(answer.attestationObject),
      transports: answer.getTransports(),
    },
  };
}

/** Shows a passkey: from the suggestions of a field, or asked for at once. */
export async function show(options: Json, suggested: boolean, signal: AbortSignal): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options["challenge"]),
    allowCredentials: descriptors(options["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const mediation = suggested ? "conditional" : "optional";
  const shown = await navigator.credentials.get({ publicKey, mediation, signal });
  const answer = (shown as PublicKeyCredential).response as AuthenticatorAssertionResponse;
  return {
    ...named(shown as PublicKeyCredential),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: answer.userHandle ? text(answer.userHandle) : null,
    },
  };
}

function named(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function descriptors(given: unknown): Json[] {
  return ((given ?? []) as Json[]).map((each) => ({ ...each, id: bytes(each["id"]) }));
}

/** Bytes as base64url without padding. */
export function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a base64url text. */
export function bytes(encoded: unknown): Uint8Array<ArrayBuffer> {
  const binary = atob(String(encoded).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
