import { boot } from "../boot";
import { Offline } from "../operators/offline";

boot(Offline);
