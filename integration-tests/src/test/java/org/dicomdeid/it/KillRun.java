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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dicomdeid.SftpSite;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.ChainReport;
import org.dicomdeid.audit.Delivery;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.receipt.KeyFolder;

/**
 * Kills the service at random moments while objects come in through a folder, from an SFTP server
 * and as jobs of the HTTP API, and go to two destinations, a folder and that SFTP server, which is
 * away every now and then; then looks whether everything is everywhere, once.
 */
final class KillRun {

  /**
   * What came of it.
   *
   * @param lost objects that are neither at a destination nor in quarantine, counted for each
   *     destination
   * @param wrong files at a destination that an undisturbed run would not have left there
   * @param leftBehind files in the service's own folders for work on its way
   * @param jobs how many were acknowledged, which may be more than there were objects: a client
   *     that gets no answer sends again
   * @param jobsLost those of them that are unknown now, or have no end
   */
  record Result(
      int kills,
      int objects,
      int lost,
      int wrong,
      int leftBehind,
      int held,
      int jobs,
      int jobsLost,
      long receipts,
      boolean chainHolds) {

    @Override
    public String toString() {
      return "%d kills, %d objects by 3 intakes to 2 destinations; lost %d,"
              .formatted(kills, objects, lost)
          + " files too many or with other bytes %d, left in work folders %d, in quarantine %d,"
              .formatted(wrong, leftBehind, held)
          + " HTTP jobs %d of which lost %d, receipts %d, chain %s"
              .formatted(jobs, jobsLost, receipts, chainHolds ? "holds" : "BROKEN");
    }
  }

  /** How an object comes in, by its number. */
  private enum Way {
    FOLDER,
    SFTP,
    HTTP;

    static Way of(int number) {
      return values()[number % values().length];
    }
  }

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final int COLUMNS = 64;
  private static final int LONGEST_LIFE_MILLIS = 3000;
  private static final int ONE_EARLY_IN = 5;
  private static final int SIGTERM = 143;
  private static final int ONE_BROKEN_IN = 20;

  private final Path site;
  private final Random random;
  private final int kills;
  private final int objects;
  private final Optional<PostgresAccess> server;
  private int made;
  private long receipts;

  /**
   * A run.
   *
   * @param server that has the audit store; a file when empty
   */
  KillRun(Path site, Optional<PostgresAccess> server, int kills, int objects, long seed) {
    this.site = site;
    this.server = server;
    this.kills = kills;
    this.objects = objects;
    this.random = new Random(seed);
  }

  Result run() throws Exception {
    Path originals = Files.createDirectory(site.resolve("originals"));
    Files.createDirectory(site.resolve("inbox"));
    Files.createDirectories(site.resolve("remote/outgoing"));
    try (SftpSite far = new SftpSite(site.resolve("remote"))) {
      configure(far);
      Path classes = archiveClasses();
      try (HttpService service =
              new HttpService(site, quickStart("-XX:SharedArchiveFile", classes));
          KillClient client = new KillClient(service)) {
        for (int kill = 1; kill <= kills; kill++) {
          boolean away = random.nextInt(3) == 0;
          if (away) {
            far.stop();
          }
          feed(originals, objects * kill / kills, client);
          service.start();
          if (random.nextInt(ONE_EARLY_IN) != 0) {
            awaitStart(service);
          }
          TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
          if (away) {
            far.start();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
          }
          service.kill();
          requireWholeLog();
        }
        service.start();
        awaitStart(service);
        await().atMost(PATIENCE).until(client::isDone);
        awaitEnd();
        int jobsLost = client.withoutEnd();
        assertThat(service.stop()).as("ends by itself when asked").isIn(0, SIGTERM);
        return result(originals, client.acknowledged(), jobsLost);
      }
    }
  }

  /**
   * The log as the kill left it has no receipt that is not good, and all that it had before. A file
   * is looked at in a copy, so that the service itself starts from what the kill left.
   */
  private void requireWholeLog() throws Exception {
    Path data = server.isPresent() ? site.resolve("data") : copyOfStore();
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data, server);
        ReceiptLog log = ReceiptLog.openToRead(store, keys, keys.timestampAuthority())) {
      ChainReport report = log.verifyChain();
      assertThat(report.holds()).as(report.sentence()).isTrue();
      assertThat(report.receipts()).as("receipts after a kill").isGreaterThanOrEqualTo(receipts);
      receipts = report.receipts();
    }
  }

  private Path copyOfStore() throws IOException {
    Path data = site.resolve("data");
    Path copy = site.resolve("looked-at");
    for (Path each : files("data", "")) {
      Path relative = data.relativize(each);
      if (relative.startsWith("keys") || relative.toString().startsWith("audit.")) {
        Path to = copy.resolve(relative);
        Files.createDirectories(to.getParent());
        Files.copy(
            each, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private void awaitEnd() {
    for (String folder : List.of("inbox", "remote/outgoing", "data/http/waiting", "data/backlog")) {
      await(folder).atMost(PATIENCE).until(() -> files(folder, "").isEmpty());
    }
  }

  /** Kills a service that has one object to deliver at a moment that is told. */
  void killAfterStart(SftpSite far, CountDownLatch moment) throws Exception {
    Files.createDirectory(site.resolve("inbox"));
    configure(far);
    Files.createDirectories(site.resolve("remote/outgoing"));
    put(object(site.resolve("object"), 1, false), site.resolve("inbox"));
    try (HttpService service = new HttpService(site, List.of("-Xmx128m"))) {
      service.start();
      assertThat(moment.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      service.kill();
    }
  }

  /** Lets another service finish what the killed one left. */
  void finish() throws Exception {
    Process last =
        Jar.start(
            site,
            List.of("-Xmx128m"),
            site.resolve("log-last.txt"),
            site.resolve("errors-last.txt"),
            "run",
            "dicom-deid.management.enabled=false");
    try {
      awaitStart(site.resolve("log-last.txt"), last::isAlive);
      awaitEnd();
      await().until(() -> files("data/work", ".dcm").isEmpty());
      last.destroy();
      assertThat(last.waitFor()).isIn(0, SIGTERM);
    } finally {
      last.destroyForcibly();
    }
  }

  private void configure(SftpSite far) throws IOException {
    Files.writeString(site.resolve("password"), SftpSite.PASSWORD + "\n");
    far.knownHosts(site.resolve("known_hosts"));
    Files.writeString(
        site.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
    Files.writeString(
        site.resolve("application.properties"),
        """
        dicom-deid.intake.inbox.folder=inbox
        dicom-deid.intake.inbox.policy=quick.yaml
        dicom-deid.intake.inbox.poll-delay=50ms
        dicom-deid.intake.inbox.read-lock-min-age=100ms
        dicom-deid.intake.inbox.read-lock-check-interval=20ms
        dicom-deid.intake.partner.uri=sftp://127.0.0.1:%1$d/outgoing
        dicom-deid.intake.partner.user=%2$s
        dicom-deid.intake.partner.password-file=password
        dicom-deid.intake.partner.known-hosts-file=known_hosts
        dicom-deid.intake.partner.policy=quick.yaml
        dicom-deid.intake.partner.poll-delay=50ms
        dicom-deid.intake.partner.read-lock-min-age=100ms
        dicom-deid.intake.partner.refusal-min-age=100ms
        dicom-deid.http.policies=quick.yaml
        dicom-deid.http.policy=quick
        dicom-deid.http.store.policy=quick
        dicom-deid.http.jobs.destinations=near,far
        dicom-deid.destination.near.uri=file:outbox
        dicom-deid.destination.far.uri=sftp://127.0.0.1:%1$d/in
        dicom-deid.destination.far.user=%2$s
        dicom-deid.destination.far.password-file=password
        dicom-deid.destination.far.known-hosts-file=known_hosts
        dicom-deid.destination.far.retry-delay=50ms
        dicom-deid.destination.far.retry-max-delay=500ms
        """
                .formatted(far.port(), SftpSite.USER)
            + store());
  }

  private String store() throws IOException {
    if (server.isEmpty()) {
      return "";
    }
    Files.writeString(site.resolve("store-password"), server.get().password() + "\n");
    return """
        dicom-deid.store.url=%s
        dicom-deid.store.user=%s
        dicom-deid.store.password-file=store-password
        """
        .formatted(server.get().url(), server.get().role());
  }

  /** Most of what a short life costs is its start, so that is made cheap. */
  private static List<String> quickStart(String archiveOption, Path archive) {
    return List.of(
        "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", archiveOption + "=" + archive);
  }

  private Path archiveClasses() throws Exception {
    Path archive = site.resolve("classes.jsa");
    Path log = site.resolve("log0.txt");
    Process first =
        Jar.start(
            site,
            quickStart("-XX:ArchiveClassesAtExit", archive),
            log,
            site.resolve("errors0.txt"),
            "run",
            "dicom-deid.management.enabled=false");
    try {
      awaitStart(log, first::isAlive);
      first.destroy();
      first.waitFor();
    } finally {
      first.destroyForcibly();
    }
    return archive;
  }

  /** Waits until it has begun to work. */
  private static void awaitStart(HttpService service) {
    awaitStart(service.log(), service::isAlive);
  }

  private static void awaitStart(Path log, BooleanSupplier isAlive) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast("the service ended by itself", () -> !isAlive.getAsBoolean())
        .until(() -> Files.readString(log).contains("\"message\":\"started\""));
  }

  private void feed(Path originals, int upTo, KillClient client) throws IOException {
    for (; made < upTo; made++) {
      Path original = object(originals.resolve("object" + made), made, isBroken(made));
      switch (Way.of(made)) {
        case FOLDER -> put(original, site.resolve("inbox"));
        case SFTP -> put(original, site.resolve("remote/outgoing"));
        case HTTP -> client.send(original);
      }
    }
  }

  private void put(Path original, Path folder) throws IOException {
    Path copy = Files.copy(original, site.resolve("copy"));
    Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(copy, folder.resolve(original.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isBroken(int number) {
    return number % ONE_BROKEN_IN == ONE_BROKEN_IN - 1;
  }

  private Result result(Path originals, int jobs, int jobsLost) throws Exception {
    int lost = 0;
    Set<Path> expected = new HashSet<>();
    Path again = Files.createDirectory(site.resolve("again"));
    try (Pipeline pipeline =
        Pipeline.open(Pipeline.Settings.of(site.resolve("data")).withServer(server))) {
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
      int leftBehind = files("data/http/uploads", "").size() + files("data/incoming", "").size();
      return new Result(
          kills,
          made,
          lost,
          found.size(),
          leftBehind,
          files("quarantine", ".dcm").size(),
          jobs,
          jobsLost,
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
