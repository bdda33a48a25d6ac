import ts from "@typescript/typescript6";

/** What one entry exports, and what that needs of its own package without exporting it. */
export interface EntryReport {
  /** `import` lines: names of other packages. */
  readonly imports: readonly string[];
  /** A declaration for each exported name, by name. */
  readonly exported: readonly string[];
  /** Declarations that exported ones name. */
  readonly used: readonly string[];
  readonly names: readonly string[];
}

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/** Where a name is imported or exported by another module than the one that declares it. */
const isReference = (node: ts.Declaration) =>
  ts.isImportSpecifier(node) || ts.isExportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);

/** The package behind an import that leaves this one. */
const packageOf = (node: ts.Declaration): string | undefined => {
  const statement = ts.findAncestor(node, (one) => ts.isImportDeclaration(one) || ts.isExportDeclaration(one));
  const specifier = statement && (statement as ts.ImportDeclaration | ts.ExportDeclaration).moduleSpecifier;
  const path = specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined;
  return path?.startsWith(".") ? undefined : path;
};

/** What a name stands for: a symbol of the package itself, or a name of another package. */
type Origin = { readonly symbol: ts.Symbol } | { readonly from: string; readonly name: string };

function originOf(start: ts.Symbol, checker: ts.TypeChecker): Origin {
  for (let symbol = start; ; ) {
    const [declaration] = symbol.declarations ?? [];
    if (!declaration || !isReference(declaration)) return { symbol };
    const from = packageOf(declaration);
    if (from) {
      const named = ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration);
      return { from, name: named ? (declaration.propertyName ?? declaration.name).text : "*" };
    }
    const next = checker.getImmediateAliasedSymbol(symbol);
    if (!next) return { symbol };
    symbol = next;
  }
}

/** Without the number that a bundler puts behind a name that it has met twice. */
const plainName = (name: string) => name.replace(/\$\d+$/, "");

/** Prints a declaration without comments, `export` and `declare`, its references named as they are declared. */
function print(node: ts.Node, name: string, rename: (id: ts.Identifier) => string): string {
  const transformed = ts.transform(node, [
    (context) => (top) => {
      const visit = (one: ts.Node): ts.Node => {
        if (ts.isIdentifier(one)) return ts.factory.createIdentifier(rename(one));
        if (one.kind === ts.SyntaxKind.ExportKeyword || one.kind === ts.SyntaxKind.DeclareKeyword)
          return undefined as unknown as ts.Node;
        return ts.visitEachChild(one, visit, context);
      };
      return visit(top);
    },
  ]).transformed[0] as ts.Node;
  const text = printer.printNode(ts.EmitHint.Unspecified, transformed, node.getSourceFile()).replaceAll("    ", "  ");
  return ts.isVariableDeclaration(node) ? `const ${text};` : text.replace(/^(export |declare )+/, "") || name;
}

/** Reads the built declarations of one entry. */
export function readEntry(program: ts.Program, file: string): EntryReport {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} exports nothing: is it built?`);
  const imports = new Set<string>();
  const used = new Map<ts.Symbol, string>();
  const folder = file.slice(0, file.lastIndexOf("/"));
  const isOwn = (symbol: ts.Symbol) =>
    symbol.declarations?.some((one) => one.getSourceFile().fileName.startsWith(`${folder}/`)) ?? false;
  const isTopLevel = (symbol: ts.Symbol) =>
    symbol.declarations?.some((one) => {
      const statement = ts.isVariableDeclaration(one) ? one.parent.parent : one;
      return ts.isSourceFile(statement.parent);
    }) ?? false;

  const exports = new Map<string, Origin>();
  for (const symbol of checker.getExportsOfModule(module)) exports.set(symbol.name, originOf(symbol, checker));
  const exportedSymbols = new Set([...exports.values()].flatMap((one) => ("symbol" in one ? [one.symbol] : [])));
  const queue: ts.Symbol[] = [];

  const rename = (id: ts.Identifier): string => {
    const symbol = id.parent && checker.getSymbolAtLocation(id);
    if (!symbol) return id.text;
    const origin = originOf(symbol, checker);
    if ("from" in origin) {
      imports.add(origin.name === "*" ? `* from "${origin.from}"` : `${origin.name} from "${origin.from}"`);
      return origin.name === "*" ? id.text : origin.name;
    }
    if (!isOwn(origin.symbol) || !isTopLevel(origin.symbol)) return id.text;
    const name = plainName(origin.symbol.name);
    if (!exportedSymbols.has(origin.symbol) && !used.has(origin.symbol)) {
      used.set(origin.symbol, name);
      queue.push(origin.symbol);
    }
    return name;
  };
  const declare = (symbol: ts.Symbol): string =>
    (symbol.declarations ?? []).map((one) => print(one, symbol.name, rename)).join("\n");

  const exported = [...exports].map(([name, origin]) => {
    if ("from" in origin) return { name, text: `export { ${origin.name} } from "${origin.from}";` };
    const alias = plainName(origin.symbol.name) === name ? "" : `// as ${name}\n`;
    return { name, text: `${alias}export ${declare(origin.symbol)}` };
  });
  const others: { name: string; text: string }[] = [];
  for (let symbol = queue.shift(); symbol; symbol = queue.shift())
    others.push({ name: plainName(symbol.name), text: declare(symbol) });

  const byName = (a: { name: string; text: string }, b: { name: string; text: string }) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.text < b.text ? -1 : 1;
  return {
    imports: [...imports].sort(),
    exported: exported.sort(byName).map(({ text }) => text),
    used: others.sort(byName).map(({ text }) => text),
    names: exported.map(({ name }) => name),
  };
}
