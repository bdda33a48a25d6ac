/** What tells where a request comes from. */
export interface RequestSource {
  readonly remoteAddress: string | undefined;
  readonly localAddress: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

const isLoopbackAddress = (address = "") => /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(address);

const isLoopbackHost = (host = "") => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

/** Whether the control routes exist for a request: both ends on this machine, and named so (a rebound DNS name is not). */
export const isOfThisMachine = ({ remoteAddress, localAddress, host }: RequestSource): boolean =>
  isLoopbackAddress(remoteAddress) && isLoopbackAddress(localAddress) && isLoopbackHost(host);

/** Whether a page of another origin sent it; a browser says so itself. */
export const isOfAnotherOrigin = ({ origin, host }: RequestSource): boolean =>
  origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase();
