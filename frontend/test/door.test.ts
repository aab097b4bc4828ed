import { expect, test } from "vitest";
import type { Door } from "../core/facts";
import { drums, since, typed } from "../core/digits";
import { strength } from "../core/strength";
import { shade } from "../core/tapestry";
import { weave } from "../core/weave";
import { answers } from "../src/operators/chooser";
import { markdown } from "../src/operators/markdown";
// @ts-expect-error a build tool without types
import { contrast, themeOf } from "../tools/theme.mjs";

test("short, famous and repeated passwords are called easy, a phrase is called strong", () => {
  expect(strength("")).toBe(0);
  expect(strength("Abc123!")).toBe(1);
  expect(strength("aaaaaaaaaaaaaaaa")).toBe(1);
  expect(strength("motdepasse12")).toBeLessThan(3);
  expect(strength("camille lambert", ["camille"])).toBeLessThan(3);
  expect(strength("la pluie tombe sur Liège")).toBe(4);
  expect(strength("четыре синих чайника")).toBeGreaterThan(2);
});

test("a dial takes digits only, and no more than it has", () => {
  expect(typed("00 21a.3417", 5)).toBe("21341");
  expect(typed("0", 5)).toBe("0");
  expect(drums("213", 5).map(({ digit, ghost }) => (ghost ? `(${digit})` : digit))).toEqual([
    "(0)", "(0)", "2", "1", "3",
  ]);
  expect(since("21341", 21128.7)).toBe(213);
  expect(since("", 1)).toBeUndefined();
});

test("an operator is found by its name or by a place that it serves, without accents", () => {
  const door: Door = {
    code: "x", name: "OYA Énergies", languages: ["fr"], energies: ["gas"], places: ["Monestiés"], slogan: {},
  };
  expect(answers(door, "energies")).toBe(true);
  expect(answers(door, " monesties ")).toBe(true);
  expect(answers(door, "Paris")).toBe(false);
});

test("terms are text: nothing in them becomes a tag", () => {
  expect(markdown("# A\n\nB <script>x</script> **c**\n\n- d\n- e")).toBe(
    "<h2>A</h2><p>B &lt;script&gt;x&lt;/script&gt; <strong>c</strong></p><ul><li>d</li><li>e</li></ul>",
  );
  expect(markdown("[a](javascript:x)")).not.toContain("href");
});

test("a brand that cannot be read fails the build", () => {
  const pack = (colour: string, colour_dark: string) => ({ code: "x", brand: { colour, colour_dark } });
  expect(() => themeOf(pack("#00588c", "#7cc4f4"))).not.toThrow();
  expect(() => themeOf(pack("#ffd500", "#7cc4f4"))).toThrow(/brand\.colour /);
  expect(() => themeOf(pack("#00588c", "#00588c"))).toThrow(/colour_dark/);
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test("the cloth of the door is the same at every visit, and brighter means more", () => {
  expect(weave("gas", 3)).toEqual(weave("gas", 3));
  expect(weave("water", 365)).toHaveLength(365 * 48);
  const light = (share: number): number => shade("electricity", share).reduce((sum, part) => sum + part, 0);
  expect(light(0.2)).toBeLessThan(light(0.5));
  expect(light(0.5)).toBeLessThan(light(1));
});
