(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("js");

  // A browser may refuse storage to a page opened from a file; the theme then lasts for the visit.
  const store = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const chosen = new URLSearchParams(location.search).get("theme") ?? store();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);

  const watchTheme = (button) => {
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      store(root.dataset.theme);
      show();
    });
    dark.addEventListener("change", show);
    show();
  };

  const watchFilter = (form) => {
    const [text, status, sector] = ["text", "status", "sector"].map((id) => form.querySelector(`[name=${id}]`));
    const groups = [...document.querySelectorAll(".promises tbody")];
    const rows = groups.flatMap((group) => [...group.querySelectorAll("[data-status]")]);
    const said = new Map(rows.map((row) => [row, row.textContent.toLocaleLowerCase()]));
    const count = form.querySelector("output");
    const show = () => {
      const words = text.value.toLocaleLowerCase().split(/\s+/);
      for (const row of rows) {
        row.hidden = !(
          words.every((word) => said.get(row).includes(word)) &&
          (!status.value || status.value === row.dataset.status) &&
          (!sector.value || sector.value === row.dataset.sector)
        );
      }
      for (const group of groups) group.hidden = !group.querySelector("[data-status]:not([hidden])");
      count.textContent = count.dataset.said.replace("{shown}", rows.filter((row) => !row.hidden).length);
    };
    form.addEventListener("input", show);
    form.querySelector("button").addEventListener("click", () => {
      for (const field of [text, status, sector]) field.value = "";
      show();
      text.focus();
    });
    show();
  };

  const watchPlace = (links) => {
    const at = new Map(links.map((link) => [document.querySelector(link.getAttribute("href")), link]));
    const watcher = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) {
        if (isIntersecting) at.get(target).setAttribute("aria-current", "true");
        else at.get(target).removeAttribute("aria-current");
      }
    }, { rootMargin: "-15% 0px -84% 0px" });
    for (const section of at.keys()) watcher.observe(section);
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".theme").forEach(watchTheme);
    document.querySelectorAll(".filter").forEach(watchFilter);
    watchPlace([...document.querySelectorAll(".contents a")]);
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
})();
