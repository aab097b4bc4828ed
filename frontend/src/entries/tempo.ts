import { boot } from "../boot";
import { Tempo } from "../metering/tempo";

boot(Tempo);
