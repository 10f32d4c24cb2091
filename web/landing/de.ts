import { begin } from "./begin.js";
import words from "./de.json";

begin("de", words);
