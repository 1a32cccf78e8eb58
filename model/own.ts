/** The entry under a name that came from outside: `toString` and `constructor` name nothing until they are put there. */
export const ownOf = <T>(map: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;
