import { boot } from "../boot";
import { Login } from "../accounts/login";

boot(Login);
