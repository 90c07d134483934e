// What the site publishes as JSON, for the page itself.

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** What lies at an address; asked for once, and again where it could not be had. @param {string} address @returns {Promise<any>} */
export function published(address) {
  const asked = fetched.get(address) ?? fetch(address).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${new URL(address).pathname}`);
    return response.json();
  });
  fetched.set(address, asked);
  asked.catch(() => fetched.delete(address));
  return asked;
}
