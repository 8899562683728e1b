package dev.salus.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Refuses requests of which two readers may disagree where they end (request smuggling): both
 * {@code Transfer-Encoding} and {@code Content-Length}, any transfer coding but {@code chunked}
 * once, one in HTTP/1.0, and headers that go on in a next line (RFC 9112 §5.2, §6.1, §6.3). The
 * decoder itself refuses more than one {@code Content-Length}. Refuses more than one {@code Host}
 * (§3.2), of which a proxy may have looked at the other one. Refuses many headers, too: short ones
 * take twenty times their bytes on the heap, for as long as the head is not complete.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  /** The most headers of a request, with those behind its body. */
  private static final int MAX_HEADERS = 100;

  private int headers;
  private boolean inHead;
  private boolean folded;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    inHead = true;
    headers = 0;
    return super.createMessage(initialLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++headers > MAX_HEADERS) {
      throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
    }
    return super.splitHeaderName(line, start, length);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    boolean headGoesOn = inHead;
    int begin = buffer.readerIndex();
    int before = out.size();
    super.decode(ctx, buffer, out);
    if (!inHead) {
      return;
    }
    folded |= hasFold(buffer, begin, buffer.readerIndex(), headGoesOn);
    if (out.size() > before && out.get(before) instanceof HttpRequest request) {
      if (request.decoderResult().isSuccess() && (folded || !isClear(request))) {
        request.setDecoderResult(DecoderResult.failure(ambiguous()));
      }
      if (request.headers().getAll(HttpHeaderNames.HOST).size() > 1) {
        request.setDecoderResult(DecoderResult.failure(ofTwoHosts()));
      }
      inHead = false;
      folded = false;
    }
  }

  /** Whether a line begins with white space, which makes it a part of the one before. */
  private static boolean hasFold(ByteBuf buffer, int begin, int end, boolean atLineStart) {
    int lineStart = atLineStart ? begin : lineAfter(buffer, begin, end);
    while (lineStart < end) {
      byte first = buffer.getByte(lineStart);
      if (first == ' ' || first == '\t') {
        return true;
      }
      lineStart = lineAfter(buffer, lineStart, end);
    }
    return false;
  }

  private static int lineAfter(ByteBuf buffer, int from, int end) {
    int lineEnd = buffer.indexOf(from, end, (byte) '\n');
    return lineEnd < 0 ? end : lineEnd + 1;
  }

  private static boolean isClear(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0).trim())
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH));
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw ambiguous();
  }

  private static IllegalArgumentException ambiguous() {
    return new IllegalArgumentException("where the request ends is not clear");
  }

  private static IllegalArgumentException ofTwoHosts() {
    return new IllegalArgumentException("whom the request is for is not clear");
  }
}
