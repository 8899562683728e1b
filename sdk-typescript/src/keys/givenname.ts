const LONGEST = 100;

/** Whether the owner of a ring may call somebody so (protocol §9). */
export function isGivenName(name: string): boolean {
  return name.trim() !== "" && name.length <= LONGEST && !/\p{Cc}/u.test(name);
}
