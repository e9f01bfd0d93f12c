/* Plays a film in place of its still, once the reader has asked. Before that not a byte is fetched from
   its provider; without this script the button is a link to the film's own page. */
export function playWhenAsked(root) {
  root.addEventListener("click", (event) => {
    const play = event.target.closest("[data-player] a");
    if (!play || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const frame = play.parentElement;
    const player = document.createElement("iframe");
    player.className = "embed__player";
    player.src = frame.dataset.player;
    player.title = frame.dataset.title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.sandbox = "allow-scripts allow-same-origin allow-presentation allow-popups";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    frame.replaceChildren(player);
    player.focus();
  });
}
