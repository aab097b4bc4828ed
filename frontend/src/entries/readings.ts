import { boot } from "../boot";
import { ReadingsPage } from "../metering/readings";

boot(ReadingsPage);
