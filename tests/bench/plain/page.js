const worker = new Worker("worker.js", { type: "module" });
worker.addEventListener("message", ({ data }) => {
  document.dispatchEvent(new CustomEvent("scored", { detail: JSON.parse(data).result }));
});
