import { boot } from "../boot";
import { Activate } from "../accounts/activate";

boot(Activate);
