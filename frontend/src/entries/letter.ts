import { boot } from "../boot";
import { Letter } from "../accounts/letter";

boot(Letter);
