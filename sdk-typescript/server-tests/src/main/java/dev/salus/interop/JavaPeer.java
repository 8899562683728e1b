package dev.salus.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.salus.api.SalusException;
import dev.salus.sdk.error.ClientException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls from standard input, {@code {"on": device, "call": name, "with": {…}}} in a line
 * each, and answers each with a line, {@code {"result": …}} or {@code {"error": {"name",
 * "detail"}}}; ends with its input.
 */
public final class JavaPeer {

  private final Devices devices = new Devices();

  private JavaPeer() {}

  /** Serves until standard input ends. */
  public static void main(String[] args) throws IOException {
    JavaPeer peer = new JavaPeer();
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(peer.answer(new JsonObject(line)).encode());
      }
    } finally {
      peer.devices.close();
    }
  }

  private JsonObject answer(JsonObject line) {
    try {
      JsonObject with = line.getJsonObject("with");
      Object result = devices.call(line.getString("on"), line.getString("call"), with);
      return new JsonObject().put("result", result);
    } catch (SalusException | ClientException failure) {
      return failed(failure.getClass().getSimpleName(), failure.getMessage());
    } catch (RuntimeException failure) {
      return failed("RuntimeException", failure.toString());
    }
  }

  private static JsonObject failed(String name, @Nullable String detail) {
    return new JsonObject().put("error", new JsonObject().put("name", name).put("detail", detail));
  }
}
