// Holds every page to its budget of bytes, and to a policy that allows nothing inline.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist"));
const KB = 1000;
/** Usage decodes and draws a year of half-hours at once; every line of a bill explains itself; a reading
 * is judged, photographed, corrected and kept offline on one page. */
const LARGER_JS = { usage: 27 * KB, bill: 27 * KB, reading: 27 * KB };
/** Usage has seven drawings below the fold and a sheet; the curve's library alone is 24 kB. */
const LARGER_LATER = { usage: 46 * KB };
/** `js` and `css` are what a page needs to stand; `later` is all that it may ask for afterwards. */
const LIMITS = { js: 25 * KB, css: 8 * KB, later: 40 * KB, html: 5 * KB, font: 40 * KB };

/** A clerk keeps the counter open all day, at a desk: its pages may hold every act at once. */
for (const each of ["customer", "bills", "transfers", "tickets"]) LARGER_JS[`counter/${each}`] = 36 * KB;

const sizes = new Map();
function gz(path) {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(path), { level: 9 }).length);
  return sizes.get(path);
}

function pages(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith(".html") ? [path] : [];
  });
}

const STATIC = /(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const DYNAMIC = /import\s*\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const STYLE = /["'`](assets\/[^"'`]+\.css)["'`]/g;

/** A script and all that it imports at once; what it imports later is put into `later`. */
function scripts(path, seen, later) {
  if (seen.has(path) || !existsSync(path)) return;
  seen.add(path);
  const text = readFileSync(path, "utf8");
  const named = (pattern, from) => [...text.matchAll(pattern)].map(([, name]) => resolve(from, name));
  for (const next of named(DYNAMIC, dirname(path))) later.add(next);
  for (const next of named(STYLE, dist)) if (existsSync(next)) later.add(next);
  for (const next of named(STATIC, dirname(path))) scripts(next, seen, later);
}

/** What a page loads at once, and what else it may ask for. */
function loads(entries) {
  const first = new Set();
  const waiting = new Set();
  for (const path of entries) scripts(path, first, waiting);
  const later = new Set();
  for (const path of waiting) scripts(path, later, waiting);
  return { first, later: [...later].filter((path) => !first.has(path)) };
}

function inline(html) {
  const found = [];
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
    if (!/\bsrc=/.test(tag) && !/type="application\/json"/.test(tag)) found.push(tag);
  }
  if (/<style\b/.test(html)) found.push("<style>");
  const tags = html.replace(/<script\b[\s\S]*?<\/script>/g, "").match(/<[a-z][^>]*>/gi) ?? [];
  for (const tag of tags) {
    const handler = /\s(on[a-z]+|style)=/i.exec(tag.replace(/"[^"]*"/g, '""'));
    if (handler) found.push(`${handler[1]} in ${tag.slice(0, 80)}`);
  }
  return found;
}

const worst = new Map();
const faults = [];
for (const page of pages(dist)) {
  const html = readFileSync(page, "utf8");
  const where = relative(dist, page);
  const name = where.split("/").length > 2 ? where.split("/").slice(2, -1).join("/") : where;
  for (const fault of inline(html)) faults.push(`${where}: inline ${fault}`);
  const addressed = (pattern) => [...html.matchAll(pattern)].map(([, href]) => join(dist, href));
  const { first, later } = loads(addressed(/<script\b[^>]*\bsrc="([^"]+)"/g));
  const css = addressed(/<link rel="stylesheet" href="([^"]+)"/g);
  const sum = (paths) => [...paths].reduce((total, path) => total + (existsSync(path) ? gz(path) : 0), 0);
  const figures = {
    js: sum(first),
    css: sum(css),
    later: sum(later),
    html: gz(page),
    font: addressed(/<link rel="preload" href="([^"]+)" as="font"/g).reduce(
      (total, path) => total + readFileSync(path).length,
      0,
    ),
  };
  const before = worst.get(name) ?? { js: 0, css: 0, later: 0, html: 0, font: 0 };
  worst.set(
    name,
    Object.fromEntries(Object.keys(figures).map((kind) => [kind, Math.max(figures[kind], before[kind])])),
  );
  for (const [kind, size] of Object.entries(figures)) {
    const limit = (kind === "js" && LARGER_JS[name]) || (kind === "later" && LARGER_LATER[name]) || LIMITS[kind];
    if (size > limit) faults.push(`${where}: ${kind} ${(size / KB).toFixed(1)} kB, ${limit / KB} allowed`);
  }
}

const column = (text) => String(text).padStart(8);
console.log(["page".padEnd(20), ...["js", "css", "later", "html", "font"].map(column)].join(""));
for (const [name, figures] of [...worst].sort()) {
  const cells = ["js", "css", "later", "html", "font"].map((kind) => column((figures[kind] / KB).toFixed(1)));
  console.log([name.padEnd(20), ...cells].join(""));
}
if (faults.length > 0) {
  console.error(faults.slice(0, 40).join("\n"));
  process.exit(1);
}
console.log(`budget ok: ${sizes.size} files, the worst of every language and operator in kB gzipped`);
