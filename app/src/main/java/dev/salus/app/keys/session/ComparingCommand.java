package dev.salus.app.keys.session;

import dev.salus.app.dialogue.Fingerprints;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/**
 * A command about a person whose fingerprint is told: after the person, or when it is asked for.
 */
public abstract class ComparingCommand extends KeyCommand {

  @Parameters(
      index = "1..*",
      paramLabel = Fingerprints.LABEL,
      description = "What they told you; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  /** In this setting. */
  protected ComparingCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; the fingerprint, unless it is an argument";
  }

  /** The fingerprint, which is one; fails with a sentence if what was told is none. */
  protected final String told(KeySession.Opened keys) throws Exception {
    return told(keys, fingerprint);
  }

  /** The same if the person was named by the text of a QR code, which says the key, too. */
  protected final String toldOrIn(String person, KeySession.Opened keys) throws Exception {
    boolean isQrCode = fingerprint.isEmpty() && person.startsWith("salus:");
    return told(keys, isQrCode ? List.of(person) : fingerprint);
  }

  private static String told(KeySession.Opened keys, List<String> given) throws Exception {
    return Fingerprints.told(given, keys.dialogue(), "The fingerprint that they told you");
  }
}
