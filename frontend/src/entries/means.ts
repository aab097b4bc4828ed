import { boot } from "../boot";
import { Means } from "../payments/means";

boot(Means);
