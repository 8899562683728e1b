package dev.salus.benchmarks.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process holds. */
final class Heap {

  /** One collection frees what holds on to more, such as what waits to be cleaned. */
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Bytes that are in use when all that can be collected was. */
  static long afterCollection() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** How many files and sockets are open. */
  static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
