import type { TokenType } from "@nxzalo/core";
import type { Encryption } from "../store/store.ts";

/** What is kept of a journey where nobody can read it. */
export interface SealedJourney {
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string | undefined;
  readonly appKey: string;
}

export const sealJourney = ({ seal }: Encryption, journey: SealedJourney): Promise<string> => seal(journey);

export const openSealed = async ({ open }: Encryption, sealed: string) => (await open(sealed)) as SealedJourney;
