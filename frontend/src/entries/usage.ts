import { boot } from "../boot";
import { UsagePage } from "../metering/usage";

boot(UsagePage);
