import { behaviour } from "../attach";

/**
 * Sends a form of filters as soon as one is changed, without the empty ones. Whoever walks through
 * the choices with the arrow keys is not sent away at each: Enter or the form's button sends it.
 */
behaviour("form[data-submit-on-change]", (form) => {
  if (!(form instanceof HTMLFormElement)) return;
  const button = form.querySelector<HTMLElement>("[type=submit]");
  let isByKey = false;
  form.addEventListener("pointerdown", () => (isByKey = false));
  form.addEventListener("keydown", (event) => {
    isByKey = true;
    if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("change", () => {
    if (!isByKey) form.requestSubmit();
    else if (button) button.hidden = false;
  });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of Array.from(event.formData)) if (!value) event.formData.delete(name);
  });
  if (button) button.hidden = true;
});
