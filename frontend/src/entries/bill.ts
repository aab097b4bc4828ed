import { boot } from "../boot";
import { BillPage } from "../billing/bill";

boot(BillPage);
