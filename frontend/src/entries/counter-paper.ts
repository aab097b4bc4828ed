import { boot } from "../boot";
import { PaperPage } from "../counter/paper";

boot(PaperPage);
