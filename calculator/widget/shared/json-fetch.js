// JSON published by the site, fetched once per page.

/** @type {Map<string, Promise<any>>} */
const requests = new Map();

/**
 * The parsed JSON at an address; fetched once, and again after a failure. Rejects if the status is not 2xx.
 * @param {string} address
 * @returns {Promise<any>}
 */
export function fetchJson(address) {
  const request = requests.get(address) ?? fetch(address).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${new URL(address).pathname}`);
    return response.json();
  });
  requests.set(address, request);
  request.catch(() => requests.delete(address));
  return request;
}
