/** What can stand in a column. */
export type Value = string | number | null;

/** A statement with its values apart. */
export interface Statement {
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

/** Waits for all others who lock the same name, until the transaction ends. Nothing where writers come one by one anyway. */
export interface Lock {
  /** One name, or several, in an order that is the same for all who lock them. */
  readonly lock: string | readonly string[];
  /** Waits for those alone who lock the name for themselves. */
  readonly isShared?: boolean;
}

/** A statement whose rows are not read. */
export interface Executed {
  readonly execute: Statement;
}

/** Statements that are run together, none of which needs the rows of another. */
export interface Read {
  readonly read: readonly Statement[];
  /** Whether nothing comes after them. */
  readonly isLast: boolean;
}

export type Row = Readonly<Record<string, unknown>>;
export type Rows = readonly Row[];
export type Step = Lock | Executed | Read;

/**
 * The steps of one piece of work, written once for databases that answer at once (SQLite) and later (Postgres): each step is yielded to
 * the runner. Statements that are read come back with the rows of each. Those that are not, and locks, may be sent with the next ones that are.
 */
export type Query<T> = Generator<Step, T, readonly Rows[]>;

/** A statement in which each `${value}` is a parameter; another statement is spliced in. */
export function sql(texts: TemplateStringsArray, ...inserts: readonly (Value | Statement)[]): Statement {
  const parts = [texts[0] ?? ""];
  const values: Value[] = [];
  const append = (text: string) => parts.push(`${parts.pop()}${text}`);
  for (const [index, insert] of inserts.entries()) {
    if (typeof insert === "object" && insert !== null) {
      append(insert.parts[0] ?? "");
      parts.push(...insert.parts.slice(1));
      values.push(...insert.values);
      append(texts[index + 1] ?? "");
    } else {
      values.push(insert);
      parts.push(texts[index + 1] ?? "");
    }
  }
  return { parts, values };
}

/** A statement without values. */
export const rawSql = (text: string): Statement => ({ parts: [text], values: [] });

/** A list for `IN (…)`, in one parameter: a Durable Object takes 100 in a statement. SQLite and Postgres read it alike. */
export const inList = (values: readonly string[]): Statement =>
  sql`SELECT key FROM json_each(${JSON.stringify(Object.fromEntries(values.map((value) => [value, 0])))})`;

/** Conditions of which all must hold, those that are `false` or missing left out; none is always true. */
export const and = (conditions: readonly (Statement | false | undefined)[]): Statement =>
  conditions.reduce<Statement>(
    (joined, condition) => (condition ? sql`${joined} AND ${condition}` : joined),
    sql`1 = 1`,
  );

/** The text of a statement, with the database's own way to write a parameter. */
export const toText = ({ parts }: Statement, parameter: (position: number) => string): string =>
  parts.reduce((text, part, index) => (index === 0 ? part : `${text}${parameter(index)}${part}`), "");

/**
 * Behind a `SELECT` of rows that are to be changed: rows that another transaction holds are passed over, so that one that is held for long keeps
 * no other one waiting. A comment where writers come one by one anyway.
 */
export const skipHeld = rawSql("/* skip held */");

/** Runs a statement for its rows, whose columns are named as the fields of `Found`. */
export function* queryAll<Found>(statement: Statement): Query<readonly Found[]> {
  const [rows] = yield { read: [statement], isLast: false };
  return rows as readonly Found[];
}

/** The first row of a statement. */
export function* queryOne<Found>(statement: Statement): Query<Found | undefined> {
  const [row] = yield* queryAll<Found>(statement);
  return row;
}

type EachOf<Kinds extends readonly unknown[], Of extends "statement" | "rows"> = {
  readonly [Place in keyof Kinds]: Of extends "rows" ? readonly Kinds[Place][] : Statement;
};

/** The rows of several statements, none of which needs another's: one trip to a server. */
export function* queryEach<Kinds extends readonly unknown[]>(
  ...statements: EachOf<Kinds, "statement">
): Query<EachOf<Kinds, "rows">> {
  const rows = statements.length === 0 ? [] : yield { read: statements, isLast: false };
  return rows as EachOf<Kinds, "rows">;
}

/** The same of a statement that is the last one of all: where it is a transaction's, its end goes with it. */
export function* queryLast<Found>(statement: Statement): Query<readonly Found[]> {
  const [rows] = yield { read: [statement], isLast: true };
  return rows as readonly Found[];
}

/** Runs a statement whose rows are not read: it is sent with the next ones that are, or with the end. What may take long runs by itself. */
export function* execute(statement: Statement): Query<void> {
  yield { execute: statement };
}

export function* lock(name: string): Query<void> {
  yield { lock: name };
}

export function* lockAll(names: readonly string[]): Query<void> {
  if (names.length > 0) yield { lock: names };
}

export function* lockShared(name: string): Query<void> {
  yield { lock: name, isShared: true };
}

/** Runs a query where statements answer at once, and writers come one by one. */
export function runSync<T>(query: Query<T>, run: (statement: Statement) => Rows): T {
  let step = query.next([]);
  while (!step.done) {
    const { value } = step;
    if ("execute" in value) run(value.execute);
    step = query.next("read" in value ? value.read.map((statement) => run(statement)) : []);
  }
  return step.value;
}

/** What is run together: locks and statements, of which the last ones are read. */
export interface Together {
  readonly steps: readonly (Statement | Lock)[];
  /** How many of them are read. */
  readonly read: number;
  /** Whether nothing comes after them. */
  readonly isLast: boolean;
}

/** Runs a query where statements, and locks, answer later. */
export async function runAsync<T>(query: Query<T>, run: (together: Together) => Promise<readonly Rows[]>): Promise<T> {
  let before: (Statement | Lock)[] = [];
  let isOver = false;
  let step = query.next([]);
  while (!step.done) {
    const { value } = step;
    if (isOver) throw new Error("a step after the last one");
    if ("read" in value) {
      const { read, isLast } = value;
      const rows = await run({ steps: [...before, ...read], read: read.length, isLast });
      before = [];
      isOver = isLast;
      step = query.next(rows);
    } else {
      before.push("lock" in value ? value : value.execute);
      step = query.next([]);
    }
  }
  if (!isOver) await run({ steps: before, read: 0, isLast: true });
  return step.value;
}
