import { boot } from "../boot";
import { Verify } from "../billing/verify";

boot(Verify);
