import { behaviour } from "../attach";

/** Shows the chosen passages of a conversation in their order beside it: the draft as it will begin. */
behaviour("[data-distil]", (form) => {
  const shown = form.querySelector<HTMLElement>("[data-distil-preview]");
  const fresh = form.querySelector<HTMLElement>("[data-distil-new]");
  const into = form.querySelector<HTMLSelectElement>('[name="into"]');
  if (!shown) return;
  const hint = shown.innerHTML;
  const show = () => {
    const chosen = [...form.querySelectorAll<HTMLInputElement>('[name="passage"]:checked')];
    if (chosen.length === 0) shown.innerHTML = hint;
    else shown.replaceChildren(...chosen.map(passage));
    if (fresh && into) fresh.hidden = into.value !== "";
  };
  form.addEventListener("change", show);
  shown.addEventListener("click", (event) => {
    const value = (event.target as Element).closest<HTMLElement>("[data-drop]")?.dataset["drop"];
    const box = [...form.querySelectorAll<HTMLInputElement>('[name="passage"]')].find((one) => one.value === value);
    if (!box) return;
    box.checked = false;
    show();
  });
  show();
});

function passage(box: HTMLInputElement): HTMLElement {
  const words = box.closest("label")?.querySelector(".prose");
  const author = box.closest<HTMLElement>("[data-author]")?.dataset["author"] ?? "";
  const element = document.createElement("div");
  element.className = "distil-chosen prose";
  element.append(...[...(words?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  const foot = document.createElement("footer");
  const name = document.createElement("small");
  name.textContent = author;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "icon-button small";
  drop.dataset["drop"] = box.value;
  drop.setAttribute("aria-label", `− ${author}`);
  drop.textContent = "×";
  foot.append(name, drop);
  element.append(foot);
  return element;
}
