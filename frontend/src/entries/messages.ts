import { boot } from "../boot";
import { Messages } from "../support/messages";

boot(Messages);
