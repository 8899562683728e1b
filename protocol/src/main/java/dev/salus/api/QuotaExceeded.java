package dev.salus.api;

/** There is as much of something as the data owner may have (409). Nothing was stored. */
public final class QuotaExceeded extends SalusException {

  private final String quota;
  private final long limit;

  /**
   * @param detail what is wrong and what to do, for a person
   * @param quota {@link Quota#wireName}
   * @param limit the most that this data owner may have
   */
  public QuotaExceeded(String detail, String quota, long limit) {
    super(ErrorCode.QUOTA_EXCEEDED, detail);
    this.quota = quota;
    this.limit = limit;
  }

  /** {@link Quota#wireName}; a client may not know it. */
  public String quota() {
    return quota;
  }

  /** The most that this data owner may have. */
  public long limit() {
    return limit;
  }
}
