package dev.salus.app.keys.status;

import dev.salus.app.keys.session.AutomaticShares;
import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.Comparisons;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.LostKeys;
import dev.salus.app.keys.session.RestoredMark;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.device.OwnCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code salus keys status}: what the keys on this machine open. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows whether your patients open on this machine, and what to do about those that do not;"
          + " which keys it has, which ways back there are, and with whom you share automatically.",
      "Goes through all your records. How many there are is the server's word; what opens is not."
    })
public final class KeyStatusCommand extends KeyCommand {

  /** In this setting. */
  public KeyStatusCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    PendingRequests.tell(keys);
    RecordCount patients = RecordCount.ofPatients(keys);
    keys.say(Words.capitalised(PatientsBack.sentence(patients)));
    Map<String, RecordCount> counts = new LinkedHashMap<>();
    counts.put("patients", patients);
    counts.put("samples", RecordCount.of(keys, keys.salus().dataSampleApi()::getDataSamples));
    counts.put(
        "elements",
        RecordCount.of(keys, keys.salus().healthcareElementApi()::getHealthcareElements));
    counts.forEach(
        (kind, count) ->
            keys.say("  " + kind + ": " + count.open() + " of " + count.all() + " open"));
    List<OwnCard> cards = keys.get(keys.salus().deviceApi().cards());
    WaysBack ways = WaysBack.of(keys, cards);
    tellOfClosed(keys, counts, ways);
    tellOfKeys(keys, cards);
    tellOfLost(keys, cards);
    ways.tell(keys, sum(counts, RecordCount::withoutKey) > 0);
    AutomaticShares.tell(keys);
  }

  private static void tellOfClosed(
      KeySession.Opened keys, Map<String, RecordCount> counts, WaysBack ways)
      throws TimeoutException {
    int withoutKey = sum(counts, RecordCount::withoutKey);
    if (withoutKey > 0) {
      keys.say(
          Words.count(withoutKey, "record is", "records are")
              + " closed, because this machine has no key for "
              + (withoutKey == 1 ? "it" : "them")
              + ", or does not know the key of yours that wrote "
              + (withoutKey == 1 ? "it." : "them."));
      ways.tellHowToOpen(keys);
      ClosedSharings.tellWhose(keys);
    }
    Map<String, Integer> uncompared = new TreeMap<>();
    counts
        .values()
        .forEach(
            count ->
                count.uncompared().forEach((who, n) -> uncompared.merge(who, n, Integer::sum)));
    for (Map.Entry<String, Integer> each : uncompared.entrySet()) {
      keys.say(
          Words.count(each.getValue(), "record is", "records are")
              + " closed, because on this machine you did not compare the key of "
              + keys.people().describe(each.getKey())
              + ": 'salus keys verify "
              + keys.people().typed(each.getKey())
              + "'");
    }
    if (!uncompared.isEmpty()) {
      keys.say(Comparisons.PER_DEVICE);
    }
    int doubtful = sum(counts, RecordCount::doubtful);
    if (doubtful > 0) {
      keys.say(
          Words.count(doubtful, "record opens", "records open")
              + " and may not be what it seems: the key that wrote it was not compared"
              + " ('salus keys verify'), or was retired before.");
    }
    int others = sum(counts, RecordCount::others);
    if (others > 0) {
      keys.say(
          Words.count(others, "record is", "records are")
              + " not believed: somebody changed what was written, or wrote it with a retired key."
              + " Ask whoever wrote it to write it anew.");
    }
  }

  private static int sum(Map<String, RecordCount> counts, ToIntFunction<RecordCount> of) {
    return counts.values().stream().mapToInt(of).sum();
  }

  private static void tellOfKeys(KeySession.Opened keys, List<OwnCard> cards)
      throws TimeoutException {
    List<OwnCard> here = cards.stream().filter(OwnCard::onThisDevice).toList();
    keys.say("This machine has " + Words.count(here.size(), "key", "keys") + " of yours:");
    Map<String, String> names = keys.people().given();
    for (OwnCard card : here) {
      String name = names.getOrDefault(card.keyId(), "");
      keys.say(
          "  "
              + (name.isEmpty() ? "" : "'" + name + "', ")
              + "made "
              + Words.minute(card.createdAt())
              + ": "
              + state(card, keys.ownKeyId()));
    }
    if (RestoredMark.isSet(keys)) {
      keys.say(
          "  The key in use came from another machine, which has it, too. If somebody else may have"
              + " that machine: have your password changed (your administrator does that), then 'salus"
              + " keys devices rotate'.");
    }
    if (keys.get(keys.salus().deviceApi().isRotationUnfinished())) {
      keys.say(
          "  The newest has not taken the place of the others yet: 'salus keys devices rotate' has it"
              + " do so.");
    }
  }

  private static void tellOfLost(KeySession.Opened keys, List<OwnCard> cards) {
    LostKeys known = LostKeys.of(keys, cards);
    List<OwnCard> lost = known.inUse();
    if (!known.isTold()) {
      keys.say(
          Words.count(known.all().size(), "key", "keys")
              + " of yours "
              + (known.all().size() == 1 ? "is" : "are")
              + " lost; "
              + LostKeys.NOT_TOLD
              + ".");
    }
    if (!lost.isEmpty()) {
      keys.say(
          Words.count(lost.size(), "lost key of yours is", "lost keys of yours are")
              + " still in use: others seal to "
              + (lost.size() == 1 ? "it. " : "them. ")
              + lost.stream()
                  .map(card -> "'salus keys devices retire " + (cards.indexOf(card) + 1) + "'")
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String state(OwnCard card, String current) {
    Long retired = card.retiredAt();
    boolean inUse = card.keyId().equals(current);
    if (retired == null) {
      return inUse ? "in use" : "opens what is sealed to it, too";
    }
    return "retired "
        + Words.minute(retired)
        + (inUse
            ? ", so this machine only reads: 'salus keys devices rotate' makes a new one"
            : ", opens what is from before");
  }
}
