/** The card network's script, loaded on the pay step only; card details never touch our pages. */

interface CardError {
  type: string;
  code?: string;
  decline_code?: string;
  message?: string;
}
interface Change {
  error?: CardError;
  /** Which way of paying is chosen in the form. */
  value?: { type: string };
}
interface Element {
  mount: (place: HTMLElement) => void;
  unmount: () => void;
  on: (name: "ready" | "loaderror" | "change", listener: (event: Change) => void) => void;
}
export interface Elements {
  create: (kind: "payment", options?: object) => Element;
}
export interface Confirmed {
  error?: CardError;
  paymentIntent?: { status: string };
  setupIntent?: { status: string };
}
export interface CardNetwork {
  elements: (options: object) => Elements;
  confirmPayment: (options: object) => Promise<Confirmed>;
  confirmSetup: (options: object) => Promise<Confirmed>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => CardNetwork;
  }
}

/** Loads the script once and opens the network; fails when it does not come. */
export function openNetwork(scriptUrl: string, publishableKey: string): Promise<CardNetwork> {
  return new Promise((resolve, reject) => {
    const open = (): void => {
      if (window.Stripe) resolve(window.Stripe(publishableKey));
      else reject(new Error("the script of the card network defines nothing"));
    };
    if (window.Stripe) return open();
    const script = document.createElement("script");
    script.src = scriptUrl;
    script.addEventListener("load", open);
    script.addEventListener("error", () => reject(new Error("the card network is not reachable")));
    document.head.append(script);
  });
}

/** The form's look, in the page's own colours and type. */
export function looks(): object {
  const link = document.querySelector(".textual");
  const variables: Record<string, string> = { borderRadius: "12px", fontSizeBase: "16px" };
  // A link wears the operator's colour, already chosen for the scheme in force.
  if (link) variables["colorPrimary"] = getComputedStyle(link).color;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return { theme: dark ? "night" : "stripe", variables };
}
