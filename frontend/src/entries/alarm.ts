import { boot } from "../boot";
import { Alarm } from "../accounts/alarm";

boot(Alarm);
