import { boot } from "../boot";
import { Bills } from "../billing/bills";

boot(Bills);
