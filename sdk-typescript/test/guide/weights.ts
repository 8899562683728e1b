import { DataSample, type EntityFilter, SalusApi, type SalusOptions } from "@salus/sdk";

const WEIGHT = { type: "LOINC", code: "29463-7" };

/** Connects so that the server sees, and finds by, the codes of LOINC; all others stay encrypted. */
export function connectPublishing(options: SalusOptions): Promise<SalusApi> {
  return SalusApi.connect({ ...options, publishedCodingTypes: ["LOINC"] });
}

/** All weights that open here, page by page. */
export async function weights(salus: SalusApi): Promise<DataSample[]> {
  const found: DataSample[] = [];
  let filter: EntityFilter | undefined = { tag: WEIGHT };
  while (filter !== undefined) {
    const { items, next } = await salus.dataSampleApi.getDataSamples(filter);
    found.push(...items.flatMap((each) => (each.kind === "decrypted" ? [each.value] : [])));
    filter = next === undefined ? undefined : { tag: WEIGHT, cursor: next };
  }
  return found;
}

/** Shows weights as they are written; `readAgain` is told when some may have been missed. */
export async function watch(
  salus: SalusApi,
  show: (weight: DataSample) => void,
  readAgain: () => void,
): Promise<() => Promise<void>> {
  const sub = await salus.dataSampleApi.subscribe(
    {
      // a hint: what counts is what is read then, which is verified
      changed: ({ id }) => void salus.dataSampleApi.getDataSample(id).then(show, readAgain),
      missed: readAgain,
    },
    WEIGHT,
  );
  return async () => {
    sub.close();
    await sub.ended;
  };
}
