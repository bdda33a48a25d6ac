import { render } from "preact";
import { App } from "./app.tsx";
import { ignoreHeldEnter } from "./held-enter.ts";
import { startPreferences } from "./preferences.ts";
import "./style.css";

startPreferences();
ignoreHeldEnter();
render(<App />, document.body);
