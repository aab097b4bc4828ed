import { boot } from "../boot";
import { CounterBills } from "../counter/bills";

boot(CounterBills);
