import { boot } from "../boot";
import { Clerks } from "../counter/clerks";

boot(Clerks);
