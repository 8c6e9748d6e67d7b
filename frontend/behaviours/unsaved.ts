import { behaviour } from "../attach";

/** Warns before a page is left whose form holds text that no draft keeps: `<form data-unsaved>`. */
behaviour("form[data-unsaved]", (form) => {
  let isChanged = false;
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  form.addEventListener("lorehouse:kept", () => (isChanged = false)); // autosave has it
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && form.isConnected) event.preventDefault();
  });
});
