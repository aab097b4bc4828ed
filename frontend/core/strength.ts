/**
 * How hard a password is to guess, for the bar under the field only: the server decides.
 *
 * Length counts most (NIST 800-63B-4); rows of keys, repeats and a few famous words count against.
 */
const FAMOUS =
  /pass?word|motdepasse|wachtwoord|azerty|qwerty|qwertz|admin|welcome|bonjour|welkom|soleil|iloveyou|letmein|парол|йцукен|123456|654321|111111/i;

/** The shortest password that is taken, in characters. */
export const SHORTEST = 12;
/** The same where a second factor stands beside it. */
export const SHORTEST_OF_TWO = 8;

function variety(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];
  return kinds.filter((kind) => kind.test(password)).length;
}

/** 0 nothing typed, 1 too easy, 2 fair, 3 strong, 4 very strong. */
export function strength(
  password: string,
  own: readonly string[] = [],
  shortest = SHORTEST,
): 0 | 1 | 2 | 3 | 4 {
  const letters = [...password];
  if (letters.length === 0) return 0;
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  const mine = own.some((word) => word.length > 3 && password.toLowerCase().includes(word.toLowerCase()));
  if (letters.length < shortest || different < 6) return 1;
  const famous = FAMOUS.test(password) || mine;
  const points = letters.length + (SHORTEST - shortest) + variety(password) * 2 - (famous ? 9 : 0);
  if (points < 15) return famous ? 1 : 2;
  if (points < 18) return 2;
  return points < 24 ? 3 : 4;
}
