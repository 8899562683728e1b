package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * What others who lost their keys ask of the person, as the server says: they are on the phone
 * meanwhile, so it is told before anything else.
 */
public final class PendingRequests {

  private static final String IF_ON_THE_PHONE =
      " If you have them on the phone, or before you: 'salus keys ";

  private PendingRequests() {}

  /** Tells who asks for what; nothing if nobody does. */
  public static void tell(KeySession.Opened keys) throws TimeoutException {
    List<String> toGiveBack =
        keys.get(keys.salus().accessBackApi().pendingRequests()).stream()
            .map(AccessBackRequest::dataOwner)
            .distinct()
            .toList();
    for (String asker : toGiveBack) {
      tell(keys, asker, " asks you to give access back.", "give-back ");
    }
    List<String> toApprove =
        keys.get(keys.salus().notaryApi().pendingRequests()).stream()
            .map(ShareRequest::owner)
            .distinct()
            .toList();
    for (String asker : toApprove) {
      tell(keys, asker, " asks you, as a notary, for their keys.", "notaries approve ");
    }
  }

  private static void tell(KeySession.Opened keys, String asker, String asks, String command)
      throws TimeoutException {
    keys.say(
        Words.capitalised(keys.people().describe(asker))
            + asks
            + IF_ON_THE_PHONE
            + command
            + keys.people().typed(asker)
            + "'.");
  }
}
