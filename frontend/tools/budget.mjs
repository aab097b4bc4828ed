// Holds every page to its budget of bytes, and to a policy that allows nothing inline.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist"));
const KB = 1000;
const LIMITS = { js: 25 * KB, css: 8 * KB, html: 5 * KB, font: 40 * KB };
const JS_WITH_CURVE = 50 * KB;

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

/** Every script that a page may load: its own, what they import, and what they import later. */
function scripts(path, seen = new Set()) {
  if (seen.has(path) || !existsSync(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, "utf8");
  for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g)) {
    scripts(resolve(dirname(path), name), seen);
  }
  for (const [, name] of text.matchAll(/["'`](assets\/[^"'`]+\.css)["'`]/g)) {
    if (existsSync(join(dist, name))) seen.add(join(dist, name));
  }
  return seen;
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
  const name = where.split("/").length > 2 ? basename(dirname(page)) : where;
  for (const fault of inline(html)) faults.push(`${where}: inline ${fault}`);
  const addressed = (pattern) => [...html.matchAll(pattern)].map(([, href]) => join(dist, href));
  const all = new Set();
  for (const path of addressed(/<script\b[^>]*\bsrc="([^"]+)"/g)) scripts(path, all);
  const css = new Set([
    ...addressed(/<link rel="stylesheet" href="([^"]+)"/g),
    ...[...all].filter((path) => path.endsWith(".css")),
  ]);
  const sum = (paths) => [...paths].reduce((total, path) => total + (existsSync(path) ? gz(path) : 0), 0);
  const figures = {
    js: sum([...all].filter((path) => path.endsWith(".js"))),
    css: sum(css),
    html: gz(page),
    font: addressed(/<link rel="preload" href="([^"]+)" as="font"/g).reduce(
      (total, path) => total + readFileSync(path).length,
      0,
    ),
  };
  const before = worst.get(name) ?? { js: 0, css: 0, html: 0, font: 0 };
  worst.set(
    name,
    Object.fromEntries(Object.keys(figures).map((kind) => [kind, Math.max(figures[kind], before[kind])])),
  );
  for (const [kind, size] of Object.entries(figures)) {
    const limit = kind === "js" && name === "usage" ? JS_WITH_CURVE : LIMITS[kind];
    if (size > limit) faults.push(`${where}: ${kind} ${(size / KB).toFixed(1)} kB, ${limit / KB} allowed`);
  }
}

const column = (text) => String(text).padStart(8);
console.log(["page".padEnd(12), ...["js", "css", "html", "font"].map(column)].join(""));
for (const [name, figures] of [...worst].sort()) {
  const cells = ["js", "css", "html", "font"].map((kind) => column((figures[kind] / KB).toFixed(1)));
  console.log([name.padEnd(12), ...cells].join(""));
}
if (faults.length > 0) {
  console.error(faults.slice(0, 40).join("\n"));
  process.exit(1);
}
console.log(`budget ok: ${sizes.size} files, the worst of every language and operator in kB gzipped`);
