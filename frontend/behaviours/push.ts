import { behaviour } from "../attach";
import { send } from "../requests";
import { word } from "../words";

/** Asks to be allowed to tell this browser, when the reader presses the button and not before. */
behaviour("[data-push-key]", (place) => {
  const button = place.querySelector<HTMLButtonElement>("[data-push-allow]");
  const state = place.querySelector<HTMLElement>("[data-push-state]");
  if (!button || !state || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const say = (sentence: string): void => {
    state.textContent = sentence;
  };
  const { pushKey = "", pushAddress = "", pushWorker = "" } = place.dataset;

  const allow = async (): Promise<void> => {
    const registration = await navigator.serviceWorker.register(pushWorker);
    if ((await Notification.requestPermission()) !== "granted") {
      say(word("You have not allowed it. Your browser's settings can change that."));
      return;
    }
    await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(pushKey),
    });
    const browser = /(Firefox|Edg|Chrome|Safari)/.exec(navigator.userAgent)?.[0] ?? "";
    await send(pushAddress, "POST", JSON.stringify({ ...subscription.toJSON(), browser }));
    say(word("This device will be told."));
    button.hidden = true;
  };

  button.hidden = false;
  say("");
  button.addEventListener("click", () => {
    allow().catch(() => say(word("It did not work: the browser's push service cannot be reached.")));
  });
});

/** The bytes behind base64 for addresses. */
export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")), (letter) => letter.charCodeAt(0));
}
