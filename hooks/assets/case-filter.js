// <case-filter>: shows the cases that match the form, keeps the form's state in the address, and exports the list as CSV.
// Every case is in the page's HTML: without this script the page shows them all.

import { download } from "../../calculator/widget/shared/by-hand.js";
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
    const query = new URLSearchParams(location.search);
    for (const select of this.#selects) {
      const value = query.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    this.#show();
  };

  #onChange = () => {
    const chosen = this.#selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    const search = new URLSearchParams(chosen).toString();
    history.pushState(history.state, "", location.pathname + (search && `?${search}`));
    this.#show();
  };

  // The form is cleared only after its reset event.
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
    download(this, this.#part("csv").dataset.file ?? "cases.csv", toCsv([["id", ...cells], ...rows]), "text/csv");
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
