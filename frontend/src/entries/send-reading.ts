import { boot } from "../boot";
import { SendReadingPage } from "../metering/send-reading";

boot(SendReadingPage);
