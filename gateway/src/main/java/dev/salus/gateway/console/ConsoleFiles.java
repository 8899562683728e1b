package dev.salus.gateway.console;

import dev.salus.gateway.files.BuiltIn;
import dev.salus.gateway.files.FileHeaders;
import dev.salus.gateway.files.PublicFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The console and what it loads: a bundle that module {@code console} makes. Its list, {@code
 * files.json}, names each file and its type. A program that was built without it has no console.
 */
public final class ConsoleFiles {

  /** Where the page is; what it loads is below. */
  public static final String PAGE = "/console";

  private static final String FOLDER = "/dev/salus/console/";
  private static final String LIST = "files.json";
  private static final String PAGE_FILE = "index.html";

  /**
   * The page loads what this server sends and nothing else, asks this server only, is in no frame,
   * and has no place where a text becomes a program (Trusted Types, without any policy).
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final FileHeaders OF_THE_PAGE = new FileHeaders("no-cache", POLICY);

  /** Each name has a hash of the content in it. */
  private static final FileHeaders OF_ITS_PARTS =
      new FileHeaders("public, max-age=31536000, immutable", POLICY);

  private static final List<PublicFile> ALL = read();

  private ConsoleFiles() {}

  /** All of them; empty if no console is built in. */
  public static List<PublicFile> all() {
    return ALL;
  }

  private static List<PublicFile> read() {
    return BuiltIn.find(FOLDER + LIST)
        .map(bytes -> new JsonObject(Buffer.buffer(bytes)))
        .map(
            list ->
                list.fieldNames().stream().map(name -> file(name, list.getString(name))).toList())
        .orElseGet(List::of);
  }

  private static PublicFile file(String name, String contentType) {
    boolean page = name.equals(PAGE_FILE);
    return new PublicFile(
        page ? PAGE : "/" + name,
        contentType,
        page ? OF_THE_PAGE : OF_ITS_PARTS,
        () -> BuiltIn.file(FOLDER + name));
  }
}
