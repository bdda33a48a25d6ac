// Runs before anything is published (`prepublishOnly`): only the release workflow publishes, so that every version has its provenance.
const { env } = process;

// GitHub sets the second one only where the workflow may sign, with `id-token: write`.
if (env["GITHUB_ACTIONS"] !== "true" || !env["ACTIONS_ID_TOKEN_REQUEST_URL"]) {
  console.error(
    "Packages are published by .github/workflows/release.yml only. To make a release, merge its pull request.",
  );
  process.exitCode = 1;
}
