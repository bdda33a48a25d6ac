/** The Node binaries publish `os` and `cpu` as strings; pnpm reads only arrays, and would install every platform's. */
const toArray = (value) => (typeof value === "string" ? [value] : value);

const readPackage = (manifest) => {
  if (/^node-(bin-)?(linux|darwin|win)-/.test(manifest.name ?? "")) {
    manifest.os = toArray(manifest.os);
    manifest.cpu = toArray(manifest.cpu);
  }
  return manifest;
};

module.exports = { hooks: { readPackage } };
