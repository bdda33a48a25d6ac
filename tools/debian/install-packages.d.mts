export function installPackages(packages: Readonly<Record<string, () => string | undefined>>): void;
