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

export type Row = Readonly<Record<string, unknown>>;

/**
 * The steps of one piece of work, written once for databases that answer at once (SQLite) and later (Postgres): each step is yielded to
 * the runner, and comes back as rows.
 */
export type Query<T> = Generator<Statement | Lock, T, readonly Row[]>;

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
  return (yield statement) as readonly Found[];
}

/** The first row of a statement. */
export function* queryOne<Found>(statement: Statement): Query<Found | undefined> {
  const [row] = yield* queryAll<Found>(statement);
  return row;
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
export function runSync<T>(query: Query<T>, run: (statement: Statement) => readonly Row[]): T {
  let step = query.next([]);
  while (!step.done) step = query.next("lock" in step.value ? [] : run(step.value));
  return step.value;
}

/** Runs a query where statements, and locks, answer later. */
export async function runAsync<T>(
  query: Query<T>,
  run: (step: Statement | Lock) => Promise<readonly Row[]>,
): Promise<T> {
  let step = query.next([]);
  while (!step.done) step = query.next(await run(step.value));
  return step.value;
}
