package dev.salus.app.administration;

import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.QuietLog;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.server.StartFailure;
import dev.salus.sdk.account.User;
import dev.salus.sdk.model.DataOwner;
import dev.salus.storage.StoreException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command of {@code salus users} or {@code salus data-owners}: exit code 0 if it did what it was
 * told, else 1 and one line that says why.
 */
abstract class AdministrationCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private AdministrationOptions options = new AdministrationOptions();

  @Spec private @Nullable CommandSpec spec;

  AdministrationCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    QuietLog quiet = QuietLog.ofLibraries();
    try (Dialogue dialogue =
            new Dialogue(options.answersFrom(terminal), command.getOut(), command.getErr());
        Administration administration = Administration.open(options, dialogue)) {
      run(administration, dialogue);
      return CommandLine.ExitCode.OK;
    } catch (ParameterException wrong) {
      throw wrong;
    } catch (Exception failure) {
      command.getErr().println("salus: " + explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      quiet.close();
    }
  }

  private String explain(Exception failure) {
    if (failure instanceof SalusException || !isOfTheStore(failure)) {
      return CommandFailure.explain(failure);
    }
    String why = StartFailure.explain(failure);
    return options.server() == null
        ? why + " (a server that runs is asked with --server URL)"
        : why;
  }

  private static boolean isOfTheStore(Exception failure) {
    return failure instanceof StoreException
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException;
  }

  /** Whether what is printed is for a script. */
  boolean isJson() {
    return options.isJson();
  }

  /** Does it. */
  abstract void run(Administration administration, Dialogue dialogue) throws Exception;

  /** Prints the one or the other, as the options say. */
  void tell(Dialogue dialogue, JsonObject json, String line) {
    if (options.isJson()) {
      dialogue.sayUnbroken(json.encode());
    } else {
      dialogue.say(line);
    }
  }

  /** A user and what is only told once. */
  void tell(Dialogue dialogue, User user, JsonObject more) {
    JsonObject json =
        new JsonObject()
            .put("id", user.id())
            .put("login", user.login())
            .put("roles", new JsonArray(user.roles()));
    if (user.dataOwner() != null) {
      json.put("dataOwner", user.dataOwner());
    }
    json.put("secondFactor", user.secondFactor()).put("locked", user.locked());
    tell(
        dialogue,
        json.mergeIn(more),
        user.login()
            + (user.roles().isEmpty() ? "" : " " + user.roles())
            + (user.dataOwner() == null ? "" : ", data owner " + user.dataOwner())
            + ", user "
            + user.id()
            + (user.secondFactor() ? ", second factor" : "")
            + (user.locked() ? ", locked" : ""));
  }

  void tell(Dialogue dialogue, DataOwner owner) {
    JsonObject json = new JsonObject().put("id", owner.id()).put("type", owner.type().wireName());
    if (owner.name() != null) {
      json.put("name", owner.name());
    }
    tell(
        dialogue,
        json,
        owner.id()
            + " "
            + owner.type().wireName()
            + (owner.name() == null ? "" : " " + owner.name()));
  }
}
