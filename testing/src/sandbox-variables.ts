/** Of an emulator of NXCLOUD's, what is asked with. */
interface Account {
  readonly appKey: string;
  readonly credentials: { readonly accessKey: string; readonly accessSecret: string };
}

/** The variables by which a gateway asks an emulator at a URL. */
export const sandboxVariables = ({ appKey, credentials }: Account, url: string) => ({
  NXCLOUD_BASE_URL: url,
  NXCLOUD_APP_KEY: appKey,
  NXCLOUD_ACCESS_KEY: credentials.accessKey,
  NXCLOUD_ACCESS_SECRET: credentials.accessSecret,
});
