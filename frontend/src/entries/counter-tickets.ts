import { boot } from "../boot";
import { Tickets } from "../counter/tickets";

boot(Tickets);
