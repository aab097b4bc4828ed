import { boot } from "../boot";
import { Profile } from "../accounts/profile";

boot(Profile);
