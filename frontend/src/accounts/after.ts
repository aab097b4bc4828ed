/** Where a sign-in leads: back into the app that asked for it (PKCE), or on through the site. */
import { to } from "../../core/page";
import { nextPath } from "../api";
import { appCode } from "./calls";

/** Leaves for where the reader was going, else home, staff to the counter; never comes back. */
export function goOn(role = "customer"): Promise<never> {
  const asked = new URLSearchParams(location.search).has("next");
  location.assign(role !== "customer" && !asked ? to("counter") : nextPath());
  return new Promise(() => undefined);
}

/**
 * The link into the app, where an app opened this page with its challenge; it is followed at once,
 * and shown as well, since a browser may ask for a press. Source: RFC 7636, RFC 8252.
 */
export async function handOver(): Promise<{ link: string; error: unknown } | undefined> {
  const query = new URLSearchParams(location.search);
  const challenge = query.get("challenge");
  if (!query.has("app") || !challenge) return undefined;
  try {
    const { app_link: link } = await appCode(challenge, query.get("state") ?? "");
    location.assign(link);
    return { link, error: undefined };
  } catch (error) {
    return { link: "", error };
  }
}

/** The link into the app of somebody who does not sign in after all. Source: RFC 6749, 4.1.2.1. */
export function cancelled(appLink: string, query: URLSearchParams): string {
  const said = new URLSearchParams({ error: "access_denied", state: query.get("state") ?? "" });
  return query.has("challenge") ? `${appLink}?${said.toString()}` : appLink;
}
