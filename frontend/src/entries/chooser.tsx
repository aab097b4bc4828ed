import { hydrate } from "preact";
import { settle } from "../../core/format";
import { speak } from "../../core/i18n";
import { Chooser } from "../operators/chooser";
import "../../styles/index.css";

const { doors, words } = JSON.parse(document.getElementById("doors")?.textContent ?? "{}");
speak("fr", words.fr);
settle("fr", "UTC", "EUR");
const root = document.getElementById("app");
if (root) hydrate(<Chooser doors={doors} words={words} />, root);
document.documentElement.dataset["ready"] = "";
