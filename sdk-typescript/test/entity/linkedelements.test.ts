import { describe, expect, it } from "vitest";
import { LinkedElements } from "../../src/entity/linkedelements.js";
import { InternalFault } from "../../src/error/server.js";
import { parseWire } from "../../src/json/wire.js";
import type { DataSample } from "../../src/model/records.js";
import { ServerApi } from "../../src/transport/serverapi.js";
import type { Transport } from "../../src/transport/transport.js";

const ELEMENTS = ["a", "b", "c"].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);

/** A server that is asked for elements by id, and answers each request like this. */
function server(answer: (ids: readonly string[]) => unknown) {
  const asked: (readonly string[])[] = [];
  const call: Transport["call"] = (request) => {
    const { ids } = request.body as { ids: readonly string[] };
    asked.push(ids);
    return Promise.resolve(parseWire(JSON.stringify(answer(ids))));
  };
  return { asked, api: new ServerApi({ call } as unknown as Transport) };
}

function refusals(api: ServerApi) {
  const sample = { healthcareElements: ELEMENTS } as unknown as DataSample;
  const elements = new LinkedElements(api, () => Promise.reject(new Error("nothing is stored")));
  return elements.refusals([sample]);
}

describe("what is asked for by id and does not fit into one answer", () => {
  it("s36 is asked for again", async () => {
    const narrow = server(([first, ...rest]) => ({
      items: [{ id: first }],
      ...(rest.length > 0 ? { rest } : {}),
    }));

    expect(await refusals(narrow.api)).toEqual([undefined]);
    expect(narrow.asked).toEqual([ELEMENTS, ELEMENTS.slice(1), ELEMENTS.slice(2)]);
  });

  it.each([[ELEMENTS], [["somebody else's"]]])(
    "s36 is a fault if the rest does not get less, or was not asked for",
    async (rest) => {
      await expect(refusals(server(() => ({ items: [], rest })).api)).rejects.toThrow(
        InternalFault,
      );
    },
  );
});
