/** Addresses that were probably mistyped: a letter or two away from a mailbox that many people have. */

const COMMON = [
  "gmail.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com", "yahoo.fr", "live.be",
  "hotmail.fr", "hotmail.be", "outlook.fr", "outlook.be", "orange.fr", "wanadoo.fr", "free.fr",
  "sfr.fr", "laposte.net", "telenet.be", "skynet.be", "proximus.be", "mail.ru", "yandex.ru",
  "bk.ru", "inbox.ru", "list.ru", "rambler.ru",
]; // prettier-ignore

/** The address that was probably meant; undefined when this one looks right. */
export function meant(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || domain.length < 5 || COMMON.includes(domain)) return undefined;
  const near = COMMON.find((each) => each.length > 6 && apart(domain, each) <= 2 - Number(each.length < 9));
  return near && `${address.slice(0, at)}@${near}`;
}

/** How many letters must be added, dropped, changed or swapped with their neighbour. */
function apart(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
