import { expect, test } from "vitest";
import { speak } from "../core/i18n";
import { bytes, text } from "../core/passkey";
import { qr, qrPath } from "../core/qr";
import { strength } from "../core/strength";
import { cancelled } from "../src/accounts/after";
import { placeOf } from "../src/accounts/safety/Places";
import { challengeOf } from "../src/accounts/Second";
import { Problem } from "../src/api";

const refusal = (code: string, facts: Record<string, unknown>): Problem =>
  new Problem(403, code, "", "", {}, facts);

test("a text is drawn in the smallest code that holds it, and too long a one in none", () => {
  expect(qr("a")).toHaveLength(21);
  expect(qr("x".repeat(14))).toHaveLength(21);
  expect(qr("x".repeat(15))).toHaveLength(25);
  expect(qr("x".repeat(666))).toHaveLength(97);
  expect(() => qr("x".repeat(667))).toThrow(RangeError);
});

test("a code has its three corners, its rulers and the module that is always dark", () => {
  const grid = qr("otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&issuer=A");
  const size = grid.length;
  const corner = (x: number, y: number): string =>
    [0, 1, 2, 3, 4, 5, 6].map((step) => Number(grid[y + 3]?.[x + step])).join("");
  for (const [x, y] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) expect(corner(x, y)).toBe("1011101");
  for (let at = 8; at < size - 8; at++) expect(grid[6]?.[at]).toBe(at % 2 === 0);
  expect(grid[size - 8]?.[8]).toBe(true);
  const dark = grid.flat().filter(Boolean).length;
  expect(qrPath(grid).split("M")).toHaveLength(dark + 1);
});

test("bytes survive the way into WebAuthn's JSON and back", () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  const written = text(all.buffer);
  expect(written).toMatch(/^[\w-]+$/);
  expect([...bytes(written)]).toEqual([...all]);
  expect(text(bytes("_-8").buffer)).toBe("_-8");
});

test("a recovery code can always answer a second factor, and nothing else is taken for one", () => {
  const asked = challengeOf(refusal("second_factor_needed", { challenge: "c", factors: "totp sms", phone_ending: "42" }));
  expect(asked).toEqual({ challenge: "c", factors: ["totp", "sms", "recovery"], phoneEnding: "42" });
  expect(challengeOf(refusal("account_locked", {}))).toBeUndefined();
});

test("eight characters may be strong beside a second factor, and are weak alone", () => {
  expect(strength("zQ7#kw2!")).toBe(1);
  expect(strength("zQ7#kw2!", [], 8)).toBeGreaterThan(2);
  expect(strength("password", [], 8)).toBe(1);
});

test("who turns back takes the app's own state along, and no code", () => {
  const query = new URLSearchParams({ app: "", challenge: "x", state: "a b" });
  expect(cancelled("smartapp://login", query)).toBe("smartapp://login?error=access_denied&state=a+b");
  expect(cancelled("smartapp://login", new URLSearchParams({ app: "" }))).toBe("smartapp://login");
});

test("a place is said in the reader's language, and its absence too", () => {
  speak("fr", { "safety.place_unknown": "Lieu inconnu" });
  expect(placeOf({ town: "Liège", country: "BE" })).toBe("Liège, Belgique");
  expect(placeOf({ town: "", country: "FR" })).toBe("France");
  expect(placeOf({ town: "", country: "" })).toBe("Lieu inconnu");
});
