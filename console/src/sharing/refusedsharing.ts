import { type AutomaticSharing, RefusedPolicy, type SalusApi } from "@salus/sdk";

/** With whom somebody shares what they create, and whether this browser does. */
export interface SharingHere {
  readonly sharing: AutomaticSharing;
  /** False where this browser has not seen the list before: it shares with nobody then. */
  readonly applied: boolean;
}

/** The list as stored; fails with `RefusedPolicy` if it is not one of the person's. */
export async function sharingHere(api: SalusApi): Promise<SharingHere> {
  const sharing = await api.userApi.getAutomaticSharing();
  const { sharingDataWith } = await api.userApi.getLoggedUser();
  const applied = JSON.stringify(sharingDataWith) === JSON.stringify(sharing.delegates);
  return { sharing, applied };
}

/** Whether this browser shares nothing by itself though there is a list. */
export async function isRefusedHere(api: SalusApi): Promise<boolean> {
  try {
    return !(await sharingHere(api)).applied;
  } catch (failure) {
    if (failure instanceof RefusedPolicy) {
      return true;
    }
    throw failure;
  }
}
