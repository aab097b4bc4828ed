import { boot } from "../boot";
import { Counter } from "../counter/counter";

boot(Counter);
