import { boot } from "../boot";
import { Signup } from "../accounts/signup";

boot(Signup);
