import { behaviour } from "../attach";
import { send } from "../requests";

const LONG_ENOUGH = 5000; // ms in sight before something counts as read

/** Tells the house that something was read: `data-reading` is the address, after some seconds in sight. */
behaviour("[data-reading]", (place) => {
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = window.setTimeout(tell, LONG_ENOUGH);
  };
  const tell = () => {
    document.removeEventListener("visibilitychange", begin);
    send(place.dataset["reading"] ?? "", "POST").catch(() => undefined); // nobody misses it today
  };
  document.addEventListener("visibilitychange", begin);
  begin();
});
