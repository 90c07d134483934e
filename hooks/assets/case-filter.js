// <case-filter>: filters the page's cases by the form's choices, which are kept in the address, and exports the list as CSV.
// All cases are in the page's HTML; without this script the page shows them all.

import { toCsv } from "./csv.js";

export class CaseFilter extends HTMLElement {
  connectedCallback() {
    this.#form.addEventListener("change", this.#onChange);
    this.#form.addEventListener("reset", this.#onReset);
    this.#part("csv").addEventListener("click", this.#download);
    window.addEventListener("popstate", this.#read);
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.#read);
  }

  /** Set the form from the address. */
  #read = () => {
    const parameters = new URLSearchParams(location.search);
    for (const select of this.#selects) {
      const wanted = parameters.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    }
    this.#show();
  };

  #onChange = () => {
    const chosen = this.#selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    const search = new URLSearchParams(chosen).toString();
    history.pushState(history.state, "", location.pathname + (search && `?${search}`));
    this.#show();
  };

  // The browser clears the form only after the reset event.
  #onReset = () => setTimeout(this.#onChange);

  #show() {
    let count = 0;
    for (const article of this.#cases) {
      article.hidden = !this.#selects.every(({ name, value }) => !value || article.dataset[name] === value);
      count += article.hidden ? 0 : 1;
    }
    const status = this.#part("count");
    status.textContent = (status.dataset.form ?? "%n").replace("%n", String(count));
    this.#part("none").hidden = count > 0;
  }

  #download = () => {
    const cells = ["criterion", "level", "verdict", "status", "difficulty", "setting", "neighbour", "text", "why"];
    const rows = this.#cases
      .filter((article) => !article.hidden)
      .map((article) => [article.id, ...cells.map((name) => article.querySelector(`[data-cell=${name}]`)?.textContent.trim() ?? "")]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toCsv([["id", ...cells], ...rows])], { type: "text/csv" }));
    link.download = this.#part("csv").dataset.file ?? "cases.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  };

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  get #selects() {
    return /** @type {HTMLSelectElement[]} */ ([...this.querySelectorAll("select")]);
  }

  get #cases() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("article")]);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("case-filter", CaseFilter);
