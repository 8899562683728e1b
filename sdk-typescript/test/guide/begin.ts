import { type HttpOptions, makeKeys, SalusApi } from "@salus/sdk";
import { FileKeyStore } from "@salus/sdk/node";

/** An administrator makes a professional, and a user who acts for them; answers the professional's id. */
export async function enrol(server: HttpOptions, login: string, password: string): Promise<string> {
  const admin = await SalusApi.connect({ server });
  const { id } = await admin.dataOwnerApi.createDataOwner("hcp", login);
  await admin.userApi.createUser(login, password, [], id);
  await admin.close();
  return id;
}

/** Connects somebody whose keys are in a directory; where there are none, it makes the first. */
export function connect(server: HttpOptions, directory: string, phrase: string): Promise<SalusApi> {
  const keyStore = new FileKeyStore(directory, phrase);
  return SalusApi.connect({ server, keyStore, firstUse: makeKeys });
}
