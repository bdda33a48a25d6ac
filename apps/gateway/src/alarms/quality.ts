import type { NxZalo } from "@nxzalo/core";

/** The same client; tells how Zalo rates the official account, when that was asked for. */
export const watchQuality = (client: NxZalo, onQuality: (level: string) => void): NxZalo => ({
  ...client,
  oaQuality: async (...given) => {
    const quality = await client.oaQuality(...given);
    onQuality(quality.current);
    return quality;
  },
});
