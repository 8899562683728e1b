import { MeddledTransport } from "./meddled.js";
import { PASSWORD, type People, type Person } from "./people.js";

/** Somebody whose server lies on demand. */
export interface Victim extends Person {
  readonly transport: MeddledTransport;
}

/** A new one, who repeats at once. */
export async function victimOf(people: People, options = {}): Promise<Victim> {
  const made = await people.person("hcp");
  await made.api.close();
  return again(people, made, options);
}

/** A new session of somebody, with the keys that they have. */
export async function again(people: People, of: Person, options = {}): Promise<Victim> {
  const { url } = people.server;
  const transport = new MeddledTransport({ url, login: of.user.login, password: PASSWORD });
  const repeats = { most: 3, firstMs: 1, longestMs: 1 };
  const person = await people.connect(of.user, {
    ...of.options,
    server: transport,
    repeats,
    ...options,
  });
  return { ...person, transport };
}
