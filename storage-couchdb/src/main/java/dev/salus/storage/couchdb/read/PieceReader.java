package dev.salus.storage.couchdb.read;

import dev.salus.storage.ReadBound;
import dev.salus.storage.couchdb.form.Row;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.Unavailability;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads documents in pieces, one after the other. CouchDB does not tell how large documents are
 * before it sends them. So an answer is taken in as far as there is room for it, and what was too
 * long is asked for again with fewer ids; the next call begins with as many as this one came to.
 * For the io context only.
 */
public final class PieceReader {

  /** The most bytes of an answer with several documents. */
  static final long PIECE_BYTES =
      Math.max(1 << 20, Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 64));

  /** The most bytes of an answer with one document, which cannot be had in pieces. */
  static final long DOCUMENT_BYTES = 64 << 20;

  /** An answer that was too long is asked for again with this part of its ids. */
  private static final int CUT_BY = 4;

  private final AllDocs documents;
  private final Unavailability unavailable;
  private final int mostAtOnce;
  private int atOnce;

  /**
   * For the documents of one database.
   *
   * @param mostAtOnce the most ids of a request
   */
  public PieceReader(AllDocs documents, Unavailability unavailable, int mostAtOnce) {
    this.documents = documents;
    this.unavailable = unavailable;
    this.mostAtOnce = mostAtOnce;
    this.atOnce = mostAtOnce;
  }

  /**
   * Reads the rows of the first of these encoded ids, as many as the bound permits.
   *
   * @param take is given the rows of the next ids, in their order, as they come
   * @return how many ids were looked at; fails with {@code StoreUnavailable}
   */
  public Future<Integer> read(List<String> codes, ReadBound bound, Consumer<List<Row>> take) {
    return new Reading(codes, bound, take).more();
  }

  /** The same for all of them. */
  public Future<Void> readAll(List<String> codes, Consumer<List<Row>> take) {
    return read(codes, ReadBound.about(Long.MAX_VALUE), take).mapEmpty();
  }

  /** One call. */
  private final class Reading {
    private final List<String> codes;
    private final ReadBound bound;
    private final Consumer<List<Row>> take;
    private int done;
    private long bytes;
    private boolean isFirst = true;

    Reading(List<String> codes, ReadBound bound, Consumer<List<Row>> take) {
      this.codes = codes;
      this.bound = bound;
      this.take = take;
    }

    Future<Integer> more() {
      int count = Math.min(atOnce, codes.size() - done);
      long most = mostBytes(count);
      if (count == 0 || most <= 0) {
        return Future.succeededFuture(done);
      }
      return documents
          .rows(codes.subList(done, done + count), most)
          .compose(rows -> taken(rows, most), failure -> cut(failure, count));
    }

    private long mostBytes(int count) {
      boolean mustBeRead = count == 1 && isFirst && bound.oneAtLeast();
      return mustBeRead
          ? DOCUMENT_BYTES
          : Math.min(bound.bytes() - bytes, count == 1 ? DOCUMENT_BYTES : PIECE_BYTES);
    }

    private Future<Integer> taken(AllDocs.Rows rows, long most) {
      take.accept(rows.rows());
      done += rows.rows().size();
      bytes += rows.bytes();
      isFirst = isFirst && rows.rows().stream().allMatch(row -> row.stored() == null);
      if (rows.bytes() <= most / 2) {
        atOnce = Math.min(mostAtOnce, 2 * atOnce);
      }
      return more();
    }

    private Future<Integer> cut(Throwable failure, int count) {
      if (!RequestFailed.isTooLong(failure)) {
        return Future.failedFuture(failure);
      }
      if (count > 1) {
        atOnce = Math.max(1, count / CUT_BY);
        return more();
      }
      boolean isOverAll = mostBytes(count) >= DOCUMENT_BYTES;
      return isOverAll
          ? Future.failedFuture(unavailable.because(failure))
          : Future.succeededFuture(done);
    }
  }
}
