import { boot } from "../boot";
import { More } from "../accounts/more";

boot(More);
