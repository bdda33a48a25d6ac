import { broken } from "./broken.ts";
import type { Delivery } from "./delivery.ts";
import { honest } from "./honest.ts";
import { misleading } from "./misleading.ts";

/** Every way in which a reply may travel. */
export type DeliveryName = keyof typeof honest | keyof typeof broken | keyof typeof misleading;

export const deliveries: Readonly<Record<DeliveryName, Delivery>> = { ...honest, ...broken, ...misleading };
