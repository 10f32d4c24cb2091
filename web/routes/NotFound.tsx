import { NotHere } from "../components/NotHere.js";

export { NotHere as Component };
