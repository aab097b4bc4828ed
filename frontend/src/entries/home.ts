import { boot } from "../boot";
import { Home } from "../home/home";

boot(Home);
