import { boot } from "../boot";
import { Help } from "../operators/help";

boot(Help);
