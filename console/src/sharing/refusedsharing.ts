import { RefusedPolicy, type SalusApi } from "@salus/sdk";

/** Whether this browser shares nothing by itself though there is a list of those to share with. */
export async function isRefusedHere(api: SalusApi): Promise<boolean> {
  try {
    const { delegates } = await api.userApi.getAutomaticSharing();
    const { sharingDataWith } = await api.userApi.getLoggedUser();
    return JSON.stringify(sharingDataWith) !== JSON.stringify(delegates);
  } catch (failure) {
    if (failure instanceof RefusedPolicy) {
      return true;
    }
    throw failure;
  }
}
