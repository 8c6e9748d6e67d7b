import { behaviour } from "../attach";

/** Asks before a form is sent or a button pressed that cannot be undone: `data-confirm="Delete this?"`. */
behaviour("[data-confirm]", (asker) => {
  const kind = asker instanceof HTMLFormElement ? "submit" : "click";
  let agreed = false;
  asker.addEventListener(
    kind,
    (event) => {
      if (agreed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(asker.dataset["confirm"] ?? "", () => {
        agreed = true;
        if (asker instanceof HTMLFormElement) asker.requestSubmit((event as SubmitEvent).submitter);
        else asker.click();
        agreed = false;
      });
    },
    { capture: true },
  );
});

// htmx asks in the same way: `hx-confirm="…"`.
document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = (event as CustomEvent).detail;
  event.preventDefault();
  ask(ctx.confirm, issueRequest, dropRequest);
});

export function ask(question: string, onYes: () => void, onNo: () => void = () => {}): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-confirm-dialog]");
  if (!dialog) return onNo();
  dialog.querySelector("h2")!.textContent = question;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => (dialog.returnValue === "yes" ? onYes() : onNo()), { once: true });
  dialog.showModal();
}
