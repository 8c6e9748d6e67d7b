import { behaviour } from "../attach";
import { word } from "../words";
import { notice } from "./notices";

/** Copies an address (made absolute) to the clipboard. */
behaviour("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const address = new URL(button.dataset["copy"] ?? "", location.href).href;
    await navigator.clipboard.writeText(address);
    notice(word("Copied"), "ok");
  });
});
