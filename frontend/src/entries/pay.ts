import { boot } from "../boot";
import { Pay } from "../payments/pay";

boot(Pay);
