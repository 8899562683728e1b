import { endChromium } from "./browser.js";
import { Person } from "./person.js";
import { Server } from "./server.js";

/** One server, and the people who are at their browsers all along. */
export class World {
  readonly people: Person[] = [];
  #server: Server | undefined;

  async begin(): Promise<void> {
    this.#server = await Server.start();
    await this.#server.professionals("Anna", "Bert", "Dora");
  }

  get server(): Server {
    if (this.#server === undefined) {
      throw new Error("the world has not begun");
    }
    return this.#server;
  }

  /** Somebody comes, with a browser of their own. */
  async at(login: string, options?: Parameters<typeof Person.at>[2]): Promise<Person> {
    const person = await Person.at(this.server, login, options);
    this.people.push(person);
    return person;
  }

  /** The keyboard has nothing to do with who it is: who was there before goes on. */
  person(login: string): Person {
    const found = this.people.find((each) => each.login === login);
    if (found === undefined) {
      throw new Error(`${login} is not there`);
    }
    return found;
  }

  /** The two browsers of somebody. */
  both(login: string): readonly [Person, Person] {
    const [one, other] = this.people.filter((each) => each.login === login);
    if (one === undefined || other === undefined) {
      throw new Error(`${login} has one browser at most`);
    }
    return [one, other];
  }

  async end(): Promise<void> {
    await Promise.all(this.people.map((each) => each.close()));
    await endChromium();
    await this.#server?.stop();
  }
}
