// The card form. It runs in a sandboxed frame: the page around it cannot read what is typed here.
(() => {
  "use strict";

  const { form: WORDS, refusals: REFUSALS } = globalThis.simulatedCards;

  const field = (id) => document.getElementById(id);
  const API = new URL("../stripe/v1/", document.location.href).href;
  let port;
  let begun;
  let words = WORDS.en;
  let refusals = REFUSALS.en;

  const kind = () => document.querySelector("input[name=kind]:checked").value;
  const plain = (id) => field(id).value.replace(/\s/g, "");

  function measure() {
    port?.postMessage({ height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) + 4 });
  }

  function translate(locale) {
    const language = String(locale ?? "en").slice(0, 2);
    words = WORDS[language] ?? WORDS.en;
    refusals = REFUSALS[language] ?? REFUSALS.en;
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
      const { code, decline_code } = body.error;
      body.error.message = refusals[decline_code] ?? refusals[code] ?? body.error.message;
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
