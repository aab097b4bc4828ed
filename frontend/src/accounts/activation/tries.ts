import { Problem } from "../../api";

/** The tries that a refusal says are left with this link. */
export function triesLeft(error: unknown): number | undefined {
  const left = error instanceof Problem ? error.facts["tries_left"] : undefined;
  return typeof left === "number" ? left : undefined;
}
