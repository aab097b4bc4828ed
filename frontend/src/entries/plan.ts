import { boot } from "../boot";
import { PlanPage } from "../payments/plan";

boot(PlanPage);
