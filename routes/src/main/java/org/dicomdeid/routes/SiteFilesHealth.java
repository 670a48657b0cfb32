/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.dicomdeid.processor.Reloading;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.routes.ServiceSettings.Intake;

/**
 * Tells of profiles and device catalogs that were changed and cannot be used: {@code site-files} in
 * {@code /health}, {@code dicomdeid_site_file_valid} and {@code dicomdeid_site_file_reloads} by
 * policy in the metrics. The service is ready all the same, with what it read before.
 */
final class SiteFilesHealth extends NoticeHealth {

  private final SiteFiles files;

  SiteFilesHealth(SiteFiles files) {
    super("site-files");
    this.files = files;
  }

  /** One gauge for each policy that is a file, and for the device catalog. */
  static void register(SiteFiles files, ServiceSettings settings, MeterRegistry meters) {
    TreeSet<String> names = new TreeSet<>();
    settings.intakes().stream()
        .map(Intake::policy)
        .filter(policy -> !Profiles.shipped().contains(policy))
        .forEach(names::add);
    settings.pixels().deviceCatalog().ifPresent(file -> names.add("devices"));
    for (String name : names) {
      Gauge.builder("dicomdeid.site.file.valid", files, it -> valid(it, name))
          .description("Whether the file as it is now is what is used")
          .tag("file", name)
          .strongReference(true)
          .register(meters);
      Gauge.builder("dicomdeid.site.file.reloads", files, it -> reloads(it, name))
          .description("Times that the file was read anew and put to use since the start")
          .tag("file", name)
          .strongReference(true)
          .register(meters);
    }
  }

  private static double valid(SiteFiles files, String name) {
    return find(files, name).map(it -> it.problem().isEmpty() ? 1.0 : 0.0).orElse(Double.NaN);
  }

  private static double reloads(SiteFiles files, String name) {
    return find(files, name).map(it -> (double) it.reloads()).orElse(Double.NaN);
  }

  private static Optional<Reloading<?>> find(SiteFiles files, String name) {
    return Optional.ofNullable(files.watched().get(name));
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    files
        .watched()
        .forEach(
            (name, file) ->
                file.problem()
                    .ifPresent(
                        problem ->
                            builder
                                .down()
                                .message("what was read before is in use, because " + problem)));
  }
}
