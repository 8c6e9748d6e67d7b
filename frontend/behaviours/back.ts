import { behaviour } from "../attach";

/** Goes back where the reader came from, if that was a page of this house. */
behaviour("[data-back]", (link) => {
  link.addEventListener("click", (event) => {
    if (!document.referrer.startsWith(location.origin)) return;
    event.preventDefault();
    history.back();
  });
});
