/** Jest has a module loader of its own, which wants CommonJS: the packages, which are ES modules, are turned into that. */
module.exports = {
  transform: { "\\.[jt]sx?$": ["babel-jest", { plugins: ["@babel/plugin-transform-modules-commonjs"] }] },
  transformIgnorePatterns: ["/node_modules/(?!(?:\\.pnpm|@nxzalo|@noble)/)"],
};
