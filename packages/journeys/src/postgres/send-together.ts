import type { Row, Rows, Value } from "../sql/query.ts";
import type { PostgresClient, PostgresQuery } from "./pool.ts";

/** A statement as it is sent, with `$1`, `$2`, … for its values. */
export interface SentStatement {
  readonly text: string;
  /** What the connection keeps its plan by. Default: the plan is not kept. */
  readonly name?: string | undefined;
  readonly values: readonly Value[];
}

/** The part of a connection of `pg`, below its client, that statements of its own kind are sent by. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { readonly name: string; readonly text: string }): void;
  bind(bound: { readonly statement: string; readonly values: readonly (string | null)[] }): void;
  describe(what: { readonly type: "P" }): void;
  execute(what: object): void;
  sync(): void;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** The oids of whole numbers of 64 bits, which come as text (ours are times, which fit a number), of 32 bits, and of floating-point numbers. */
const numbers: readonly number[] = [20, 23, 701];
const asIs = (value: unknown) => value;
/** Every other column of ours is a text. */
export const types: NonNullable<PostgresQuery["types"]> = {
  getTypeParser: (oid) => (numbers.includes(oid) ? Number : asIs),
};

function toRow(fields: readonly Field[], values: readonly (string | null)[]): Row {
  const row: Record<string, unknown> = {};
  for (const [index, { name, dataTypeID }] of fields.entries()) {
    const value = values[index] ?? null;
    row[name] = value !== null && numbers.includes(dataTypeID) ? Number(value) : value;
  }
  return row;
}

/** The statements whose plans a connection keeps: they need not be sent again. */
const keptBy = new WeakMap<Wire, Set<string>>();

function sendOn(wire: Wire, { text, name = "", values }: SentStatement): void {
  const kept = keptBy.get(wire) ?? new Set();
  keptBy.set(wire, kept);
  if (!kept.has(name)) wire.parse({ name, text });
  // Where that fails, the connection is thrown away.
  if (name !== "") kept.add(name);
  wire.bind({ statement: name, values: values.map((value) => (value === null ? null : String(value))) });
  wire.describe({ type: "P" });
  wire.execute({});
}

/**
 * Statements that are sent in one piece, as `pg` takes queries of other packages' own kinds. The server answers all of them at once, and passes over
 * those after one that fails: of a transaction that could not be begun nothing is done.
 */
class SentTogether {
  readonly text: string;
  readonly query_timeout: number;
  callback: (error: unknown, rows?: readonly Rows[]) => void;
  readonly #statements: readonly SentStatement[];
  readonly #all: Rows[] = [];
  #fields: readonly Field[] = [];
  #rows: Row[] = [];

  constructor(
    statements: readonly SentStatement[],
    timeoutMs: number,
    callback: (error: unknown, rows?: readonly Rows[]) => void,
  ) {
    this.text = statements.map(({ text }) => text).join("; ");
    this.query_timeout = timeoutMs;
    this.callback = callback;
    this.#statements = statements;
  }

  submit(wire: Wire): void {
    wire.stream.cork();
    for (const statement of this.#statements) sendOn(wire, statement);
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#fields = fields;
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#rows.push(toRow(this.#fields, fields));
  }

  handleCommandComplete(): void {
    this.#all.push(this.#rows);
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#all);
  }

  handleError(error: unknown): void {
    this.callback(error);
  }
}

/** Whether a client is one of `pg`'s own, in JavaScript, and sends one query after the other. */
function sendsTogether(client: PostgresClient): boolean {
  const { connection, pipeline } = client as { readonly connection?: Partial<Wire>; readonly pipeline?: boolean };
  return pipeline !== true && typeof connection?.parse === "function" && typeof connection.stream?.cork === "function";
}

/** Those without values go as one text: such a text gives a result for each of them. */
function joined(statements: readonly SentStatement[]): readonly (SentStatement & { readonly count: number })[] {
  const all: (SentStatement & { count: number })[] = [];
  for (const statement of statements) {
    const last = all.at(-1);
    if (last && last.values.length === 0 && statement.values.length === 0)
      all.splice(-1, 1, { text: `${last.text}; ${statement.text}`, values: [], count: last.count + 1 });
    else all.push({ ...statement, count: 1 });
  }
  return all;
}

async function sendInTurn(
  client: PostgresClient,
  statements: readonly SentStatement[],
  timeoutMs: number,
): Promise<readonly Rows[]> {
  const all: Rows[] = [];
  for (const { count, values, ...rest } of joined(statements)) {
    const result = await client.query({ ...rest, values: [...values], types, query_timeout: timeoutMs });
    const results = (count === 1 ? [result] : result) as readonly { readonly rows: Rows }[];
    all.push(...results.map(({ rows }) => rows));
  }
  return all;
}

/**
 * Sends statements, and gives the rows of each of them: by a client of `pg` with one trip to the server, by any other one after the other.
 *
 * @throws the first failure; then the connection is to be thrown away.
 */
export function sendTogether(
  client: PostgresClient,
  statements: readonly SentStatement[],
  timeoutMs: number,
): Promise<readonly Rows[]> {
  if (statements.length === 0) return Promise.resolve([]);
  if (!sendsTogether(client)) return sendInTurn(client, statements, timeoutMs);
  return new Promise((resolve, reject) => {
    const query = new SentTogether(statements, timeoutMs, (error, rows) => (rows ? resolve(rows) : reject(error)));
    void client.query(query);
  });
}
