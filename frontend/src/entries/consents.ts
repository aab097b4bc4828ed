import { boot } from "../boot";
import { Consents } from "../consents/consents";

boot(Consents);
