import { boot } from "../boot";
import { Trail } from "../counter/trail";

boot(Trail);
