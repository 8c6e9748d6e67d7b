import { behaviour } from "../attach";

/** Sends a form of filters as soon as one is changed, without the empty ones. */
behaviour("form[data-submit-on-change]", (form) => {
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of Array.from(event.formData)) if (!value) event.formData.delete(name);
  });
});
