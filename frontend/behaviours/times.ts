import { behaviour } from "../attach";

const FULL: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short" };

/** Says the exact time in the zone of this computer, which knows better than the profile. */
behaviour("time[data-time]", (time) => {
  const moment = new Date(time.getAttribute("datetime") ?? "");
  if (Number.isNaN(moment.getTime())) return;
  time.title = new Intl.DateTimeFormat(document.documentElement.lang || "en", FULL).format(moment);
});
