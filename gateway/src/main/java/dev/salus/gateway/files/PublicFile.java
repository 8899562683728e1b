package dev.salus.gateway.files;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to everybody in the same way, so that it can be compressed: nobody's secret and
 * nobody else's text is in it. Made when it is first asked for, and then kept compressed.
 */
public final class PublicFile {

  private final String path;
  private final String contentType;
  private final FileHeaders headers;
  private final Supplier<byte[]> source;

  /** Always of the same content. */
  private volatile byte @Nullable [] compressed;

  /**
   * @param path where it is
   * @param contentType what it is
   * @param headers what browsers are told of it
   * @param source its bytes, always the same; may block
   */
  public PublicFile(String path, String contentType, FileHeaders headers, Supplier<byte[]> source) {
    this.path = path;
    this.contentType = contentType;
    this.headers = headers;
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

  /** What browsers are told of it. */
  public FileHeaders headers() {
    return headers;
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
}
