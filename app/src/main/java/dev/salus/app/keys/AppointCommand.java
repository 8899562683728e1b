package dev.salus.app.keys;

import dev.salus.sdk.recovery.AppointedNotaries;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries appoint}. */
@Command(
    name = "appoint",
    mixinStandardHelpOptions = true,
    description = {
      "Appoints people of whom any K together can restore your keys; fewer learn nothing.",
      "Compare the fingerprint of each before ('salus keys verify'). Who was appointed before is so"
          + " no more."
    })
final class AppointCommand extends KeyCommand {

  @Parameters(index = "0", paramLabel = "K", description = "How many of them it takes.")
  private int needed;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "NOTARY", description = "Their ids.")
  private List<String> notaries = new ArrayList<>();

  AppointCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    AppointedNotaries set = keys.get(keys.salus().notaryApi().appoint(needed, notaries));
    keys.say("Any " + set.needed() + " of these " + set.notaries().size() + " restore your keys:");
    set.notaries().forEach(notary -> keys.say("  " + notary));
    keys.say(
        "Remember " + set.needed() + ", and who they are: you need both to restore your keys.");
    keys.say(
        "Let each of them take it on now ('salus keys notaries accept'): they answer only for what");
    keys.say("they took on. For that they need your fingerprint. It is");
    keys.say("  " + keys.salus().dataOwnerApi().getOwnFingerprint());
  }
}
