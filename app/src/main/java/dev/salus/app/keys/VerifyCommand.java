package dev.salus.app.keys;

import dev.salus.app.dialogue.Fingerprints;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.trust.KeyPrompt;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus keys verify}: whose key is whose. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Trusts somebody's key after you compared its fingerprint.",
      "Let them read it out to you, face to face or on the phone, from their own device."
    })
final class VerifyCommand extends KeyCommand {

  @Parameters(index = "0", paramLabel = "DATA-OWNER", description = "Whose key: the id.")
  private String dataOwner = "";

  @Parameters(
      index = "1..*",
      paramLabel = Fingerprints.LABEL,
      description = "What they told you; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  @Option(
      names = "--open-shared",
      description = "Opens to it, too, what you shared with them before.")
  private boolean openShared;

  VerifyCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    for (KeyPrompt key : keys.get(keys.salus().dataOwnerApi().getTrustedKeys(dataOwner))) {
      keys.say("Trusted:        " + key.fingerprint());
    }
    // a fingerprint shown here would be copied instead of compared
    int untrusted = keys.get(keys.salus().dataOwnerApi().getUntrustedKeys(dataOwner)).size();
    keys.say("Not confirmed:  " + untrusted + " keys");
    String told =
        Fingerprints.told(fingerprint, keys.dialogue(), "The fingerprint that they told you");
    String keyId = keys.get(keys.salus().dataOwnerApi().verify(dataOwner, told));
    keys.say("It is the same: the key is trusted from now on.");
    if (openShared) {
      EntriesAdded opened =
          keys.get(keys.salus().dataOwnerApi().openSharedTo(dataOwner, keyId, Progress.of(keys)));
      keys.say("What you shared before is opened to it: " + Progress.summary(opened));
    } else {
      keys.say("What you shared with them before opens to it with --open-shared.");
    }
  }
}
