// Starts the page's program, which the HTML has had fetched already.
import start from "./popup_core.js";
start();
