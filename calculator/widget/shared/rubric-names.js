// The names that a team's page shows: of rubrics, criteria, bands and findings, from the JSON that the page's HTML holds.

/** @typedef {{id: string, name: string}} Named */
/** @typedef {{name: string, maximum: number, criteria: Named[], bands: Named[], findings: Named[]}} RubricNames */

export class Names {
  /** @type {Record<string, RubricNames>} */
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

  /** The bands that are possible, in words. @param {string} rubric @param {string[] | null} candidates */
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
   * Findings in the rubric's order, each with the criteria that it is about.
   * @param {string} rubric
   * @param {Record<string, string[]>} findings
   * @param {(code: string) => boolean} wanted
   */
  told(rubric, findings, wanted) {
    return this.#rubrics[rubric].findings
      .filter(({ id }) => id in findings && wanted(id))
      .map(({ id, name }) => ({ name, about: findings[id].map((one) => this.criterion(rubric, one)).join(this.#comma) }));
  }
}
