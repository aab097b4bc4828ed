/** Draws every page of every operator in each of its languages as a real file. */
import { render } from "preact-render-to-string";
import { LANGUAGES, type Door, type Facts, type Language } from "../core/facts";
import { settle } from "../core/format";
import { speak, t, type Words } from "../core/i18n";
import { entryOf, place, type PageName } from "../core/page";
import { Chooser } from "./operators/chooser";
import { markdown } from "./operators/markdown";
import { PAGES, type Page } from "./pages";

/** A pack's public facts as `python -m chalicelib.operators.publish` prints them. */
export interface Published {
  code: string;
  name: string;
  country: string;
  languages: Language[];
  currency: "EUR" | "RUB";
  time_zone: string;
  energies: Facts["energies"];
  brand: { colour: string; colour_dark: string; slogan: Record<Language, string> };
  companies: { name: string; serves: { energy: string; places: string[] }[] }[];
  proof: Facts["proof"];
  link: Facts["link"];
  sign_in: Facts["sign_in"];
  phones: (Omit<Facts["phones"][number], "label" | "hours"> & Spoken2)[];
  offices: (Omit<Facts["offices"][number], "hours" | "address"> & {
    address: string | Record<Language, string>;
    hours: Record<Language, string>;
  })[];
  terms_version: string;
  terms: Record<Language, string>;
  logo: string;
}
interface Spoken2 {
  label: Record<Language, string>;
  hours: Record<Language, string>;
}

export interface Assets {
  /** Script, styles and preloads of an entry, as addresses. */
  of: (entry: string) => { script: string; styles: string[]; imports: string[] };
  fonts: Record<"latin" | "cyrillic", string>;
  site: string;
}
export interface Written {
  path: string;
  text: string;
}
type Catalogues = Record<Language, Record<string, Words>>;

/** The facts of an operator in one language. */
export function factsOf(pack: Published, language: Language): Facts {
  const places = pack.companies.flatMap((company) => company.serves.flatMap((each) => each.places));
  return {
    code: pack.code,
    name: pack.name,
    country: pack.country,
    languages: pack.languages,
    currency: pack.currency,
    time_zone: pack.time_zone,
    energies: pack.energies,
    slogan: pack.brand.slogan[language] ?? "",
    proof: pack.proof,
    places: [...new Set(places)].sort((a, b) => a.localeCompare(b, language)),
    companies: pack.companies.length,
    link: pack.link,
    sign_in: pack.sign_in,
    phones: pack.phones.map((each) => ({
      ...each,
      label: each.label[language] ?? "",
      hours: each.hours[language] ?? "",
    })),
    offices: pack.offices.map((each) => ({
      ...each,
      address: typeof each.address === "string" ? each.address : (each.address[language] ?? ""),
      hours: each.hours[language] ?? "",
    })),
    terms_version: pack.terms_version,
  };
}

/** What the frame of a room says; before sign-in it says a little more. */
const FRAME = ["skip", "wait", "languages", "need_help", "sign_out", "waiting", "nav", "offline", "failed"]
  .concat(["retry", "loading"])
  .map((part) => `shell.${part}`);

/** The words that a page needs, under their whole keys. */
export function wordsOf(page: Page, catalogue: Record<string, Words>): Words {
  const kept: Words = {};
  const frame = page.open ? [...FRAME, "shell.show_password", "shell.cookie", "shell.terms"] : FRAME;
  for (const wanted of [...frame, "units", ...page.words]) {
    const [namespace = "", ...part] = wanted.split(".");
    for (const [key, text] of Object.entries(catalogue[namespace] ?? {})) {
      const prefix = part.join(".");
      if (!prefix || key === prefix || key.startsWith(`${prefix}.`) || key.startsWith(`${prefix}_`)) kept[`${namespace}.${key}`] = text;
    }
  }
  return kept;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const block = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>`;

interface Leaf {
  language: Language;
  title: string;
  description: string;
  head: string[];
  body: string;
  data: string;
  scripts: string[];
  entry: string;
}

function leaf(assets: Assets, page: Leaf): string {
  const { script, styles, imports } = assets.of(page.entry);
  const font = page.language === "ru" ? assets.fonts.cyrillic : assets.fonts.latin;
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<title>${escaped(page.title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="description" content="${escaped(page.description)}">
<meta name="color-scheme" content="light dark">
<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n")}
${page.head.join("\n")}
${imports.map((href) => `<link rel="modulepreload" href="${href}">`).join("\n")}
${page.scripts.map((src) => `<script type="module" src="${src}"></script>`).join("\n")}
<script type="module" src="${script}"></script>
</head>
<body>
<div id="app">${page.body}</div>
${page.data}
</body>
</html>
`.replace(/\n{2,}/g, "\n");
}

function headOf(pack: Published, language: Language, name: PageName, page: Page, assets: Assets) {
  const address = (other: Language): string => `${assets.site}/${pack.code}/${other}/${name}/`;
  return [
    `<link rel="stylesheet" href="/${pack.code}/theme.css">`,
    `<link rel="icon" href="/${pack.code}/logo.svg" type="image/svg+xml">`,
    `<link rel="manifest" href="/${pack.code}/${language}/app.webmanifest">`,
    `<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">`,
    `<meta name="theme-color" content="#121e27" media="(prefers-color-scheme: dark)">`,
    ...(page.open
      ? [
          `<link rel="canonical" href="${address(language)}">`,
          ...pack.languages.map(
            (other) => `<link rel="alternate" hreflang="${other}" href="${address(other)}">`,
          ),
        ]
      : [`<meta name="robots" content="noindex">`]),
  ];
}

/** The page of one operator in one language. */
export function draw(
  pack: Published,
  language: Language,
  name: PageName,
  page: Page,
  catalogues: Catalogues,
  assets: Assets,
  wordsSrc: string,
): Written {
  const facts = factsOf(pack, language);
  speak(language, wordsOf(page, catalogues[language]));
  settle(language, facts.time_zone, facts.currency);
  place(facts, language, name);
  const View = page.view;
  const body = render(name === "terms" ? <View html={markdown(pack.terms[language])} /> : <View />);
  return {
    path: `${pack.code}/${language}/${name}/index.html`,
    text: leaf(assets, {
      language,
      title: `${t(page.title)} · ${pack.name}`,
      description: facts.slogan,
      head: headOf(pack, language, name, page, assets),
      body,
      data: block("operator", { ...facts, page: name }),
      scripts: [wordsSrc],
      entry: entryOf(name),
    }),
  };
}

/** `/`: all operators, in all four languages at once. */
export function drawChooser(packs: Published[], catalogues: Catalogues, assets: Assets): Written {
  const doors: Door[] = packs.map((pack) => ({
    code: pack.code,
    name: pack.name,
    languages: pack.languages,
    energies: pack.energies,
    places: factsOf(pack, "fr").places,
    slogan: pack.brand.slogan,
  }));
  const page = { words: ["door.chooser"] } as Page;
  const words = Object.fromEntries(
    LANGUAGES.map((each) => [
      each,
      Object.fromEntries(
        Object.entries(wordsOf(page, catalogues[each])).filter(
          ([key]) => /^door\.chooser|^units\.(gas|water|electricity)$|^shell\.languages$/.test(key),
        ),
      ),
    ]),
  ) as Record<Language, Words>;
  speak("fr", words.fr);
  settle("fr", "UTC", "EUR");
  const body = render(<Chooser doors={doors} words={words} />);
  return {
    path: "index.html",
    text: leaf(assets, {
      language: "fr",
      title: t("door.chooser.page"),
      description: t("door.chooser.title"),
      head: [`<link rel="canonical" href="${assets.site}/">`, `<link rel="icon" href="data:,">`],
      body,
      data: block("doors", { doors, words }),
      scripts: [],
      entry: "chooser",
    }),
  };
}

/** `404.html`: said in all four languages, since nothing tells which one the reader speaks. */
export function drawMissing(catalogues: Catalogues, assets: Assets): Written {
  const said = LANGUAGES.map((each) => {
    speak(each, wordsOf({ words: ["shell.missing"] } as Page, catalogues[each]));
    return { each, what: t("shell.missing.what"), next: t("shell.missing.next") };
  });
  const [first, ...others] = said;
  const body = render(
    <main class="missing">
      <h1 lang={first?.each}>{first?.what}</h1>
      <ul>
        {others.map(({ each, what }) => (
          <li key={each} lang={each}>
            {what}
          </li>
        ))}
      </ul>
      <p>
        <a class="action" href="/">
          {first?.next}
        </a>
      </p>
    </main>,
  );
  const { styles } = assets.of("chooser");
  return {
    path: "404.html",
    text: `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>404</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n")}
</head>
<body>${body}</body>
</html>
`,
  };
}

export { PAGES };
