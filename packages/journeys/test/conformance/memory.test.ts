import { createMemoryStore } from "../../src/memory.ts";
import { describeStore } from "./describe-store.ts";

describeStore("memory", async () => createMemoryStore());
