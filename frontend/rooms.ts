// The rooms' own styles and all behaviours. A module of its own, so that app.css comes first.
import.meta.glob("./styles/rooms/*.css", { eager: true });
import.meta.glob(["./behaviours/*.ts", "!./behaviours/*.test.ts"], { eager: true });
