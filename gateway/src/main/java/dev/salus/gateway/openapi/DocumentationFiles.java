package dev.salus.gateway.openapi;

import dev.salus.gateway.files.BuiltIn;
import dev.salus.gateway.files.FileHeaders;
import dev.salus.gateway.files.PublicFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** The OpenAPI document and the page that shows it; once in a process, some 500 KB in all. */
public final class DocumentationFiles {

  /** Where the page is. */
  public static final String PAGE = "/docs";

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String OWN = "/dev/salus/gateway/openapi/";
  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
  private static final String LIBRARY_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** All of it is from this server; its program sets styles. */
  private static final FileHeaders HEADERS =
      new FileHeaders(
          "max-age=600",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
              + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
              + " 'none'");

  private static final List<PublicFile> ALL =
      List.of(
          new PublicFile(
              PAGE, "text/html; charset=utf-8", HEADERS, () -> BuiltIn.file(OWN + "docs.html")),
          new PublicFile("/docs/start.js", SCRIPT, HEADERS, () -> BuiltIn.file(OWN + "start.js")),
          new PublicFile(
              "/docs/swagger-ui.css",
              "text/css; charset=utf-8",
              HEADERS,
              () -> library("swagger-ui.css")),
          new PublicFile(
              "/docs/swagger-ui-bundle.js", SCRIPT, HEADERS, () -> library("swagger-ui-bundle.js")),
          new PublicFile(
              "/api/v1/openapi.json",
              "application/json",
              HEADERS,
              () -> ApiDocument.make().toBuffer().getBytes()));

  private DocumentationFiles() {}

  /** All of them. */
  public static List<PublicFile> all() {
    return ALL;
  }

  private static byte[] library(String name) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(BuiltIn.file(LIBRARY_VERSION)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return BuiltIn.file(LIBRARY + properties.getProperty("version") + "/" + name);
  }
}
