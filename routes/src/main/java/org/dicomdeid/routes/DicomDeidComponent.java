/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.IOHelper;
import org.dicomdeid.archive.ArchiveLimits;
import org.dicomdeid.audit.PendingStamper;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.PixelSettings;
import org.dicomdeid.processor.CheckpointPush;
import org.dicomdeid.processor.EventLog;
import org.dicomdeid.processor.ObjectObserver;
import org.dicomdeid.processor.OutletSettings;
import org.dicomdeid.processor.Outlets;
import org.dicomdeid.processor.Pressure;
import org.dicomdeid.processor.WorkFolder;
import org.dicomdeid.processor.Workbench;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.receipt.OwnerOnly;

/** {@code dicom-deid:policy}; owns one pipeline per data folder, opened when first needed. */
@Component("dicom-deid")
public class DicomDeidComponent extends DefaultComponent {

  @Metadata(
      description =
          "Folder of the keys, the audit store and the files at work; made on first use, readable"
              + " by its owner only.",
      defaultValue = "./data")
  private String data = "./data";

  @Metadata(
      description =
          "Whether operations leave a receipt and are remembered; without, nothing is known of what"
              + " was delivered before.",
      defaultValue = "true")
  private boolean receipts = true;

  @Metadata(
      description = "URL of an RFC 3161 time-stamping authority; the embedded one when not set.")
  private String tsaUrl;

  @Metadata(
      description =
          "File of certificates (PEM) of CAs, one of which must have certified the time-stamping"
              + " authority.")
  private String tsaCaFile;

  @Metadata(description = "File with the passphrase of encrypted keys.")
  private String keysPassphraseFile;

  @Metadata(
      description =
          "PostgreSQL data base that has the audit store, jdbc:postgresql://HOST:PORT/DATABASE, made ready with 'dicom-deid audit migrate'; a file in the data folder when not set.")
  private String storeUrl;

  @Metadata(description = "Role of the service at the PostgreSQL server.")
  private String storeUser;

  @Metadata(description = "Password of that role; or see storePasswordFile.", secret = true)
  private String storePassword;

  @Metadata(description = "File with the password of that role.")
  private String storePasswordFile;

  @Metadata(
      description =
          "What is time-stamped: checkpoint, the log of receipts each time some are committed; receipt, each receipt by itself too.",
      defaultValue = "checkpoint")
  private String logTimeStamps = "checkpoint";

  @Metadata(
      description =
          "At least so long from one checkpoint of the log to the next; 0s: one with each commit.",
      defaultValue = "0s")
  private String logCheckpointInterval = "0s";

  @Metadata(
      description =
          "Endpoint that gets the newest checkpoint of the log, so that history cannot be rewritten inside.",
      secret = true)
  private String logPushUri;

  @Metadata(
      description = "How often a checkpoint is pushed when there are new receipts.",
      defaultValue = "10m")
  private String logPushInterval = "10m";

  @Metadata(
      description =
          "How many pictures are searched for text at once, each on one thread; memory grows with"
              + " it. 0: one for each processor.",
      defaultValue = "0")
  private int pixelThreads;

  @Metadata(
      description =
          "File of a device catalog, in place of the one that is shipped: where devices burn in"
              + " text.")
  private String deviceCatalog;

  @Metadata(
      description = "Most entries of an archive, with those of archives in it.",
      defaultValue = "50000")
  private int archiveEntries = ArchiveLimits.DEFAULT.entries();

  @Metadata(description = "Most bytes that an archive may unpack to.", defaultValue = "32000000000")
  private long archiveBytes = ArchiveLimits.DEFAULT.bytes();

  @Metadata(
      description = "Most bytes that an archive may unpack to for each byte that it has.",
      defaultValue = "200")
  private int archiveRatio = ArchiveLimits.DEFAULT.ratio();

  @Metadata(
      description = "How deep archives may lie in each other; a tar.gz counts as two.",
      defaultValue = "4")
  private int archiveDepth = ArchiveLimits.DEFAULT.depth();

  @Metadata(
      label = "advanced",
      autowired = true,
      description =
          "A pipeline that somebody else opens and closes, in place of one in the data folder.")
  private Pipeline pipeline;

  /** How often receipts are looked for that have no time stamp yet. */
  private static final Duration STAMPING = Duration.ofSeconds(15);

  private final SiteFiles siteFiles = new SiteFiles();
  private final Map<Path, Opened> opened = new HashMap<>();

  private Map<String, OutletSettings> outlets = Map.of();
  private Pressure.Bounds bounds = Pressure.Bounds.standard();
  private EvidenceSettings evidence;

  /** What is open for one data folder. */
  private record Opened(
      Workbench bench,
      WorkFolder work,
      Pipeline owned,
      PendingStamper stamper,
      CheckpointPush push) {}

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    DicomDeidEndpoint endpoint = new DicomDeidEndpoint(uri, this);
    endpoint.setPolicy(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** The processors' common ground for one data folder. */
  synchronized Workbench workbench(String dataFolder) throws IOException {
    Path folder = Path.of(dataFolder == null ? data : dataFolder).toAbsolutePath().normalize();
    Opened known = opened.get(folder);
    if (known == null) {
      known = open(folder);
      opened.put(folder, known);
    }
    return known.bench();
  }

  /** The pipeline of the component's data folder, which it closes. */
  Pipeline openPipeline() throws IOException {
    workbench(null);
    synchronized (this) {
      Opened known = opened.get(Path.of(data).toAbsolutePath().normalize());
      return known.owned() == null ? pipeline : known.owned();
    }
  }

  /** Why intakes for these destinations must wait; empty when they need not. */
  Optional<String> pressureOn(List<String> destinations) throws IOException {
    return workbench(null).pressure().on(destinations);
  }

  /** Profiles and device catalog of the site, as far as endpoints use them. */
  SiteFiles siteFiles() {
    return siteFiles;
  }

  /** The receipts of the component's own data folder; empty when it is not open, or has none. */
  synchronized Optional<ReceiptLog> receiptLog() {
    Opened own = opened.get(Path.of(data).toAbsolutePath().normalize());
    return own == null || own.owned() == null ? Optional.empty() : own.owned().log();
  }

  /** What pushes checkpoints of the component's own data folder; empty when nothing does yet. */
  synchronized Optional<CheckpointPush> checkpointPush() {
    Opened own = opened.get(Path.of(data).toAbsolutePath().normalize());
    return own == null ? Optional.empty() : Optional.ofNullable(own.push());
  }

  private Opened open(Path folder) throws IOException {
    Pipeline owned = null;
    EvidenceSettings stamps = evidence == null ? ownEvidence() : evidence;
    if (pipeline == null) {
      owned =
          Pipeline.open(
              new Pipeline.Settings(
                  folder,
                  receipts,
                  stamps.authorities(),
                  stamps.passphrase(),
                  pixels(),
                  stamps.log(),
                  stamps.server()));
    }
    try {
      OwnerOnly.createFolder(folder);
      WorkFolder work = WorkFolder.open(folder.resolve("work"));
      Pipeline used = owned == null ? pipeline : owned;
      if (owned != null && deviceCatalog != null && !deviceCatalog.isBlank()) {
        siteFiles.devices(Path.of(deviceCatalog), owned::useDeviceCatalog);
      }
      Outlets all = new Outlets(folder.resolve("backlog"), outlets);
      Pressure pressure = new Pressure(folder, all, bounds);
      Workbench bench = new Workbench(used, work.path(), observer(), all, pressure);
      // Receipts that were committed while the authority was away, perhaps by an earlier process.
      PendingStamper stamper =
          owned == null || owned.log().isEmpty()
              ? null
              : PendingStamper.start(owned.log().get(), STAMPING, stamps.renewal());
      CheckpointPush checkpoints =
          stamper == null || stamps.push().isEmpty()
              ? null
              : CheckpointPush.start(owned.log().get(), getCamelContext(), stamps.push().get());
      return new Opened(bench, work, owned, stamper, checkpoints);
    } catch (IOException | RuntimeException e) {
      IOHelper.close(owned);
      throw e;
    } catch (ProfileException e) {
      IOHelper.close(owned);
      throw new IOException(e.getMessage(), e);
    }
  }

  /** How patient this side is with each destination, by name; to be said before the start. */
  void setOutlets(Map<String, OutletSettings> outlets) {
    this.outlets = Map.copyOf(outlets);
  }

  /** When intakes pause; to be said before the start. */
  void setBounds(Pressure.Bounds bounds) {
    this.bounds = bounds;
  }

  /** In place of what the component's own options say; to be said before the start. */
  void setEvidence(EvidenceSettings evidence) {
    this.evidence = evidence;
  }

  /** Of the component's own options, as another application sets them. */
  private EvidenceSettings ownEvidence() throws IOException {
    Map<String, String> own = new HashMap<>();
    own.put("tsa.url", tsaUrl);
    own.put("tsa.ca-file", tsaCaFile);
    own.put("tsa.timeout", "10s");
    own.put("tsa.pending-alert", "1h");
    own.put("tsa.renew-before", "90d");
    own.put("keys.passphrase-file", keysPassphraseFile);
    own.put("store.url", storeUrl);
    own.put("store.user", storeUser);
    own.put("store.password", storePassword);
    own.put("store.password-file", storePasswordFile);
    own.put("log.time-stamps", logTimeStamps);
    own.put("log.checkpoint-interval", logCheckpointInterval);
    own.put("log.push.uri", logPushUri);
    own.put("log.push.interval", logPushInterval);
    EvidenceSettingsReader reader =
        new EvidenceSettingsReader(
            key ->
                new Setting(
                    "dicom-deid." + key,
                    Objects.requireNonNullElse(own.get(key), "").strip(),
                    Setting.COMPONENT),
            setting -> Path.of(setting.value()));
    try {
      return reader.read();
    } catch (SettingsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private PixelSettings pixels() {
    PixelSettings standard = PixelSettings.standard();
    PixelSettings bounded = pixelThreads == 0 ? standard : standard.withInferences(pixelThreads);
    return deviceCatalog == null || deviceCatalog.isBlank()
        ? bounded
        : bounded.withDeviceCatalog(Path.of(deviceCatalog));
  }

  ArchiveLimits archiveLimits() {
    return new ArchiveLimits(archiveEntries, archiveBytes, archiveRatio, archiveDepth);
  }

  private ObjectObserver observer() {
    Set<ObjectObserver> observers =
        getCamelContext().getRegistry().findByType(ObjectObserver.class);
    return observers.stream().reduce(ObjectObserver::and).orElseGet(EventLog::new);
  }

  @Override
  protected void doShutdown() throws Exception {
    siteFiles.close();
    synchronized (this) {
      for (Opened each : opened.values()) {
        IOHelper.close(each.push());
        if (each.stamper() != null) {
          each.stamper().close();
        }
        IOHelper.close(each.work(), each.owned());
      }
      opened.clear();
    }
    super.doShutdown();
  }

  public String getData() {
    return data;
  }

  public void setData(String data) {
    this.data = data;
  }

  public boolean isReceipts() {
    return receipts;
  }

  public void setReceipts(boolean receipts) {
    this.receipts = receipts;
  }

  public String getTsaUrl() {
    return tsaUrl;
  }

  public void setTsaUrl(String tsaUrl) {
    this.tsaUrl = tsaUrl;
  }

  public String getTsaCaFile() {
    return tsaCaFile;
  }

  public void setTsaCaFile(String tsaCaFile) {
    this.tsaCaFile = tsaCaFile;
  }

  public String getKeysPassphraseFile() {
    return keysPassphraseFile;
  }

  public void setKeysPassphraseFile(String keysPassphraseFile) {
    this.keysPassphraseFile = keysPassphraseFile;
  }

  public String getStoreUrl() {
    return storeUrl;
  }

  public void setStoreUrl(String storeUrl) {
    this.storeUrl = storeUrl;
  }

  public String getStoreUser() {
    return storeUser;
  }

  public void setStoreUser(String storeUser) {
    this.storeUser = storeUser;
  }

  public String getStorePassword() {
    return storePassword;
  }

  public void setStorePassword(String storePassword) {
    this.storePassword = storePassword;
  }

  public String getStorePasswordFile() {
    return storePasswordFile;
  }

  public void setStorePasswordFile(String storePasswordFile) {
    this.storePasswordFile = storePasswordFile;
  }

  public String getLogTimeStamps() {
    return logTimeStamps;
  }

  public void setLogTimeStamps(String logTimeStamps) {
    this.logTimeStamps = logTimeStamps;
  }

  public String getLogCheckpointInterval() {
    return logCheckpointInterval;
  }

  public void setLogCheckpointInterval(String logCheckpointInterval) {
    this.logCheckpointInterval = logCheckpointInterval;
  }

  public String getLogPushUri() {
    return logPushUri;
  }

  public void setLogPushUri(String logPushUri) {
    this.logPushUri = logPushUri;
  }

  public String getLogPushInterval() {
    return logPushInterval;
  }

  public void setLogPushInterval(String logPushInterval) {
    this.logPushInterval = logPushInterval;
  }

  public int getPixelThreads() {
    return pixelThreads;
  }

  public void setPixelThreads(int pixelThreads) {
    this.pixelThreads = pixelThreads;
  }

  public String getDeviceCatalog() {
    return deviceCatalog;
  }

  public void setDeviceCatalog(String deviceCatalog) {
    this.deviceCatalog = deviceCatalog;
  }

  public int getArchiveEntries() {
    return archiveEntries;
  }

  public void setArchiveEntries(int archiveEntries) {
    this.archiveEntries = archiveEntries;
  }

  public long getArchiveBytes() {
    return archiveBytes;
  }

  public void setArchiveBytes(long archiveBytes) {
    this.archiveBytes = archiveBytes;
  }

  public int getArchiveRatio() {
    return archiveRatio;
  }

  public void setArchiveRatio(int archiveRatio) {
    this.archiveRatio = archiveRatio;
  }

  public int getArchiveDepth() {
    return archiveDepth;
  }

  public void setArchiveDepth(int archiveDepth) {
    this.archiveDepth = archiveDepth;
  }

  public Pipeline getPipeline() {
    return pipeline;
  }

  public void setPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
  }
}
