(() => {
  "use strict";
  // Whether there is a connection, told in words on every page.
  const offline = document.querySelector("[data-offline] > span");
  const tell = () => { offline.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  document.addEventListener("htmx:error", () => { offline.hidden = false; });
  document.addEventListener("htmx:after:request", tell);
  tell();

  // What is being computed says how far it is; when it is there, the page is.
  const progress = document.querySelector("[data-progress]");
  if (progress) {
    const ask = async () => {
      try {
        const answer = await fetch(progress.dataset.progress);
        if (answer.status === 200) return location.reload();
        if (answer.status === 202) progress.innerHTML = await answer.text();
        else return location.reload();
      } catch {
        offline.hidden = false;
      }
      setTimeout(ask, 1000);
    };
    setTimeout(ask, 1000);
  }

  // After a form came back with faults, the list of them is read first.
  document.querySelector("[data-focus]")?.focus();

  // What a scanner types while no field has the focus goes where it belongs, in place of what is there.
  document.addEventListener("keydown", (event) => {
    const aside = !document.activeElement?.matches("input, select, textarea, button, a, summary");
    if (!aside || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const fields = ["main [data-scan][autofocus]", "main .scanner [data-scan]"];
    const field = fields.map((one) => document.querySelector(one)).find(Boolean);
    field?.focus();
    field?.select();
  });

  // A scanner types and ends with Enter: the form goes off, or the next field is ready.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches?.("[data-scan]")) return;
    const next = [...field.form.querySelectorAll("input:not([type=hidden]), select")].find(
      (one) => one !== field && one.required && !one.value,
    );
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // At a station a form is sent without leaving the page: where no answer comes, what was entered
  // stays, and with it the key that lets the form count once however often it is sent. What is
  // looked up that way has its own address, so that going back asks for it again.
  let address = location.pathname + location.search;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-kept]")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    const lost = form.querySelector("[data-lost]");
    try {
      const body = new URLSearchParams(new FormData(form));
      const looking = form.method === "get";
      const answer = await fetch(looking ? `${form.action}?${body}` : form.action, {
        ...(looking ? {} : { method: "post", body }),
        headers: { Accept: "text/html" },
        signal: AbortSignal.timeout(20000),
      });
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected) return location.assign(answer.url);
      document.querySelector("main").replaceWith(document.adoptNode(told.querySelector("main")));
      if (looking) {
        history.pushState(null, "", answer.url);
        address = location.pathname + location.search;
      }
      document.querySelector("[data-focus], main [autofocus]")?.focus();
    } catch {
      lost.hidden = false;
      lost.scrollIntoView({ block: "nearest" });
    }
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });

  addEventListener("popstate", () => {
    if (location.pathname + location.search !== address) location.reload();
  });

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-hx-post], [hx-post], [data-kept]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
