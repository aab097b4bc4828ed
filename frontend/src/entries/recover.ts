import { boot } from "../boot";
import { Recover } from "../accounts/recover";

boot(Recover);
