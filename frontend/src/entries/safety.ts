import { boot } from "../boot";
import { Safety } from "../accounts/safety";

boot(Safety);
