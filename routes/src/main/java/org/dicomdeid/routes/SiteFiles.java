/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dicomdeid.pixel.DeviceCatalog;
import org.dicomdeid.processor.Reloading;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;

/**
 * The site's own profiles and device catalog: looked at every second, swapped when they changed.
 */
final class SiteFiles implements Closeable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Map<String, Reloading<?>> watched = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Profile>> profiles = new ConcurrentHashMap<>();
  private ScheduledExecutorService timer;

  /**
   * What watches a policy or {@code devices}, by that name; shipped profiles are not among them.
   */
  Map<String, Reloading<?>> watched() {
    return new TreeMap<>(watched);
  }

  /** The profile of a policy, as it is when asked. */
  synchronized Supplier<Profile> profile(String policy) throws ProfileException {
    Supplier<Profile> known = profiles.get(policy);
    if (known == null) {
      known = open(policy);
      profiles.put(policy, known);
    }
    return known;
  }

  private Supplier<Profile> open(String policy) throws ProfileException {
    Profiles.Loaded first = Profiles.loadWithFiles(policy);
    if (first.files().isEmpty()) {
      return first::profile;
    }
    Reloading<Profile> reloading = new Reloading<>(() -> load(policy));
    watch(policy, reloading);
    return reloading;
  }

  private static Reloading.Loaded<Profile> load(String policy) throws ProfileException {
    Profiles.Loaded loaded = Profiles.loadWithFiles(policy);
    Profile profile = loaded.profile();
    String name = profile.name() + " " + profile.version() + " sha256:" + profile.digest();
    return new Reloading.Loaded<>(profile, name, loaded.files());
  }

  /**
   * Watches a device catalog.
   *
   * @param use told of each one that is new and can be used
   */
  void devices(Path file, Consumer<DeviceCatalog> use) throws ProfileException {
    watch(
        "devices",
        new Reloading<>(
            () -> {
              DeviceCatalog catalog = DeviceCatalog.load(file);
              use.accept(catalog);
              String name = "devices sha256:" + catalog.sha256().orElse("none");
              return new Reloading.Loaded<>(catalog, name, List.of(file.toAbsolutePath()));
            }));
  }

  private synchronized void watch(String name, Reloading<?> reloading) {
    watched.put(name, reloading);
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                Thread thread = new Thread(work, "site-files");
                thread.setDaemon(true);
                return thread;
              });
      // Never done; check reports its own failures.
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(
              () -> watched.values().forEach(Reloading::check),
              INTERVAL.toMillis(),
              INTERVAL.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
    watched.clear();
    profiles.clear();
  }
}
