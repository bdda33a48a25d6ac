/** Does what uses a file that is open. @throws the system's error, with the file's name in it: the system gives none. */
export async function withPath<Result>(path: string, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
}
