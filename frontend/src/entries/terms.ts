import { boot } from "../boot";
import { Terms } from "../operators/terms";

boot(Terms);
