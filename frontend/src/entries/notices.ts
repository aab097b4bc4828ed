import { boot } from "../boot";
import { Notices } from "../metering/notices";

boot(Notices);
