(() => {
  "use strict";
  const form = document.querySelector(".knobs");
  const spoken = document.querySelector("[data-spoken]");
  const language = document.documentElement.lang;

  // The value beside a slider follows it at once; the answer comes from the server.
  form.addEventListener("input", (event) => {
    const { digits, unit } = event.target.dataset;
    if (digits === undefined) return;
    const number = Number(event.target.value).toLocaleString(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    const said = `${number} ${unit}`.trim();
    event.target.previousElementSibling.textContent = said;
    event.target.setAttribute("aria-valuetext", said);
  });

  // The address is the plan: it follows what is shown, and so do the links to other languages.
  const follow = () => {
    const to = document.querySelector("#link").getAttribute("href");
    history.replaceState(null, "", to);
    for (const link of document.querySelectorAll(".choices nav a")) {
      const chosen = new URL(link.href).searchParams;
      const own = ["lang", "theme"].filter((name) => chosen.has(name));
      link.href = [to, ...own.map((name) => `${name}=${chosen.get(name)}`)].join("&");
    }
    for (const copy of document.querySelectorAll("[data-copy]")) copy.hidden = !navigator.clipboard;
  };
  let later = 0;
  document.addEventListener("htmx:after:swap", () => {
    follow();
    clearTimeout(later);
    later = setTimeout(() => {
      spoken.textContent = document.querySelector("#summary").dataset.sentence;
    }, 1000);
  });
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    await navigator.clipboard.writeText(new URL(document.querySelector("#link").href).href);
    spoken.textContent = copy.textContent = copy.dataset.copy;
  });
  follow();
})();
