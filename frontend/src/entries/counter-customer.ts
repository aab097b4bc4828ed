import { boot } from "../boot";
import { CustomerPage } from "../counter/customer";

boot(CustomerPage);
