// The core's reasons for refusing something, as text.

import { language } from "./dom.js";

/**
 * A fault with its place, in the page's language.
 * @param {{path: string, problem: Record<string, string>}} fault
 * @param {string} [line] the line of the file, in words; empty if none is known
 */
export function describeFault({ path, problem }, line = "") {
  const place = [line, path].filter(Boolean).join(" · ");
  return [place, problem[language()]].filter(Boolean).join(colon());
}

/** The colon of the page's language, between a place and what is said of it. */
export function colon() {
  return language() === "zh" ? "：" : ": ";
}
