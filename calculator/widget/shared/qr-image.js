// A link as a QR code.

/**
 * The image of a QR code.
 * @param {string} link
 * @returns {Promise<string>} a data address
 */
export async function qrImage(link) {
  const { generate } = await import("./libraries/qr-code.js");
  // White on all sides, whatever the colours of the page: scanners ask for four modules of margin.
  return generate(link).toDataURL({ scale: 4, pad: 4, on: [0, 0, 0], off: [255, 255, 255] });
}
