import { describe, expect, test } from "vitest";
import { meant } from "../core/mailbox";

describe("a mistyped address", () => {
  test.each(["claire@example.com", "a@gmail.com", "a@mail.ru", "a@bmail.example", "x@relay.appleid.com", "a@b", "claire"])(
    "%s looks right",
    (address) => expect(meant(address)).toBeUndefined(),
  );
  test.each([
    ["claire@gmial.com", "claire@gmail.com"],
    ["claire@gmail.con", "claire@gmail.com"],
    ["jan@telent.be", "jan@telenet.be"],
    ["olga@yandx.ru", "olga@yandex.ru"],
    ["luc@hotmial.fr", "luc@hotmail.fr"],
    ["luc@outlok.com", "luc@outlook.com"],
  ])("%s was meant to be %s", (address, right) => expect(meant(address)).toBe(right));
});
