// The card form. It runs in a sandboxed frame: the page around it cannot read what is typed here.
(() => {
  "use strict";

  const WORDS = {
    en: {
      mark: "Simulated card network", kinds: "How to pay", card: "Card", debit: "Direct debit",
      number: "Card number", expiry: "Expiry (MM/YY)", cvc: "Security code", holder: "Account holder",
      email: "E-mail",
      mandate: "By confirming you allow the biller to debit this account (a simulation: no bank hears of it).",
      incomplete_number: "The card number is incomplete.", incomplete_expiry: "The expiry date is incomplete.",
      incomplete_cvc: "The security code is incomplete.", incomplete_iban: "The IBAN is incomplete.",
      incomplete_holder: "Name and e-mail are needed.",
    },
    fr: {
      mark: "Réseau de cartes simulé", kinds: "Moyen de paiement", card: "Carte", debit: "Prélèvement",
      number: "Numéro de carte", expiry: "Expiration (MM/AA)", cvc: "Code de sécurité",
      holder: "Titulaire du compte", email: "E-mail",
      mandate: "En confirmant, vous autorisez le créancier à débiter ce compte (simulation : aucune banque n’en est informée).",
      incomplete_number: "Le numéro de carte est incomplet.", incomplete_expiry: "La date d’expiration est incomplète.",
      incomplete_cvc: "Le code de sécurité est incomplet.", incomplete_iban: "L’IBAN est incomplet.",
      incomplete_holder: "Le nom et l’e-mail sont nécessaires.",
    },
    nl: {
      mark: "Gesimuleerd kaartnetwerk", kinds: "Betaalwijze", card: "Kaart", debit: "Domiciliëring",
      number: "Kaartnummer", expiry: "Vervaldatum (MM/JJ)", cvc: "Veiligheidscode",
      holder: "Rekeninghouder", email: "E-mail",
      mandate: "Door te bevestigen machtigt u de schuldeiser om deze rekening te debiteren (simulatie: geen bank verneemt dit).",
      incomplete_number: "Het kaartnummer is onvolledig.", incomplete_expiry: "De vervaldatum is onvolledig.",
      incomplete_cvc: "De veiligheidscode is onvolledig.", incomplete_iban: "De IBAN is onvolledig.",
      incomplete_holder: "Naam en e-mail zijn nodig.",
    },
    ru: {
      mark: "Имитация карточной сети", kinds: "Способ оплаты", card: "Карта", debit: "Прямое списание",
      number: "Номер карты", expiry: "Срок действия (ММ/ГГ)", cvc: "Код безопасности",
      holder: "Владелец счёта", email: "Электронная почта",
      mandate: "Подтверждая, вы разрешаете списание с этого счёта (имитация: ни один банк об этом не узнает).",
      incomplete_number: "Номер карты введён не полностью.", incomplete_expiry: "Срок действия введён не полностью.",
      incomplete_cvc: "Код безопасности введён не полностью.", incomplete_iban: "IBAN введён не полностью.",
      incomplete_holder: "Нужны имя и электронная почта.",
    },
  };

  const field = (id) => document.getElementById(id);
  const API = new URL("../stripe/v1/", document.location.href).href;
  let port;
  let begun;
  let words = WORDS.en;

  const kind = () => document.querySelector("input[name=kind]:checked").value;
  const plain = (id) => field(id).value.replace(/\s/g, "");

  function measure() {
    port?.postMessage({ height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) + 4 });
  }

  function translate(locale) {
    const language = String(locale ?? "en").slice(0, 2);
    words = WORDS[language] ?? WORDS.en;
    document.documentElement.lang = WORDS[language] ? language : "en";
    for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  }

  // The first field that is not whole, or null.
  function lacking() {
    if (kind() === "sepa_debit") {
      if (plain("iban").length < 15) return ["iban", "incomplete_iban"];
      if (!field("holder").value.trim()) return ["holder", "incomplete_holder"];
      if (!/.@./.test(field("email").value)) return ["email", "incomplete_holder"];
      return null;
    }
    if (plain("number").length < 12) return ["number", "incomplete_number"];
    if (!/^\d{1,2}\s*\/\s*\d{2}(\d{2})?$/.test(field("expiry").value.trim())) return ["expiry", "incomplete_expiry"];
    if (!/^\d{3,4}$/.test(plain("cvc"))) return ["cvc", "incomplete_cvc"];
    return null;
  }

  function show(message, id) {
    field("problem").textContent = message ?? "";
    for (const each of document.querySelectorAll("input")) each.removeAttribute("aria-invalid");
    if (message && id && field(id)) {
      field(id).setAttribute("aria-invalid", "true");
      field(id).focus();
    }
    measure();
  }

  function check() {
    const lack = lacking();
    if (!lack) {
      show("");
      return null;
    }
    show(words[lack[1]], lack[0]);
    return { error: { type: "validation_error", code: lack[1], message: words[lack[1]] } };
  }

  function filled(details) {
    const body = new URLSearchParams({ key: begun.key, client_secret: details.clientSecret, use_stripe_sdk: "true" });
    const set = (name, value) => body.set(`payment_method_data${name}`, value);
    set("[type]", kind());
    if (kind() === "card") {
      const [month, year] = field("expiry").value.split("/").map((part) => part.trim());
      set("[card][number]", plain("number"));
      set("[card][exp_month]", month);
      set("[card][exp_year]", year);
      set("[card][cvc]", plain("cvc"));
    } else {
      set("[sepa_debit][iban]", plain("iban"));
      set("[billing_details][name]", field("holder").value.trim());
      set("[billing_details][email]", field("email").value.trim());
      body.set("mandate_data[customer_acceptance][type]", "online");
      body.set("mandate_data[customer_acceptance][online][user_agent]", navigator.userAgent);
      body.set("mandate_data[customer_acceptance][online][ip_address]", "192.0.2.1");
    }
    const given = details.confirmParams?.payment_method_data?.billing_details ?? {};
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === "string") set(`[billing_details][${name}]`, value);
    }
    return body;
  }

  async function confirm(details) {
    const wrong = check();
    if (wrong) return wrong;
    const id = details.clientSecret.split("_secret_")[0];
    const setup = id.startsWith("seti_");
    const path = (setup ? "setup_intents/" : "payment_intents/") + id + "/confirm";
    try {
      const answer = await fetch(API + path, { method: "POST", body: filled(details), credentials: "omit" });
      const body = await answer.json();
      if (answer.ok) return { [setup ? "setupIntent" : "paymentIntent"]: body };
      show(body.error.message, { number: "number", exp_month: "expiry", exp_year: "expiry", cvc: "cvc" }[body.error.param]);
      return { error: body.error };
    } catch {
      return { error: { type: "api_connection_error", message: "The simulated card network does not answer." } };
    }
  }

  async function hear({ data }) {
    if (data.ask === "clear") field("form").reset();
    if (data.ask === "check") port.postMessage({ reply: data.id, result: check() ?? {} });
    if (data.ask === "confirm") port.postMessage({ reply: data.id, result: await confirm(data.details) });
  }

  async function begin({ key, clientSecret, locale }) {
    begun = { key, clientSecret };
    translate(locale);
    if (clientSecret) {
      const id = clientSecret.split("_secret_")[0];
      const path = (id.startsWith("seti_") ? "setup_intents/" : "payment_intents/") + id;
      const answer = await fetch(API + path + "?" + new URLSearchParams({ key, client_secret: clientSecret }));
      const intent = await answer.json();
      if (!answer.ok) {
        port.postMessage({ loaderror: intent.error });
        return;
      }
      field("kinds").hidden = intent.payment_method_types.length < 2;
      if (!intent.payment_method_types.includes("card")) {
        document.querySelector("input[value=sepa_debit]").checked = true;
      }
      choose();
    }
    measure();
    port.postMessage({ ready: true });
  }

  function choose() {
    field("card").hidden = kind() !== "card";
    field("sepa_debit").hidden = kind() !== "sepa_debit";
    show("");
  }

  window.addEventListener("message", ({ data, ports, source }) => {
    if (source !== window.parent || !data?.begin || !ports[0]) return;
    port = ports[0];
    port.onmessage = hear;
    begin(data.begin);
  });

  field("kinds").addEventListener("change", choose);
  field("form").addEventListener("submit", (event) => event.preventDefault());
  field("number").addEventListener("input", () => {
    const digits = plain("number").replace(/\D/g, "").slice(0, 19);
    field("number").value = digits.replace(/(.{4})(?=.)/g, "$1 ");
  });
  field("expiry").addEventListener("input", (event) => {
    const digits = field("expiry").value.replace(/\D/g, "").slice(0, 4);
    if (event.inputType?.startsWith("delete")) return;
    field("expiry").value = digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits;
  });
  field("form").addEventListener("input", () => {
    const complete = lacking() === null;
    port?.postMessage({ change: { complete, empty: !complete && !plain("number"), value: { type: kind() } } });
  });
  new ResizeObserver(measure).observe(document.querySelector("main"));
})();
