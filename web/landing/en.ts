import { begin } from "./begin.js";
import words from "./en.json";

begin("en", words);
