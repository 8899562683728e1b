import { Invalid } from "@salus/sdk";
import { useSession } from "../session/context.js";
import { knownOf } from "../session/login.js";
import { ChangeSecretForm } from "./ChangeSecretForm.js";

/** Changes one's own password, and the passphrase of the keys in this browser. */
export function OwnSecrets() {
  const session = useSession();
  const { api, owner, keyStore } = session;
  const known = knownOf(session);
  const changePassword = async (old: string, next: string) => {
    try {
      await api.userApi.changePassword(old, next);
      return true;
    } catch (failure) {
      if (failure instanceof Invalid && failure.field === "old") {
        return false;
      }
      throw failure;
    }
  };
  const changePassphrase = async (old: string, next: string) => {
    const id = owner?.id ?? "";
    if (old === "" || (await keyStore?.isPassphrase(id, old)) !== true) {
      return false;
    }
    return keyStore?.changePassphrase(id, next) ?? false;
  };
  return (
    <>
      <ChangeSecretForm kind="password" known={known} onChange={changePassword} />
      {keyStore !== undefined && (
        <ChangeSecretForm kind="passphrase" known={known} onChange={changePassphrase} />
      )}
    </>
  );
}
