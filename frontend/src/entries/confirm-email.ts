import { boot } from "../boot";
import { ConfirmEmail } from "../accounts/confirm-email";

boot(ConfirmEmail);
