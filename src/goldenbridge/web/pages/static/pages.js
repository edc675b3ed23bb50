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

  // A scanner types and ends with Enter: the form goes off, or the next field is ready.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches?.("[data-scan]")) return;
    const next = [...field.form.querySelectorAll("input:not([type=hidden]), select")].find(
      (one) => one !== field && !one.value,
    );
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-hx-post], [hx-post]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
