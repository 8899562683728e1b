package dev.salus.gateway.openapi;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to everybody in the same way, so that it can be compressed: nobody's secret and
 * nobody else's text is in it. Made when it is first asked for, once in a process, and then kept
 * compressed, some 500 KB in all.
 */
public enum PublicFile {
  /** The page that shows the API. */
  PAGE("/docs", "text/html; charset=utf-8", () -> own("docs.html")),
  /** What starts the page. */
  START("/docs/start.js", Constants.SCRIPT, () -> own("start.js")),
  /** How the page looks. */
  STYLE("/docs/swagger-ui.css", "text/css; charset=utf-8", () -> library("swagger-ui.css")),
  /** The program of the page. */
  PROGRAM("/docs/swagger-ui-bundle.js", Constants.SCRIPT, () -> library("swagger-ui-bundle.js")),
  /** The OpenAPI document. */
  DOCUMENT(
      "/api/v1/openapi.json", "application/json", () -> ApiDocument.make().toBuffer().getBytes());

  private static final class Constants {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
    private static final String LIBRARY_VERSION =
        "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  }

  private final String path;
  private final String contentType;

  @SuppressWarnings("ImmutableEnumChecker") // without state
  private final Supplier<byte[]> source;

  @SuppressWarnings("ImmutableEnumChecker") // always of the same content
  private volatile byte @Nullable [] compressed;

  PublicFile(String path, String contentType, Supplier<byte[]> source) {
    this.path = path;
    this.contentType = contentType;
    this.source = source;
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** What it is. */
  public String contentType() {
    return contentType;
  }

  /** Its bytes, by gzip (RFC 1952). For a worker: the first time it is made. */
  public Buffer gzipped() {
    return Buffer.buffer(compressed());
  }

  /** Its bytes as they are. For a worker. */
  public Buffer plain() {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed()))) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] compressed() {
    byte[] known = compressed;
    if (known == null) {
      known = gzip(source.get());
      compressed = known;
    }
    return known;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] own(String name) {
    return resource(name);
  }

  private static byte[] library(String name) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(resource(Constants.LIBRARY_VERSION)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resource(Constants.LIBRARY + properties.getProperty("version") + "/" + name);
  }

  private static byte[] resource(String name) {
    try (InputStream in = PublicFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not built in");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
