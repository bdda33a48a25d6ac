// What tests in workerd take from it; Cloudflare's own types would be global and change those of every other file.

interface TestedObject {
  fetch(url: string, init: { method: string; body: string }): Promise<Response>;
}

declare module "cloudflare:workers" {
  export const env: {
    readonly NXCLOUD_ACCESS_KEY: string;
    readonly NXCLOUD_ACCESS_SECRET: string;
    readonly NXCLOUD_APP_KEY: string;
    readonly JOURNEYS: { idFromName(name: string): unknown; get(id: unknown): TestedObject };
  };
}

declare module "cloudflare:test" {
  /** Runs the alarm at once, where one is set; tells whether one was. */
  export function runDurableObjectAlarm(object: TestedObject): Promise<boolean>;
  /** Ends the instance; what it has stored stays. */
  export function evictDurableObject(object: TestedObject): Promise<void>;
  /** Runs work inside of the object, with its state. */
  export function runInDurableObject<T>(
    object: TestedObject,
    work: (instance: unknown, state: import("../../src/cloudflare.ts").ObjectState) => Promise<T>,
  ): Promise<T>;
}

declare module "*?raw" {
  const text: string;
  export default text;
}
