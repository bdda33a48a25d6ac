import { createMemoryStore } from "../memory.ts";
import { describeStore } from "./describe-store.ts";

describeStore("memory", async () => createMemoryStore());
