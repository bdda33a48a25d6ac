/** One line for a Node that is too old; `undefined` where it is not. */
export function nodeVersionProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return undefined;
  return `nxzalo needs Node 22.19 or later: this is Node ${version}`;
}

const problem = nodeVersionProblem(process.versions.node);
// At import: an older Node would fail inside undici, with an error that names neither Node nor a version.
if (problem !== undefined) throw new Error(problem);
