/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomdeid.audit.Delivery;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;

/**
 * Kills the service at random moments while objects come in and go to two destinations, a folder
 * and an SFTP server that is away every now and then; then looks whether everything is everywhere,
 * once.
 */
final class KillRun {

  /**
   * What came of it.
   *
   * @param lost objects that are neither at a destination nor in quarantine, counted for each
   *     destination
   * @param wrong files at a destination that an undisturbed run would not have left there
   */
  record Result(
      int kills, int objects, int lost, int wrong, int held, long receipts, boolean chainHolds) {

    @Override
    public String toString() {
      return "%d kills, %d objects to 2 destinations; lost %d, files too many or with other bytes %d,"
              .formatted(kills, objects, lost, wrong)
          + " in quarantine %d, receipts %d, chain %s"
              .formatted(held, receipts, chainHolds ? "holds" : "BROKEN");
    }
  }

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final int COLUMNS = 64;
  private static final int LONGEST_LIFE_MILLIS = 3000;
  private static final int ONE_BROKEN_IN = 20;

  private final Path site;
  private final Random random;
  private final int kills;
  private final int objects;
  private int made;
  private Process service;

  KillRun(Path site, int kills, int objects, long seed) {
    this.site = site;
    this.kills = kills;
    this.objects = objects;
    this.random = new Random(seed);
  }

  Result run() throws Exception {
    Path originals = Files.createDirectory(site.resolve("originals"));
    Files.createDirectory(site.resolve("inbox"));
    try (SftpSite far = new SftpSite(site.resolve("remote"), "lab", "secret")) {
      configure(far);
      for (int kill = 1; kill <= kills; kill++) {
        boolean away = random.nextInt(3) == 0;
        if (away) {
          far.stop();
        }
        feed(originals, objects * kill / kills);
        start(kill);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        if (away) {
          far.start();
          TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        }
        service.destroyForcibly().waitFor();
      }
      start(kills + 1);
      await().atMost(PATIENCE).until(() -> files("inbox", "").isEmpty());
      await().atMost(PATIENCE).until(() -> files("data/backlog", "").isEmpty());
      service.destroy();
      assertThat(service.waitFor()).as("ends by itself when asked").isIn(0, 143);
      return result(originals);
    } finally {
      if (service != null) {
        service.destroyForcibly();
      }
    }
  }

  private void configure(SftpSite far) throws IOException {
    Files.writeString(site.resolve("password"), "secret\n");
    Files.writeString(site.resolve("known_hosts"), far.knownHost());
    Files.writeString(
        site.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
    Files.writeString(
        site.resolve("application.properties"),
        """
        dicom-deid.management.enabled=false
        dicom-deid.intake.inbox.folder=inbox
        dicom-deid.intake.inbox.policy=quick.yaml
        dicom-deid.intake.inbox.poll-delay=50ms
        dicom-deid.intake.inbox.read-lock-min-age=100ms
        dicom-deid.intake.inbox.read-lock-check-interval=20ms
        dicom-deid.destination.near.uri=file:outbox
        dicom-deid.destination.far.uri=sftp://127.0.0.1:%d/in
        dicom-deid.destination.far.user=lab
        dicom-deid.destination.far.password-file=password
        dicom-deid.destination.far.known-hosts-file=known_hosts
        dicom-deid.destination.far.retry-delay=50ms
        dicom-deid.destination.far.retry-max-delay=500ms
        """
            .formatted(far.port()));
  }

  /** Waits until it has begun to work. */
  private void start(int number) throws IOException {
    Path log = site.resolve("log" + number + ".txt");
    service =
        Jar.start(site, List.of("-Xmx128m"), log, site.resolve("errors" + number + ".txt"), "run");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.readString(log).contains("\"message\":\"started\""));
  }

  private void feed(Path originals, int upTo) throws IOException {
    for (; made < upTo; made++) {
      Path original = object(originals.resolve("object" + made), made, isBroken(made));
      Path copy = Files.copy(original, site.resolve("copy"));
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(60)));
      Files.move(copy, site.resolve("inbox/object" + made), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isBroken(int number) {
    return number % ONE_BROKEN_IN == ONE_BROKEN_IN - 1;
  }

  private Result result(Path originals) throws Exception {
    int lost = 0;
    Set<Path> expected = new HashSet<>();
    Path again = Files.createDirectory(site.resolve("again"));
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(site.resolve("data")))) {
      Profile profile = Profiles.load(site.resolve("quick.yaml").toString());
      for (int number = 0; number < made; number++) {
        Path original = originals.resolve("object" + number);
        if (isBroken(number)) {
          String name = pipeline.digest(original).sha256() + ".dcm";
          lost += same(site.resolve("quarantine").resolve(name), original) ? 0 : 1;
          continue;
        }
        Sanitized clean = (Sanitized) pipeline.process(original, again, profile);
        for (String destination : List.of("near", "far")) {
          Path root = site.resolve(destination.equals("near") ? "outbox" : "remote/in");
          Path delivered = root.resolve(clean.name().relativePath());
          expected.add(delivered);
          expected.add(clean.name().receiptBeside(delivered));
          boolean there =
              same(delivered, clean.file())
                  && Files.exists(clean.name().receiptBeside(delivered))
                  && isInLedger(pipeline, clean, destination);
          lost += there ? 0 : 1;
        }
        Files.delete(clean.file());
      }
      Set<Path> found = new HashSet<>(files("outbox", ""));
      found.addAll(files("remote", ""));
      found.removeAll(expected);
      return new Result(
          kills,
          made,
          lost,
          found.size(),
          files("quarantine", ".dcm").size(),
          pipeline.log().orElseThrow().verifyChain().receipts(),
          pipeline.log().orElseThrow().verifyChain().holds());
    }
  }

  private static boolean isInLedger(Pipeline pipeline, Sanitized clean, String destination)
      throws IOException {
    Optional<Delivery> delivery =
        pipeline
            .log()
            .orElseThrow()
            .delivered(
                clean.input().sha256(),
                clean.operation().profile().digest(),
                pipeline.keys().pseudonymKeyId(),
                destination);
    return delivery.isPresent() && delivery.get().outputSha256().equals(clean.output().sha256());
  }

  private static boolean same(Path file, Path other) throws IOException {
    return Files.exists(file) && Files.mismatch(file, other) == -1;
  }

  /** Hidden ones too: a temporary file that is left is one too many. */
  private List<Path> files(String below, String suffix) throws IOException {
    Path root = site.resolve(below);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .toList();
    } catch (UncheckedIOException e) {
      // The service renames and deletes meanwhile; the next look sees it.
      return List.of(root);
    }
  }

  private static Path object(Path file, int number, boolean broken) throws IOException {
    byte[] pixels = new byte[COLUMNS * COLUMNS];
    Arrays.fill(pixels, (byte) number);
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE)
        .put(Tag.SOP_INSTANCE_UID, "2.25.880" + number)
        .put(Tag.STUDY_INSTANCE_UID, "2.25.881")
        .put(Tag.SERIES_INSTANCE_UID, "2.25.882" + number % 7)
        .put(Tag.PATIENT_NAME, "Nobody^" + number)
        .put(Tag.PATIENT_ID, "N-" + number)
        .put(Tag.ROWS, VR.US, new byte[] {COLUMNS, 0})
        .put(Tag.COLUMNS, VR.US, new byte[] {COLUMNS, 0})
        .put(Tag.PIXEL_DATA, VR.OB, pixels)
        .write(file, "2.25.880", "TEST");
    if (broken) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1000));
    }
    return file;
  }
}
