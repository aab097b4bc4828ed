import { boot } from "../boot";
import { Help } from "../support/help";

boot(Help);
