// A stand-in for Stripe.js, written from its public description: the same calls, a simulated network.
// Card numbers are typed in a frame of an origin of its own (sandboxed): this page never sees them.
(() => {
  "use strict";

  const BASE = new URL(".", document.currentScript.src).href; // …/_outside/cards/
  const API = new URL("../stripe/v1/", BASE).href;

  const REFUSALS = globalThis.simulatedCards.refusals; // words.js is served before this script

  const idOf = (clientSecret) => String(clientSecret).split("_secret_")[0];
  const pathOf = (id) => (id.startsWith("seti_") ? "setup_intents/" : "payment_intents/") + id;
  const nameOf = (id) => (id.startsWith("seti_") ? "setupIntent" : "paymentIntent");
  const problem = (message, type = "api_connection_error") => ({ error: { type, message } });

  async function retrieve(key, clientSecret) {
    const id = idOf(clientSecret);
    const query = new URLSearchParams({ key, client_secret: clientSecret });
    try {
      const answer = await fetch(API + pathOf(id) + "?" + query, { credentials: "omit" });
      const body = await answer.json();
      return answer.ok ? { [nameOf(id)]: body } : { error: body.error };
    } catch {
      return problem("The simulated card network does not answer.");
    }
  }

  function frame(path, title) {
    const made = document.createElement("iframe");
    made.src = BASE + path;
    made.title = title;
    made.setAttribute("sandbox", "allow-scripts allow-forms");
    made.style.border = "0";
    made.style.width = "100%";
    made.style.display = "block";
    return made;
  }

  // The bank's question, over the page, in a frame of the bank.
  function challenge(key, clientSecret) {
    return new Promise((resolve) => {
      const id = idOf(clientSecret);
      const veil = document.createElement("div");
      const style = {
        position: "fixed", inset: "0", zIndex: "2147483647", display: "grid",
        placeItems: "center", background: "rgb(10 14 26 / 62%)", padding: "16px",
      };
      Object.assign(veil.style, style);
      veil.setAttribute("role", "dialog");
      veil.setAttribute("aria-modal", "true");
      veil.setAttribute("aria-label", "3-D Secure");
      const query = new URLSearchParams({ client_secret: clientSecret });
      const bank = frame("challenge/" + id + "?" + query, "3-D Secure");
      Object.assign(bank.style, {
        maxWidth: "420px", height: "min(520px, 90vh)", background: "#fff", borderRadius: "14px",
      });
      const before = document.activeElement;
      const listen = async (event) => {
        if (event.source !== bank.contentWindow || event.data?.challenge !== id) return;
        window.removeEventListener("message", listen);
        veil.remove();
        before?.focus?.();
        resolve(await retrieve(key, clientSecret));
      };
      window.addEventListener("message", listen);
      veil.append(bank);
      document.body.append(veil);
      bank.focus();
    });
  }

  class PaymentElement {
    constructor(elements, options) {
      this.elements = elements;
      this.options = options ?? {};
      this.listeners = {};
      this.waiting = new Map();
      this.counter = 0;
    }

    on(name, listener) {
      (this.listeners[name] ??= []).push(listener);
      return this;
    }

    once(name, listener) {
      const wrapped = (event) => { this.off(name, wrapped); listener(event); };
      return this.on(name, wrapped);
    }

    off(name, listener) {
      this.listeners[name] = (this.listeners[name] ?? []).filter((each) => each !== listener);
      return this;
    }

    emit(name, event) {
      for (const listener of this.listeners[name] ?? []) listener({ elementType: "payment", ...event });
    }

    mount(target) {
      const place = typeof target === "string" ? document.querySelector(target) : target;
      if (!place) throw new Error("The selector you specified applies to no DOM elements.");
      this.frame = frame("frame", "Secure payment input frame");
      this.frame.style.height = "300px";
      this.frame.addEventListener("load", () => {
        const channel = new MessageChannel();
        this.port = channel.port1;
        this.port.onmessage = ({ data }) => this.hear(data);
        const { clientSecret, locale } = this.elements.options;
        const say = { begin: { key: this.elements.key, clientSecret, locale } };
        // The frame has an opaque origin, which only "*" can address.
        this.frame.contentWindow?.postMessage(say, "*", [channel.port2]);
      });
      this.frame.addEventListener("error", () => this.emit("loaderror", problem("No frame.")));
      place.replaceChildren(this.frame);
    }

    hear(data) {
      if (data.height) this.frame.style.height = data.height + "px";
      if (data.ready) this.emit("ready", {});
      if (data.loaderror) this.emit("loaderror", { error: data.loaderror });
      if (data.change) this.emit("change", data.change);
      if (data.reply) {
        this.waiting.get(data.reply)?.(data.result);
        this.waiting.delete(data.reply);
      }
    }

    ask(what, details) {
      return new Promise((resolve) => {
        if (!this.port) return resolve(problem("The payment form is not ready.", "validation_error"));
        const id = ++this.counter;
        this.waiting.set(id, resolve);
        this.port.postMessage({ ask: what, id, details });
      });
    }

    update(options) { Object.assign(this.options, options); }
    focus() { this.frame?.focus(); }
    blur() { this.frame?.blur(); }
    clear() { this.port?.postMessage({ ask: "clear", id: 0 }); }
    collapse() {}
    unmount() { this.port?.close(); this.port = undefined; this.frame?.remove(); }
    destroy() { this.unmount(); this.elements.payment = null; }
  }

  class Elements {
    constructor(key, options) {
      this.key = key;
      this.options = options ?? {};
      this.payment = null;
    }

    create(type, options) {
      if (type !== "payment") throw new Error(`The simulated network has no ${type} element.`);
      if (this.payment) throw new Error("Can only create one Element of type payment.");
      this.payment = new PaymentElement(this, options);
      return this.payment;
    }

    getElement(type) { return type === "payment" ? this.payment : null; }
    update(options) { Object.assign(this.options, options); }
    fetchUpdates() { return Promise.resolve({}); }
    submit() {
      return this.payment ? this.payment.ask("check", {}) : Promise.resolve(problem("Nothing to submit."));
    }
  }

  class Stripe {
    constructor(key, options) {
      if (!/^pk_/.test(key ?? "")) throw new Error("Please call Stripe() with your publishable key.");
      this.key = key;
      this.settings = options ?? {};
    }

    elements(options) { return new Elements(this.key, { locale: this.settings.locale, ...options }); }
    retrievePaymentIntent(clientSecret) { return retrieve(this.key, clientSecret); }
    retrieveSetupIntent(clientSecret) { return retrieve(this.key, clientSecret); }
    confirmPayment(given) { return this.confirm(given); }
    confirmSetup(given) { return this.confirm(given); }

    async confirm({ elements, clientSecret, confirmParams = {}, redirect = "always" }) {
      const secret = clientSecret ?? elements?.options.clientSecret;
      if (secret && !elements && confirmParams.payment_method) {
        const result = await this.confirmKept(secret, confirmParams.payment_method);
        return this.follow(result, secret, confirmParams.return_url, redirect);
      }
      if (!elements?.payment || !secret) {
        return problem("Pass the elements with a mounted payment element.", "invalid_request_error");
      }
      const result = await elements.payment.ask("confirm", { clientSecret: secret, confirmParams });
      this.settings.locale ??= elements.options.locale;
      return this.follow(result, secret, confirmParams.return_url, redirect);
    }

    // A payment method that the network keeps: nothing is typed, so no frame is needed.
    async confirmKept(secret, method) {
      const id = idOf(secret);
      const body = { key: this.key, client_secret: secret, payment_method: method, use_stripe_sdk: "true" };
      try {
        const answer = await fetch(API + pathOf(id) + "/confirm", {
          method: "POST", body: new URLSearchParams(body), credentials: "omit",
        });
        const found = await answer.json();
        if (answer.ok) return { [nameOf(id)]: found };
        const words = REFUSALS[String(this.settings.locale ?? document.documentElement.lang ?? "en").slice(0, 2)];
        const { code, decline_code } = found.error;
        found.error.message = words?.[decline_code] ?? words?.[code] ?? found.error.message;
        return { error: found.error };
      } catch {
        return problem("The simulated card network does not answer.");
      }
    }

    async handleNextAction({ clientSecret }) {
      const result = await retrieve(this.key, clientSecret);
      return this.follow(result, clientSecret, undefined, "if_required");
    }

    // Lead the payer through what the answer asks: the bank's question, then home.
    async follow(given, secret, returnUrl, redirect) {
      let result = given;
      const name = nameOf(idOf(secret));
      let intent = result[name];
      if (intent?.status === "requires_action") {
        const action = intent.next_action;
        if (action?.type === "redirect_to_url") {
          window.location.assign(action.redirect_to_url.url);
          return new Promise(() => {});
        }
        result = await challenge(this.key, secret);
        intent = result[name];
      }
      if (result.error) return result;
      const error = intent.last_payment_error ?? intent.last_setup_error;
      if (intent.status === "requires_payment_method" && error) {
        const words = REFUSALS[String(this.settings.locale ?? "en").slice(0, 2)] ?? REFUSALS.en;
        const message = words[error.decline_code] ?? words[error.code] ?? error.message;
        return { error: { ...error, message, [name === "paymentIntent" ? "payment_intent" : "setup_intent"]: intent } };
      }
      if (redirect === "always") {
        if (!returnUrl) return problem("A return_url is required.", "invalid_request_error");
        const home = new URL(returnUrl, window.location.href);
        const what = name === "paymentIntent" ? "payment_intent" : "setup_intent";
        home.searchParams.set(what, intent.id);
        home.searchParams.set(what + "_client_secret", secret);
        home.searchParams.set("redirect_status", intent.status === "processing" ? "pending" : "succeeded");
        window.location.assign(home.href);
        return new Promise(() => {});
      }
      return result;
    }
  }

  window.Stripe = (key, options) => new Stripe(key, options);
  window.Stripe.version = "simulated";
})();
