// An operator's colours as CSS tokens; a pair that cannot be read fails the build.

const SURFACES = { light: ["#ffffff", "#f2f5f4", "#f7f9f8"], dark: ["#121e27", "#0a1219", "#182630"] };
const INKS = ["#ffffff", "#0b151c"];

function channels(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function luminance(hex) {
  const [r, g, b] = channels(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
export function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** `part` of `other` mixed into `one`. */
export function mix(one, other, part) {
  const to = channels(other);
  const mixed = channels(one).map((value, at) => Math.round(value + (to[at] - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function onColour(colour) {
  return INKS.toSorted((a, b) => contrast(b, colour) - contrast(a, colour))[0];
}

function side(pack, scheme) {
  const brand = scheme === "light" ? pack.brand.colour : pack.brand.colour_dark;
  const hover = scheme === "light" ? mix(brand, "#000000", 0.18) : mix(brand, "#ffffff", 0.22);
  const wash = mix(SURFACES[scheme][0], brand, scheme === "light" ? 0.1 : 0.14);
  const on = onColour(brand);
  const pairs = [
    ...SURFACES[scheme].map((surface) => ["brand", brand, surface, "a surface"]),
    ["brand", brand, wash, "its wash"],
    ["text on brand", on, brand, "brand"],
    ["text on brand, pointed at", on, hover, "brand"],
  ];
  for (const [what, one, other, where] of pairs) {
    const found = contrast(one, other);
    if (found < 4.5) {
      throw new Error(
        `${pack.code}: ${what} ${one} on ${where} ${other} (${scheme}) has contrast ${found.toFixed(2)}, ` +
          `4.5 is needed: change brand.${scheme === "light" ? "colour" : "colour_dark"} in its pack`,
      );
    }
  }
  return { brand, on, hover, wash };
}

/** `theme.css` of an operator; throws where a contrast is under 4.5 : 1. */
export function themeOf(pack) {
  const light = side(pack, "light");
  const dark = side(pack, "dark");
  const token = (name, part) => `  --${name}: light-dark(${light[part]}, ${dark[part]});`;
  return [
    ":root {",
    token("brand", "brand"),
    token("on-brand", "on"),
    token("brand-hover", "hover"),
    token("brand-wash", "wash"),
    "}",
    "",
  ].join("\n");
}
