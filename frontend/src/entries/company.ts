import { boot } from "../boot";
import { CompanyPage } from "../operators/company";

boot(CompanyPage);
