/* Shows the button that copies what stands beside it, where the browser lets a page copy. */
export function copyWhenAsked(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    const text = button.parentElement.querySelector("[data-copy-text]");
    const done = button.parentElement.querySelector("[data-copy-done]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent.trim());
        done.textContent = done.dataset.copyDone;
      } catch {
        getSelection().selectAllChildren(text); // refused: then it is at least marked
      }
    });
  }
}
