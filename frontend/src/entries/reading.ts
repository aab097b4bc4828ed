import { boot } from "../boot";
import { ReadingPage } from "../metering/reading";

boot(ReadingPage);
