package dev.salus.app.keys.notaries;

import dev.salus.api.NotFound;
import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.RestoredKeys;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.NotaryApi;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores your keys with the shares that your notaries gave back ('salus keys notaries ask').",
      "Compare the fingerprint of each notary before ('salus keys verify')."
    })
final class NotariesRestoreCommand extends KeyCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "K",
      description =
          "How many notaries it takes, as you said when you appointed them. Else you are shown what"
              + " the server says of them, and asked whether it is so.")
  private @Nullable Integer needed;

  NotariesRestoreCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; yes, unless K is an argument";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<ShareRequest> requests = keys.get(keys.salus().notaryApi().ownRequests());
    if (requests.isEmpty()) {
      throw new CommandFailure("ask your notaries first ('salus keys notaries ask')");
    }
    List<AppointedNotaries> sets = keys.get(keys.salus().notaryApi().sets());
    List<RuntimeException> failures = new ArrayList<>();
    for (ShareRequest request : requests) {
      Optional<AppointedNotaries> set =
          sets.stream().filter(each -> each.setId().equals(request.setId())).findFirst();
      try {
        restore(keys, request, set);
        return;
      } catch (SalusException | ClientException failure) {
        failures.add(failure);
      }
    }
    RuntimeException nearest =
        Collections.min(failures, Comparator.comparingInt(NotariesRestoreCommand::distance));
    if (nearest instanceof MissingShares missing) {
      tellWhoAnswered(keys, requests, sets);
      tell(keys, missing);
    }
    throw nearest;
  }

  private void restore(
      KeySession.Opened keys, ShareRequest request, Optional<AppointedNotaries> set)
      throws Exception {
    NotaryApi notaries = keys.salus().notaryApi();
    if (needed == null) {
      AppointedNotaries shown = set.orElseThrow(NotariesRestoreCommand::gone);
      confirm(keys, request, shown);
      RestoredMark.around(keys, () -> notaries.restore(request, shown));
    } else {
      int number = needed;
      RestoredMark.around(keys, () -> notaries.restore(request, number));
    }
    OptionalLong madeAt = set.stream().mapToLong(AppointedNotaries::createdAt).findFirst();
    RestoredKeys.tell(keys, "copy of your keys that they gave back", madeAt);
  }

  private static NotFound gone() {
    return new NotFound("the server lists these notaries no more");
  }

  /**
   * Lets the person recognise whom the server names, and how many it takes: with one of them it
   * could say that one is enough, and bring keys that it knows (protocol §9.4).
   */
  private static void confirm(KeySession.Opened keys, ShareRequest request, AppointedNotaries set)
      throws Exception {
    boolean here =
        keys.get(keys.salus().deviceApi().cards()).stream()
            .anyMatch(card -> card.onThisDevice() && card.keyId().equals(request.newKeyId()));
    if (!here) {
      throw new NotFound("the request was made on another machine");
    }
    int missing = set.needed() - request.answered().size();
    if (missing > 0) {
      throw new MissingShares(missing, List.of(), List.of());
    }
    keys.say(
        "As the server says, these are your notaries, appointed "
            + Words.minute(set.createdAt())
            + ":");
    for (String notary : set.notaries()) {
      keys.say("  " + keys.people().describeWithId(notary));
    }
    keys.say(
        "and any "
            + set.needed()
            + " of them together restore your keys. If that is fewer than you said, or there is"
            + " somebody whom you did not appoint, answer 'no': somebody may want to slip keys in"
            + " that they know.");
    keys.dialogue().confirm("Is it so");
  }

  /** Who of them has answered, as the server says, so that the others are called. */
  private static void tellWhoAnswered(
      KeySession.Opened keys, List<ShareRequest> requests, List<AppointedNotaries> sets)
      throws Exception {
    String here = keys.ownKeyId();
    for (ShareRequest request : requests) {
      List<String> notaries =
          sets.stream()
              .filter(set -> set.setId().equals(request.setId()))
              .filter(set -> request.newKeyId().equals(here))
              .flatMap(set -> set.notaries().stream())
              .toList();
      for (String notary : notaries) {
        boolean answered = request.answered().contains(notary);
        keys.say((answered ? "answered  " : "NOT YET   ") + keys.people().describe(notary));
      }
    }
  }

  /** Whose answers do not count, and why. */
  private static void tell(KeySession.Opened keys, MissingShares missing) throws Exception {
    for (String notary : missing.unconfirmed()) {
      keys.say(
          "not counted: on this machine you have not compared the key of "
              + keys.people().describe(notary)
              + " ('salus keys verify "
              + keys.people().typed(notary)
              + "')");
    }
    for (String notary : missing.refused()) {
      keys.say(
          "not counted: the share of "
              + keys.people().describe(notary)
              + " is not the one that you gave them");
    }
  }

  /**
   * How far from success it was. Requests for keys that this ring has not are {@code NotFound}: the
   * farthest.
   */
  private static int distance(RuntimeException failure) {
    if (failure instanceof MissingShares shares) {
      return shares.missing();
    }
    return failure instanceof ClientException ? NotarySet.MAX_NOTARIES + 1 : Integer.MAX_VALUE;
  }
}
