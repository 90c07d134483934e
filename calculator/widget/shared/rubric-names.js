// The names of rubrics, criteria, bands and findings in the page's language, from JSON in the page's HTML.

/** @typedef {{id: string, name: string}} Named */
/**
 * @typedef {{name: string, maximum: number, criteria: Named[], bands: Named[], findings: Named[]}}
 *   NamesOfRubric
 */

export class RubricNames {
  /** @type {Record<string, NamesOfRubric>} */
  #rubrics;
  #either;
  #comma;

  /** @param {HTMLElement} holder a script element of JSON */
  constructor(holder) {
    const { rubrics, either, comma } = JSON.parse(holder.textContent ?? "");
    this.#rubrics = rubrics;
    this.#either = either;
    this.#comma = comma;
  }

  /** @param {string} id */
  rubric(id) {
    return this.#rubrics[id];
  }

  /**
   * The names of candidate bands, joined by "or".
   * @param {string} rubric
   * @param {string[] | null} candidates
   */
  bands(rubric, candidates) {
    const { bands } = this.#rubrics[rubric];
    return bands
      .filter(({ id }) => candidates?.includes(id))
      .map(({ name }) => name)
      .join(this.#either);
  }

  /** @param {string} rubric @param {string} code */
  finding(rubric, code) {
    return this.#rubrics[rubric].findings.find(({ id }) => id === code)?.name ?? code;
  }

  /** @param {string} rubric @param {string} id */
  criterion(rubric, id) {
    return this.#rubrics[rubric].criteria.find((one) => one.id === id)?.name ?? id;
  }

  /**
   * The findings that `wanted` selects, in the rubric's order, each with the names of the criteria that it is
   * about.
   * @param {string} rubric
   * @param {Record<string, string[]>} findings
   * @param {(code: string) => boolean} wanted
   */
  describeFindings(rubric, findings, wanted) {
    return this.#rubrics[rubric].findings
      .filter(({ id }) => id in findings && wanted(id))
      .map(({ id, name }) => ({ name, about: findings[id].map((one) => this.criterion(rubric, one)).join(this.#comma) }));
  }
}
