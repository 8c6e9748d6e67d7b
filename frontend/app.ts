// What every page loads: styles, then each behaviour for the elements that ask for it.
import "./styles/app.css";
import "./rooms";
