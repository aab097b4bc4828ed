import { boot } from "../boot";
import { Transfers } from "../counter/transfers";

boot(Transfers);
