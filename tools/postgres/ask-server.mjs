// Asks a Postgres server one question over its own protocol: `.ci/run` needs that before anything is installed.
import { connect } from "node:net";

const text = (value) => Buffer.from(`${value}\0`);

/** A message of the protocol: its kind (none for the first one), its length, what it says. */
function message(kind, ...parts) {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(kind), length, content]);
}

const protocol3 = Buffer.from([0, 3, 0, 0]);
const startup = ({ user, database }) =>
  message("", protocol3, text("user"), text(user), text("database"), text(database), text(""));

/** The messages that have come whole, each as its kind and content. */
function* messagesOf(bytes) {
  for (let at = 0; bytes.length >= at + 5 && bytes.length > at + bytes.readInt32BE(at + 1); ) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    yield { kind: String.fromCharCode(bytes[at]), content: bytes.subarray(at + 5, end) };
    at = end;
  }
}

/** The only column of a row. */
const columnOf = (content) => content.subarray(6, 6 + content.readInt32BE(2)).toString();

/** Why a server does not answer that wants a password. */
export const wantsPassword = "it wants a password";

/**
 * The rows of a question with one column. Rejects where there is no such server, it wants a password, or it refuses.
 */
export function askServer({ host = "127.0.0.1", port, user, database }, question, { timeoutMs = 3_000 } = {}) {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    let isAsked = false;
    const socket = connect({ host, port });
    const end = (settle) => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const fail = (reason) => end(() => reject(new Error(reason)));
    const timer = setTimeout(() => fail("it did not answer in time"), timeoutMs);
    socket.on("error", ({ message: reason }) => fail(reason));
    socket.on("close", () => fail("it closed the connection"));
    socket.on("connect", () => socket.write(startup({ user, database })));
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const messages = [...messagesOf(bytes)];
      if (messages.some(({ kind }) => kind === "E")) return fail("it refused");
      if (messages.some(({ kind, content }) => kind === "R" && content.readInt32BE(0) !== 0))
        return fail(wantsPassword);
      // Ready for the question, then ready for another one.
      const ready = messages.filter(({ kind }) => kind === "Z").length;
      if (ready === 1 && !isAsked) {
        isAsked = true;
        socket.write(message("Q", text(question)));
      }
      if (ready > 1)
        end(() => resolve(messages.filter(({ kind }) => kind === "D").map(({ content }) => columnOf(content))));
    });
  });
}
