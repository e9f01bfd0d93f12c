/* Changes the colours where one stands, and lets the server remember; without this the same form reloads the page. */
export function switchInPlace(form, { send = fetch } = {}) {
  form.addEventListener("submit", async (event) => {
    const pressed = event.submitter;
    if (!pressed) return;
    event.preventDefault();
    const { dataset } = document.documentElement;
    if (pressed.value === "system") delete dataset.scheme;
    else dataset.scheme = pressed.value;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === pressed));
    // Manual: the answer sends the browser back here, which would fetch this page for nothing.
    const body = new URLSearchParams(new FormData(form, pressed));
    // Sent even when one goes on at once. Not kept when off the line; it still holds for the page one is on.
    await send(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  });
}
