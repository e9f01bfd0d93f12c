/* Shows each picked photo at once, with its place for a caption and for words. Drawn on a canvas from the file:
   nothing is sent before the form is, and the security policy need not allow pictures of other kinds.
   Picking again adds to what was picked before, where a browser's own box would forget it. */
const WIDE = 480; // pixels of the preview

export function previewPhotos(root) {
  for (const picker of root.querySelectorAll("[data-photos]")) {
    const input = picker.querySelector("input[type=file]");
    const held = new DataTransfer();
    input?.addEventListener("change", () => {
      const known = new Set([...held.files].map((file) => file.name));
      const fresh = [...input.files].filter((file) => !known.has(file.name));
      for (const file of fresh) held.items.add(file);
      input.files = held.files;
      show(picker, fresh);
    });
  }
}

function show(picker, files) {
  const list = picker.querySelector("ul");
  for (const file of files) {
    const item = picker.querySelector("template").content.cloneNode(true).querySelector("li");
    item.dataset.picked = "";
    item.querySelector("bdi").textContent = file.name;
    for (const box of item.querySelectorAll("[type=checkbox], [type=hidden]")) box.value = file.name;
    list.append(item);
    draw(file, item.querySelector("span"));
  }
  picker.querySelector("[role=status]").textContent = files.map((file) => file.name).join(", ");
}

async function draw(file, place) {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: WIDE, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    canvas.className = place.className;
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    place.replaceWith(canvas);
  } catch {
    // a kind of picture this browser cannot draw: its name is there, and the server will tell
  }
}
