package dev.salus.benchmarks.gateway;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What this process has used of the processors but for the client's thread: what was used for the
 * server, whatever else the machine does meanwhile.
 */
final class ProcessorTime {

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long clientThread;

  ProcessorTime(long clientThread) {
    this.clientThread = clientThread;
  }

  long othersNanos() {
    return process.getProcessCpuTime() - threads.getThreadCpuTime(clientThread);
  }
}
