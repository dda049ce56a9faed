package io.stormdb.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that a benchmark would choose for a server that has this machine to share. */
final class Tuning {

  private static final long MIB = 1L << 20;

  private Tuning() {}

  /** Returns settings by name, in the order in which they are worth mentioning. */
  static Map<String, String> settings(ServerOptions options) {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("shared_buffers", mib(memory / 4, 128, 8192));
    settings.put("fsync", options.unsafe() ? "off" : "on");
    settings.put("synchronous_commit", options.unsafe() ? "off" : "on");
    settings.put("full_page_writes", options.unsafe() ? "off" : "on");
    settings.put("max_connections", "300");
    settings.put("effective_cache_size", mib(memory / 2, 256, 65_536));
    settings.put("maintenance_work_mem", mib(memory / 32, 64, 1024));
    settings.put("work_mem", "16MB");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_completion_target", "0.9");
    settings.put("wal_buffers", "16MB");
    settings.put("random_page_cost", "1.1");
    settings.put("track_io_timing", "on");
    settings.put("shared_preload_libraries", "pg_stat_statements");
    settings.putAll(options.settings());
    return settings;
  }

  private static String mib(long bytes, long least, long most) {
    return Math.max(least, Math.min(most, bytes / MIB)) + "MB";
  }
}
