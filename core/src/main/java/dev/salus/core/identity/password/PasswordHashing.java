package dev.salus.core.identity.password;

/**
 * How passwords are hashed, by Argon2id (RFC 9106). Hashes that were made with other parameters
 * still verify and are made again at the next log-in.
 *
 * @param memoryKiB memory of one hash, KiB
 * @param iterations passes over the memory
 * @param parallelism lanes
 * @param workers how many hashes are made at once
 * @param queue how many more may wait; beyond it {@code TooManyRequests}
 */
public record PasswordHashing(
    int memoryKiB, int iterations, int parallelism, int workers, int queue) {

  /** 19 MiB, two passes, one lane (70 to 100 ms), as many at once as there are processors. */
  public static final PasswordHashing DEFAULT =
      new PasswordHashing(
          19 * 1024, 2, 1, Math.max(1, Runtime.getRuntime().availableProcessors()), 256);

  /** Refuses what Argon2 cannot do, and a pool without workers. */
  public PasswordHashing {
    if (parallelism < 1 || iterations < 1 || memoryKiB < 8 * parallelism) {
      throw new IllegalArgumentException("Argon2 needs a lane, a pass, and 8 KiB for each lane");
    }
    if (workers < 1 || queue < 0) {
      throw new IllegalArgumentException("password hashing needs a worker");
    }
  }

  /** The same pool with other costs. */
  public PasswordHashing withCosts(int newMemoryKiB, int newIterations, int newParallelism) {
    return new PasswordHashing(newMemoryKiB, newIterations, newParallelism, workers, queue);
  }
}
