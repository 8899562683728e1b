package dev.salus.app.dialogue;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.SalusException;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.NoKeyRing;
import dev.salus.sdk.transport.HttpTransport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a command did not do what it was told, in a sentence for a person. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(CommandFailure.class);

  /** Of a sentence that may be the server's, in characters. */
  private static final int MOST_OF_SERVER = 300;

  /** What systems say of it, with {@code ENOSPC}. */
  private static final String DISK_FULL = "No space left";

  private static final Pattern ID =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

  private final boolean mistyped;

  /** With what a person is told. */
  public CommandFailure(String sentence) {
    this(sentence, false);
  }

  private CommandFailure(String sentence, boolean mistyped) {
    super(sentence, null, false, false);
    this.mistyped = mistyped;
  }

  /** One for which a person may answer once more. */
  public static CommandFailure mistyped(String sentence) {
    return new CommandFailure(sentence, true);
  }

  /** Whether a better answer may help. */
  public boolean isMistyped() {
    return mistyped;
  }

  /**
   * What is wrong, in one printable line; of failures that nobody foresaw nothing but that. It has
   * no fingerprint of a key that is not trusted: that is for the key's owner to tell.
   */
  public static String explain(Throwable failure) {
    return Printable.line(NamedCommands.shown(sentence(failure)));
  }

  /**
   * The same failure, where somebody's id in the sentence is told as people know them. Commands for
   * other machines are still told apart.
   *
   * @param names what somebody of an id is called
   */
  public static CommandFailure naming(ClientException failure, UnaryOperator<String> names) {
    return new CommandFailure(
        ID.matcher(sentence(failure))
            .replaceAll(id -> Matcher.quoteReplacement(names.apply(id.group()))));
  }

  /** The same before it is shown: commands for other machines are still told apart. */
  static String explanation(Throwable failure) {
    return sentence(failure);
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof NoKeyRing) {
      return "there are no keys on this machine; run 'salus keys init' or 'salus keys restore'";
    }
    if (failure instanceof SalusException salus) {
      return ofServer(salus);
    }
    if (failure instanceof ClientException client) {
      return ClientSentence.of(client);
    }
    if (failure instanceof CommandFailure) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ProtocolViolation) {
      return "what came back is not what the protocol says";
    }
    if (failure instanceof TimeoutException) {
      return "the server took too long";
    }
    if (failure instanceof IOException file) {
      return ofFile(file);
    }
    LOG.warn("a failure that nobody foresaw", failure);
    return "it could not be done, for a reason that nobody foresaw; --verbose shows more";
  }

  private static String ofFile(IOException failure) {
    if (String.valueOf(failure.getMessage()).contains(DISK_FULL)) {
      return "there is no room left on the disk; make room, then run it again";
    }
    if (failure instanceof FileSystemException file && file.getFile() != null) {
      return "this cannot be read or written: "
          + file.getFile()
          + (file.getReason() == null ? "" : " (" + file.getReason() + ")");
    }
    return failure instanceof FileNotFoundException
        ? "this cannot be read or written: " + failure.getMessage()
        : "the input cannot be read";
  }

  private static String ofServer(SalusException salus) {
    if (salus instanceof Unauthenticated) {
      return "login or password is not right";
    }
    if (salus instanceof SecondFactorRequired required) {
      return required.reason() == SecondFactorRequired.Reason.NOT_SET_UP
          ? "this server requires a second factor of you: set one up with 'salus second-factor on'"
          : "the code of the second factor is missing, wrong, too old or was used before";
    }
    if (salus.detail().equals(HttpTransport.UNTRUSTED_CERTIFICATE)) {
      return "the server's certificate is not trusted on this machine, or is for another name than"
          + " the one in the address; if you know whose it is, put it into a key store ('keytool"
          + " -importcert -file FILE -keystore STORE') and name that to Java"
          + " (JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=STORE"
          + " -Djavax.net.ssl.trustStorePassword=PASSWORD')";
    }
    if (salus instanceof Unavailable) {
      return "the server cannot be reached or is not ready ("
          + Printable.line(NamedCommands.ofOthers(salus.detail()), MOST_OF_SERVER)
          + "); check its address and your network, then try again";
    }
    return "it was refused; the reason given is: "
        + Printable.line(NamedCommands.ofOthers(PersonWords.of(detail(salus))), MOST_OF_SERVER);
  }

  /** Why an address is not taken, in a sentence for a person. */
  public static CommandFailure address(URI server, IllegalArgumentException why) {
    boolean readable = "http".equalsIgnoreCase(server.getScheme()) && server.getHost() != null;
    return new CommandFailure(
        "--server: "
            + (readable
                ? "http:// would send your password to "
                    + server.getHost()
                    + " for everybody on the way to read; use https://"
                : why.getMessage()));
  }

  /** The error comes over the network as the same type that a check on this side throws. */
  private static String detail(SalusException salus) {
    if (salus instanceof NotFound) {
      return "not found: " + salus.detail();
    }
    if (salus instanceof Invalid invalid && !invalid.detail().startsWith(invalid.field())) {
      return invalid.field() + " " + invalid.detail();
    }
    return salus.detail();
  }
}
