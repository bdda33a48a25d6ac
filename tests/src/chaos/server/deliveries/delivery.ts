import type { Wire } from "../wire.ts";
import type { Reply } from "./http-reply.ts";

/** One way in which a reply travels. Where it leaves the connection open, the next request may come on it. */
export type Delivery = (wire: Wire, reply: Reply) => Promise<void> | void;
