// Shows a result in the page. Every word comes from the page's own templates or from the core's answer.

/**
 * @param {HTMLElement} root the calculator
 * @param {any} result what the core answered, or null
 * @param {"zh" | "en"} language
 */
export function showResult(root, result, language) {
  part(root, "outcome").hidden = result === null;
  showScores(root, result);
  if (!result) return;
  part(root, "total").textContent = String(result.total);
  part(root, "summary-total").textContent = String(result.total);
  showBand(root, result);
  showDuties(root, result);
  showTrace(root, result, language);
  /** @type {HTMLElement} */ (part(root, "vector")).textContent = result.vector;
}

/**
 * @param {HTMLElement} box
 * @param {{path: string, problem: Record<string, string>}[]} faults
 * @param {"zh" | "en"} language
 */
export function showFaults(box, faults, language) {
  box.hidden = faults.length === 0;
  const items = faults.map(({ path, problem }) => element("li", `${path}: ${problem[language]}`));
  /** @type {HTMLElement} */ (box.querySelector("ul")).replaceChildren(...items);
}

/** Scores beside each criterion, and the levels that the climb did not reach.
 * @param {HTMLElement} root @param {any} result */
function showScores(root, result) {
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-criterion]"))) {
    const scored = result?.criteria.find((/** @type {any} */ one) => one.id === group.dataset.criterion);
    part(group, "score").textContent = scored ? String(scored.score) : "–";
    group.dataset.complete = String(scored?.complete ?? false);
    for (const level of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("[data-level]"))) {
      // Above a level that merely waits for its rating, nothing is lost yet.
      const stopped = scored?.complete ? scored.stopped_at : null;
      level.toggleAttribute("data-beyond", stopped !== null && Number(level.dataset.level) > stopped);
    }
  }
}

/** @param {HTMLElement} root @param {any} result */
function showBand(root, result) {
  const candidates = result.band?.candidates ?? [];
  part(root, "incomplete").hidden = result.complete;
  part(root, "uncertain").hidden = candidates.length < 2;
  for (const band of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-band]"))) {
    band.hidden = !candidates.includes(band.dataset.band);
  }
}

/** Each finding's text is a template in the page; it is shown once for each criterion that raised it.
 * @param {HTMLElement} root @param {any} result */
function showDuties(root, result) {
  /** @type {Map<string, string[]>} */
  const raisedBy = new Map();
  for (const criterion of result.criteria) {
    for (const code of criterion.findings) raisedBy.set(code, [...(raisedBy.get(code) ?? []), criterion.id]);
  }
  for (const code of result.findings) raisedBy.set(code, []);
  let shown = 0;
  for (const duty of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-finding]"))) {
    const criteria = raisedBy.get(duty.dataset.finding ?? "");
    duty.hidden = criteria === undefined;
    shown += Number(!duty.hidden);
    for (const name of /** @type {NodeListOf<HTMLElement>} */ (duty.querySelectorAll("[data-of]"))) {
      name.hidden = !criteria?.includes(name.dataset.of ?? "");
    }
  }
  part(root, "no-duties").hidden = shown > 0;
}

/** @param {HTMLElement} root @param {any} result @param {"zh" | "en"} language */
function showTrace(root, result, language) {
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-trace]"))) {
    const own = result.trace.filter((/** @type {any} */ step) => (step.criterion ?? "") === list.dataset.trace);
    list.replaceChildren(...own.map((/** @type {any} */ step) => traceItem(root, step, language)));
  }
}

/** @param {HTMLElement} root @param {any} step @param {"zh" | "en"} language */
function traceItem(root, step, language) {
  const item = element("li", step.text[language]);
  const name = step.rule ? `rule-${step.rule}` : `finding-${step.finding}`;
  const link = root.querySelector(`template[data-source="${name}"]`);
  if (link instanceof HTMLTemplateElement) item.append(" ", link.content.cloneNode(true));
  return item;
}

/** @param {string} name @param {string} text */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** @param {HTMLElement} root @param {string} name @returns {HTMLElement} */
function part(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
}
