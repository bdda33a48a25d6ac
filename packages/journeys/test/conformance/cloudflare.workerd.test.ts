import { env } from "cloudflare:workers";
import { createDurableStore } from "../../src/cloudflare.ts";
import { describeStore } from "./describe-store.ts";

const { JOURNEYS: namespace } = env;
const storeKeys = [btoa("7".repeat(32))];

// Each store has an object of its own, so that tests do not meet.
describeStore("a Durable Object in workerd", async () =>
  createDurableStore({ namespace, storeKeys, objectName: crypto.randomUUID() }),
);
