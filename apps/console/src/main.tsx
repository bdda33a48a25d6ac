import { render } from "preact";
import { App } from "./app.tsx";
import { startPreferences } from "./preferences.ts";
import "./style.css";

startPreferences();
render(<App />, document.body);
