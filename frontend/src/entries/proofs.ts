import { boot } from "../boot";
import { Proofs } from "../billing/proofs";

boot(Proofs);
