// Builds the site: client bundles, then every page of every operator in each of its languages.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { themeOf } from "./theme.mjs";

const here = resolve(import.meta.dirname, "..");
const root = resolve(here, "..");
const dist = join(here, "dist");
const site = (process.env.SITE_URL ?? "http://localhost:8000").replace(/\/$/, "");

/** The interpreter that has the app's packages: $PYTHON, the project's own, or the system's. */
function python() {
  const own = join(root, ".venv/bin/python");
  return process.env.PYTHON ?? (existsSync(own) ? own : "python3");
}

/** The public facts of all operators; $OPERATORS_JSON names a file with them instead. */
function packs() {
  const file = process.env.OPERATORS_JSON;
  const text = file
    ? readFileSync(file, "utf8")
    : execFileSync(python(), ["-m", "chalicelib.operators.publish"], { cwd: root, encoding: "utf8" });
  return JSON.parse(text);
}

function catalogues() {
  const folder = join(root, "chalicelib/i18n");
  const read = (language) =>
    Object.fromEntries(
      readdirSync(join(folder, language))
        .filter((name) => name.endsWith(".json"))
        .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, language, name), "utf8"))]),
    );
  return Object.fromEntries(["fr", "nl", "ru", "en"].map((each) => [each, read(each)]));
}

function write(path, text) {
  const target = join(dist, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** Writes under /assets/ with its content's hash in the name; the address. */
function asset(name, kind, text) {
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 8);
  const path = `assets/${name}-${hash}.${kind}`;
  write(path, text);
  return `/${path}`;
}

function addresses() {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  rmSync(join(dist, ".vite"), { recursive: true });
  const find = (entry) => Object.keys(manifest).find((key) => manifest[key].isEntry && manifest[key].name === entry);
  const closure = (key, seen = new Set()) => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) closure(next, seen);
    return seen;
  };
  const font = (script) => {
    const found = Object.keys(manifest).find((key) => key.includes(`onest-${script}-wght`));
    return `/${manifest[found].file}`;
  };
  // The sheet that every page has comes first: it fixes the order of the layers.
  const sheets = (key) => new Set([...closure(key)].flatMap((each) => manifest[each].css ?? []));
  const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry);
  const shared = (file) => entries.every((key) => sheets(key).has(file));
  return {
    of: (entry) => {
      const key = find(entry);
      if (!key) throw new Error(`no entry src/entries/${entry}.ts`);
      const chunks = [...closure(key)];
      const styles = [...sheets(key)].toSorted((a, b) => Number(shared(b)) - Number(shared(a)));
      return {
        script: `/${manifest[key].file}`,
        styles: styles.map((file) => `/${file}`),
        imports: chunks.slice(1).map((each) => `/${manifest[each].file}`),
      };
    },
    fonts: { latin: font("latin"), cyrillic: font("cyrillic") },
    site,
  };
}

async function main() {
  const started = Date.now();
  const operators = packs();
  const spoken = catalogues();
  await build({ root: here, configFile: join(here, "vite.config.ts"), logLevel: "warn" });
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    build: { ssr: join(here, "src/prerender.tsx"), outDir: "build", emptyOutDir: true, target: "node20" },
    ssr: { noExternal: true },
  });
  const { draw, drawChooser, drawMissing, wordsOf, PAGES } = await import(
    `${pathToFileURL(join(here, "build/prerender.js")).href}?${started}`
  );
  const assets = addresses();
  const words = {};
  for (const [name, page] of Object.entries(PAGES)) {
    for (const language of Object.keys(spoken)) {
      const said = JSON.stringify(wordsOf(page, spoken[language]));
      words[`${language}/${name}`] = asset(`${language}-${name.replaceAll("/", "-")}`, "js", `globalThis.comptoirWords=${said};`);
    }
  }
  let pages = 0;
  const keep = ({ path, text }) => {
    write(path, text);
    pages += 1;
  };
  keep(drawChooser(operators, spoken, assets));
  keep(drawMissing(spoken, assets));
  for (const pack of operators) {
    write(`${pack.code}/theme.css`, themeOf(pack));
    write(`${pack.code}/logo.svg`, pack.logo);
    write(`${pack.code}/index.html`, forward(`/${pack.code}/${pack.languages[0]}/login/`, pack));
    for (const language of pack.languages) {
      write(`${pack.code}/${language}/index.html`, forward(`/${pack.code}/${language}/login/`, pack));
      write(`${pack.code}/${language}/app.webmanifest`, installable(pack, language));
      for (const [name, page] of Object.entries(PAGES)) {
        if (page.where && !page.where({ companies: pack.companies.length })) continue;
        keep(draw(pack, language, name, page, spoken, assets, words[`${language}/${name}`]));
      }
    }
  }
  write("sitemap.xml", sitemap(operators, PAGES));
  const version = createHash("sha256").update(JSON.stringify(words)).update(String(started)).digest("hex");
  const worker = readFileSync(join(here, "core/sw.js"), "utf8");
  write("sw.js", worker.replace("__VERSION__", version.slice(0, 10)));
  write("assets/OFL.txt", readFileSync(join(here, "node_modules/@fontsource-variable/onest/LICENSE")));
  rmSync(join(here, "build"), { recursive: true });
  console.log(`${pages} pages of ${operators.length} operators in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** A page that only leads on; no script, so that it needs nothing but itself. */
function forward(address, pack) {
  return `<!doctype html>
<html lang="${pack.languages[0]}">
<head>
<meta charset="utf-8">
<title>${pack.name}</title>
<meta http-equiv="refresh" content="0; url=${address}">
<link rel="canonical" href="${site}${address}">
</head>
<body><p><a href="${address}">${pack.name}</a></p></body>
</html>
`;
}

/** The pages that a stranger may read. */
function sitemap(operators, pages) {
  const open = Object.keys(pages).filter((name) => ["login", "signup", "help", "terms"].includes(name));
  const addresses = operators.flatMap((pack) =>
    pack.languages.flatMap((language) => open.concat(pack.companies.length > 1 ? "company" : []).map((name) => `${site}/${pack.code}/${language}/${name}/`)),
  );
  const urls = [`${site}/`, ...addresses].map((each) => `<url><loc>${each}</loc></url>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}
</urlset>
`;
}

function installable(pack, language) {
  return JSON.stringify({
    id: `/${pack.code}/`,
    name: pack.name,
    short_name: pack.name,
    description: pack.brand.slogan[language],
    lang: language,
    start_url: `/${pack.code}/${language}/home/`,
    scope: `/${pack.code}/`,
    display: "standalone",
    background_color: "#0e1c27",
    theme_color: "#0e1c27",
    icons: [{ src: `/${pack.code}/logo.svg`, sizes: "any", type: "image/svg+xml", purpose: "any" }],
  });
}

await main();

if (process.argv.includes("--watch")) {
  const { watch } = await import("node:fs");
  let later;
  for (const folder of ["core", "src", "styles", "../chalicelib/i18n", "../chalicelib/operators/packs"]) {
    watch(join(here, folder), { recursive: true }, () => {
      clearTimeout(later);
      later = setTimeout(() => main().catch((error) => console.error(String(error))), 150);
    });
  }
}
