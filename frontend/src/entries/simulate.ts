import { boot } from "../boot";
import { Simulate } from "../metering/simulate";

boot(Simulate);
