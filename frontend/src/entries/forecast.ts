import { boot } from "../boot";
import { ForecastPage } from "../billing/forecast";

boot(ForecastPage);
